"""Advice: what applies, what was done, what presses first, and what no policy may say."""

from datetime import date

import pytest
from pydantic import ValidationError

from projections.advice.advising import Advising
from projections.advice.deed import Condition, Deed, read_condition, read_deed
from projections.advice.item import AdviceItem
from projections.advice.reasons import reason_words
from projections.effective import effective
from projections.journal import journal_of
from projections.judging import judge_at
from projections.policy_file import default_policy
from projections.signals import all_signals
from projections.stage import STAGES
from tests.laws.clocks import clocks
from tests.model.showing import saw, shows, shows_each
from tests.projections.loyalty.told import contact
from tests.projections.signals.one_customer import (
    NOBODY_ELSE,
    ZONE,
    Happened,
    Row,
    every,
    happened,
    log_of,
    ordered,
    registered,
    standing,
)

ON = "2024-06-05"
ITEMS = [item for item in default_policy().policy.advice if isinstance(item, AdviceItem)]


def advice(*events: Happened, on: str = ON) -> dict[str, Row]:
    return {item["id"]: item for item in standing([registered(), *events], on)["advice"]}


def test_every_stage_status_and_signal_has_advice_in_both_languages() -> None:
    because = {item.because for item in ITEMS}
    wanted = {*STAGES, "every", "next", "control", "rescue", "lost", "captive", "free", "latent", "spurious"}
    assert wanted | {signal.name for signal in all_signals()} <= because
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    assert all("\u4e00" <= item.zh[0] <= "\u9fff" for item in ITEMS)


# Per reason the part of a standing that brings it.
BRINGS: dict[str, dict[str, Row]] = {
    **{name: {"stage": {"name": name, "next": []}} for name in STAGES},
    "next": {"stage": {"next": [{"condition": "share of wallet", "met": False}]}},
    **{name: {"risk": {"status": name}} for name in ("control", "rescue", "lost")},
    **{name: {"loyalty": {"retention": name}} for name in ("captive", "free")},
    **{name: {"loyalty": {"type": name}} for name in ("latent", "spurious")},
    **{f"won_by_{name}": {"drivers": {"won_by": name}} for name in ("price", "brand")},
    **{name: {"needs": {name: 1}} for name in ("need_gap", "tier_gap")},
    **{
        one.name: {"risk": {"signals": [{"name": one.name, "severity": "alert", "since": "2024-06-01"}]}}
        for one in all_signals()
    },
}
CALM: dict[str, Row] = {
    "stage": {"name": None, "next": []},
    "risk": {"status": "prevention", "signals": []},
    "loyalty": {"type": None, "retention": None},
    "drivers": {"won_by": None},
    "needs": {"need_gap": 0, "tier_gap": 0, "evidence": [1]},
}


def because(events: list[Happened], brings: dict[str, Row]) -> set[str]:
    """The reasons of what is still to do where a standing holds this instead of nothing that asks for advice."""
    log = log_of(events)
    at = clocks(log, as_of=date.fromisoformat(ON), zone=ZONE)
    history = effective(journal_of(log.rows()), cut=at.cut, as_of=at.as_of)
    advising = Advising(judge_at(history, at, NOBODY_ELSE).facts)
    found = advising.of(0, {name: part | brings.get(name, {}) for name, part in CALM.items()})
    return {item["because"] for item in found if item["done"] is None}


@shows_each([f"advice: {name}" for name in BRINGS], "advised", None)
def test_every_reason_brings_its_advice_and_no_other_does() -> None:
    for reason, brings in BRINGS.items():
        found = because([registered()], brings)
        assert found == {reason, "every"}
        saw(f"advice: {reason}", "advised")
    for reason in {*BRINGS} - because([registered()], {}):
        saw(f"advice: {reason}", None)


@shows("advice: every", "advised", None)
def test_what_is_always_to_do_is_asked_for_until_it_was_done() -> None:
    done = [
        contact("K-1"),
        happened("2024-06-01", "CallMade", contact_ids=["K-1"]),
        happened("2024-06-01", "QuotationSubmitted", quotation_id="Q", options=2),
        happened("2024-06-01", "AccountReviewed"),
    ]
    assert because([registered()], {}) == {"every"}
    saw("advice: every", "advised")
    assert because([registered(), *done], {}) == set()
    saw("advice: every", None)


def test_every_reason_has_words_in_both_languages() -> None:
    for reason in {item.because for item in ITEMS}:
        english, chinese = reason_words(reason, "en"), reason_words(reason, "zh")
        assert "_" not in english
        assert "\u4e00" <= chinese[0] <= "\u9fff"


def test_advice_is_that_of_the_stage_and_of_every_stage() -> None:
    found = advice()
    assert found["find-opening"]["because"] == "development"
    assert found["find-opening"]["action"] == "Find an opening and date it."
    assert "sum-up" in found
    assert "deliver-faultless" not in found


@pytest.mark.parametrize(("on", "done"), [("2023-12-08", False), ("2023-12-09", True)])
def test_an_event_in_the_window_strikes_an_item_off_and_stands_as_its_proof(on: str, done: bool) -> None:
    seen = happened(on, "OpeningObserved", opening_id="X", kind="new_product", origin="awaited")
    item = advice(seen)["find-opening"]
    assert item["done"] == ({"on": on, "evidence": [2]} if done else None)


def test_only_an_event_that_says_the_right_thing_does_it() -> None:
    plain = happened("2024-06-01", "NeedObserved", level="social", subject="organisation")
    told = happened("2024-06-02", "NeedObserved", level="social", subject="organisation", aspect="price")
    assert advice(plain)["learn-value"]["done"] is None
    assert advice(plain, told)["learn-value"]["done"] == {"on": "2024-06-02", "evidence": [3]}


def test_what_somebody_met_does_it_as_well() -> None:
    people = [contact("K-1", role="decider", influence="0.6"), contact("K-2", influence="0.4")]
    visit = happened("2024-06-01", "VisitMade", contact_ids=["K-1"])
    assert advice(*people)["meet-decider"]["done"] is None
    met = advice(*people, visit)
    assert met["meet-decider"]["done"] == met["keep-influencers"]["done"] == {"on": None, "evidence": []}
    assert met["find-coach"]["done"] is None


def test_what_was_done_before_the_signal_began_does_not_count() -> None:
    monthly = [ordered(on) for on in every(30, "2022-01-10", 20)]
    before, after = (happened(on, "VisitMade", contact_ids=["K-1"]) for on in ("2023-08-15", "2023-12-01"))
    asked = advice(contact("K-1"), *monthly, before, on="2023-12-05")["order-overdue"]
    assert (asked["because"], asked["done"]) == ("order_overdue", None)
    assert asked["due_on"] is not None
    assert advice(contact("K-1"), *monthly, before, after, on="2023-12-05")["order-overdue"]["done"] is not None


def test_the_most_pressing_comes_first_and_what_is_done_last() -> None:
    complaint = happened("2024-05-01", "ComplaintRaised", complaint_id="B", severity="critical", category="quality")
    seen = happened("2024-06-01", "OpeningObserved", opening_id="X", kind="new_product", origin="awaited")
    rows = list(advice(ordered("2024-04-01"), complaint, seen).values())
    because = [row["because"] for row in rows]
    assert because[:3] == ["complaint_open", "complaint_open", "rescue"]
    assert because.index("rescue") < because.index("complaint_unacknowledged") < because.index("initial")
    assert [row["done"] is not None for row in rows] == sorted(row["done"] is not None for row in rows)


def test_nobody_is_told_to_sell_to_a_customer_to_be_rescued() -> None:
    ended = happened("2024-06-01", "RelationshipEnded", by="customer", reason="r")
    found = advice(*[ordered(on) for on in every(30, "2023-01-10", 15)], ended)
    assert found["salvage-check"]["because"] == "rescue"
    selling = {item.id for item in ITEMS if item.selling}
    assert not selling & set(found)


def test_the_first_missing_condition_of_the_next_stage_is_named() -> None:
    assert advice(ordered("2024-05-01"))["next-condition"]["action"] == (
        "For the next stage is missing: share of wallet."
    )


def test_deeds_and_conditions_are_read_and_refused_with_the_reason() -> None:
    assert read_deed("VisitMade purpose=care") == Deed(type="VisitMade", field="purpose", value="care")
    assert read_condition("departments_met 3") == Condition(name="departments_met", least=3)
    for wrong in ("Visit", "ComplianceConcernRaised", "PolicyPublished", "VisitMade colour", "VisitMade purpose=golf"):
        with pytest.raises(ValueError, match=r"strike|field|one of"):
            read_deed(wrong)
    for wrong in ("departments_met", "decider_met 2", "sun_shines"):
        with pytest.raises(ValueError, match=r"number|alone|condition"):
            read_condition(wrong)


@pytest.mark.parametrize(
    "wrong", [{"because": "weather"}, {"id": "No!"}, {"en": "{colour}"}, {"within": 0}, {"zh": ""}]
)
def test_an_item_that_says_nothing_sensible_is_refused(wrong: dict[str, object]) -> None:
    right = {"id": "a", "because": "every", "within": 7, "en": "Do.", "zh": "做。"}
    assert AdviceItem.model_validate(right).id == "a"
    with pytest.raises(ValidationError):
        AdviceItem.model_validate(right | wrong)
