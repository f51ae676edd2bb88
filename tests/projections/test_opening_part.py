"""The openings of a standing: ways in, offers waiting, rivals in place, and what was won and lost."""

from typing import Any

from tests.projections.signals.one_customer import Happened, happened, registered, standing
from tests.projections.signals.stages import in_stable


def openings(events: list[Happened], on: str = "2025-03-15") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = standing(events, on)["openings"]
    return found


def opening(opening_id: str, due_on: str | None = None) -> Happened:
    due = {"due_on": due_on} if due_on else {}
    return happened("2025-01-10", "OpeningObserved", opening_id=opening_id, kind="new_product", origin="awaited", **due)


def test_open_openings_stand_by_due_date_and_closed_ones_do_not() -> None:
    events = [
        registered(),
        opening("O-1"),
        opening("O-2", "2025-04-01"),
        opening("O-3", "2025-03-01"),
        opening("O-4", "2025-02-01"),
        happened("2025-02-02", "OpeningClosed", opening_id="O-4", result="missed"),
    ]
    found = openings(events)
    assert [(one["opening_id"], one["days_left"], one["evidence"]) for one in found] == [
        ("O-3", -14, [4]), ("O-2", 17, [3]), ("O-1", None, [2]),
    ]  # fmt: skip
    assert found[0]["reason"] == "New product, awaited, due on 2025-03-01, 14 days ago."
    assert not found[0]["exposed"]


def test_where_we_are_the_main_supplier_an_opening_is_exposure() -> None:
    (found,) = openings([*in_stable(), opening("O-1")])
    assert found["exposed"]
    assert found["reason"] == "New product, awaited, no due date; a rival could use it."


def test_quotations_wait_are_counted_and_say_to_whom_they_were_lost() -> None:
    sent = [happened("2025-01-05", "QuotationSubmitted", quotation_id=f"Q-{n}") for n in range(6)]
    results = ["won", "lost", "lost", "lost", "won"]
    decided = [
        happened("2025-02-01", "QuotationDecided", quotation_id=f"Q-{n}", result=result, **rival)
        for n, (result, rival) in enumerate(
            zip(results, [{}, {"rival": "Beta"}, {"rival": "Acme"}, {"rival": "Beta"}, {}], strict=True)
        )
    ]
    waiting, record = openings([registered(), *sent, *decided])
    assert (waiting["type"], waiting["quotation_id"], waiting["evidence"]) == ("quotation", "Q-5", [7])
    assert (record["won"], record["lost"], record["win_rate"]) == (2, 3, 0.4)
    assert record["lost_to"] == [{"rival": "Beta", "lost": 2}, {"rival": "Acme", "lost": 1}]
    few = openings([registered(), *sent, *decided[:4]])[-1]
    assert few["win_rate"] is None
    assert few["reason"] == "1 of 4 decided quotations were won; 5 are needed for a rate."


def test_rivals_stand_with_the_position_last_seen() -> None:
    seen = [
        happened("2024-01-10", "RivalPositionObserved", rival="Acme", role="secondary"),
        happened("2025-01-10", "RivalPositionObserved", rival="Acme", role="main", share="0.6"),
        happened("2024-06-10", "RivalPositionObserved", rival="Beta", role="candidate"),
    ]
    assert [(one["rival"], one["role"], one["share"], one["evidence"]) for one in openings([registered(), *seen])] == [
        ("Acme", "main", 0.6, [3]), ("Beta", "candidate", None, [4]),
    ]  # fmt: skip


def test_what_is_not_there_is_an_empty_list() -> None:
    assert openings([registered()]) == []
