"""The page of a customer: what fell stands first, and what to do about it."""

from api.pages.worklist import Fall, worklist
from tests.projections.signals.one_customer import every, happened, ordered, registered, standing

ON = "2024-08-30"
MONTHLY = [ordered(on) for on in every(30, "2022-01-10", 29)]


def test_what_falls_is_shown_before_what_does_not() -> None:
    said = happened("2024-08-01", "RepurchaseIntentStated", score="9")
    found = worklist(standing([registered(), *MONTHLY, said], ON))
    first, score = found.scores[0]
    assert (first, score["trend"]) == ("behavioural", "down")
    assert "attitudinal" in dict(found.scores)


def test_five_things_are_to_do_and_the_rest_is_counted() -> None:
    document = standing([registered(), *MONTHLY], ON)
    found = worklist(document)
    assert len(found.todo) == 5
    assert found.todo == document["advice"][:5]
    assert found.more + found.done + 5 == len(document["advice"])
    assert "no rhythm of contact is agreed" in found.lacking


def test_what_fell_says_from_what_to_what_and_which_part_did_it() -> None:
    said = [
        happened(on, "RepurchaseIntentStated", score=score) for on, score in (("2024-01-10", "9"), ("2024-08-01", "4"))
    ]
    (fall,) = [one for one in worklist(standing([registered(), *said], ON)).fell if one.name == "attitudinal"]
    assert fall == Fall(name="attitudinal", then=90, now=40, parts=[("intent", 90, 40)], latest=fall.latest)
    assert len(fall.latest) == 1
    (orders,) = [one for one in worklist(standing([registered(), *MONTHLY], ON)).fell if one.name == "behavioural"]
    assert orders.latest == []


def test_where_something_low_became_known_that_is_what_made_it_fall() -> None:
    before, parts = {"value": 70, "parts": {"recommendation": 70}}, {"recommendation": {"value": 70}}
    emotional = {"value": 62, "trend": "down", "before": before, "evidence": [], "parts": parts}
    document = standing([registered()], ON)
    document["loyalty"]["emotional"] = emotional | {"parts": parts | {"attitude": {"value": 45}, "referrals": None}}
    (fall,) = worklist(document).fell
    assert fall == Fall(name="emotional", then=70, now=62, parts=[("attitude", None, 45)], latest=[])
