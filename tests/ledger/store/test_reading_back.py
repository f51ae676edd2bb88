"""What can be asked of a ledger: where it ends, when it was what, its events, streams and raw rows."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from ledger.application import Ledger
from ledger.errors import NotFound
from ledger.interaction import Interaction
from ledger.ledger_stream import ledger_event
from ledger.log_row import Entry

Make = Callable[..., Interaction]


@pytest.fixture
def book(ledger: Ledger, registered: Make, order: Make, clock: Any) -> Ledger:
    """Positions 1 to 6; two customers; an hour between the writes."""
    for step in ([registered("C-2")], [registered("C-1"), order("C-1", "1")], [order("C-2", "1"), order("C-1", "2")]):
        ledger.record_many(step)
        clock.now += 3_600_000_000
    ledger.record(order("C-1", "3"))
    return ledger


def positions(events: Any) -> list[int]:
    return [event.position for event in events]


def test_an_empty_ledger_has_nothing_to_say(ledger: Ledger) -> None:
    assert ledger.last() == (0, None)
    assert ledger.position_at(2**53) == 0
    assert (ledger.events(), ledger.stream("C-1"), ledger.customers(), list(ledger.rows())) == ([], [], [], [])


def test_the_last_position_comes_with_its_time(book: Ledger, clock: Any) -> None:
    assert book.last() == (6, clock.now)


def test_events_come_in_order_and_in_pages(book: Ledger) -> None:
    assert positions(book.events()) == [1, 2, 3, 4, 5, 6]
    assert positions(book.events(after=2, limit=3)) == [3, 4, 5]
    assert positions(book.events(after=6)) == []
    assert positions(book.events(limit=0)) == []


def test_events_of_one_customer_and_of_some_types(book: Ledger) -> None:
    assert positions(book.events(customer="C-1")) == [2, 3, 5, 6]
    assert positions(book.events(customer="C-1", after=2, limit=2)) == [3, 5]
    assert positions(book.events(types=["CustomerRegistered"])) == [1, 2]
    assert positions(book.events(types=["CustomerRegistered", "OrderPlaced"], after=1, limit=2)) == [2, 3]
    assert positions(book.events(types=["OrderPlaced"], customer="C-2")) == [4]
    assert positions(book.events(types=[])) == []
    assert positions(book.events(customer="C-3")) == []
    assert positions(book.stream("C-2")) == [1, 4]


def test_an_event_is_found_by_id_and_by_position(book: Ledger) -> None:
    event = book.find("4")
    assert (event.position, event.stream, event.version) == (4, "C-2", 2)
    assert book.find(event.event_id) == event


@pytest.mark.parametrize("name", ["0", "7", "-1", "999999999999999999999", "²", "", "nothing", "4 "])
def test_what_is_not_there_is_not_found(book: Ledger, name: str) -> None:
    with pytest.raises(NotFound, match="there is no event"):
        book.find(name)


def test_customers_are_sorted_by_code(book: Ledger, registered: Make) -> None:
    book.record_many([registered("é"), registered("Z"), registered("客户")])
    assert book.customers() == ["C-1", "C-2", "Z", "é", "客户"]


def test_raw_rows_are_what_stands_in_the_log(book: Ledger) -> None:
    rows = list(book.rows())
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]
    event = book.find("3")
    assert rows[2] == (
        3,
        event.event_id,
        "C-1",
        2,
        "OrderPlaced",
        1,
        event.occurred_at,
        event.recorded_at,
        '{"amount":"5.00","currency":"EUR","order_id":"1"}',
    )


def test_raw_rows_of_a_stretch_and_of_some_streams(book: Ledger) -> None:
    def read(**which: Any) -> list[int]:
        return [row[0] for row in book.rows(**which)]

    assert read(after=2, upto=4) == [3, 4]
    assert read(upto=0) == []
    assert read(upto=99) == [1, 2, 3, 4, 5, 6]
    assert read(streams=["C-1"]) == [2, 3, 5, 6]
    assert read(streams=["C-1", "C-2"], after=1, upto=5) == [2, 3, 4, 5]
    assert read(streams=["C-3"]) == read(streams=[]) == []


def test_raw_rows_of_some_types(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.readable.RAW_CHUNK", 2)  # so that a page may hold none of them
    of_each: dict[str, list[int]] = {}
    for row in book.rows():
        of_each.setdefault(row[4], []).append(row[0])
    assert len(of_each) > 1
    for kind, positions in of_each.items():
        assert [row[0] for row in book.rows(types=[kind])] == positions
        assert [row[0] for row in book.rows(types=[kind], after=positions[0])] == positions[1:]
        assert [row[0] for row in book.rows(types=[kind], streams=["C-1", "C-2"], after=1)] == [
            position for position in positions if position > 1
        ]
    assert [row[0] for row in book.rows(types=of_each)] == [1, 2, 3, 4, 5, 6]
    assert [*book.rows(types=["VisitMade"])] == [*book.rows(types=["VisitMade"], streams=["C-1"])] == []


def test_raw_rows_end_where_the_ledger_ended_when_they_were_asked_for(
    book: Ledger, order: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.readable.RAW_CHUNK", 2)
    rows = book.rows()
    seen = [next(rows)[0] for _ in range(3)]
    book.record(order("C-1", "4"))
    assert seen + [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]


def test_a_reader_keeps_its_place_while_others_write(
    book: Ledger, open_here: Callable[..., Ledger], order: Make
) -> None:
    other = open_here()
    assert other.last()[0] == 6
    book.record(order("C-1", "4"))
    assert other.last()[0] == 7
    assert other.events(after=6)[0].data["order_id"] == "4"


def test_the_position_at_a_time_is_the_last_one_recorded_by_then(ledger: Ledger, entry: Callable[..., Entry]) -> None:
    moments = [3, 3, 3, 4, 9, 10, 10, 11, 11, 11, 11, 20]
    for length, moment in enumerate(moments):
        ledger.application.recorder.append([entry("C-1", length + 1, recorded_at=moment)])
        for known_at in range(2, 22):
            known = sum(earlier <= known_at for earlier in moments[: length + 1])
            assert ledger.position_at(known_at) == known


def test_stored_data_have_one_canonical_form(book: Ledger) -> None:
    for row in book.rows():
        assert orjson.dumps(orjson.loads(row[8]), option=orjson.OPT_SORT_KEYS).decode() == row[8]


def test_merges_their_ends_and_reverts_are_found_with_what_they_name(
    ledger: Ledger, registered: Make, wanted: Make
) -> None:
    ledger.record_many([registered("C-1"), registered("C-2")], correlation_id="b-1")
    merge = ledger.record(wanted("C-2", "CustomersMerged", {"into": "C-1"}), correlation_id="b-2")
    undone = {"merge_event_id": merge.event_id, "reason": "two"}
    end = ledger.record(wanted("C-2", "CustomersUnmerged", undone))
    revert = ledger.record(ledger_event("ImportReverted", {"batch_id": "b-1", "reason": "wrong"}, occurred_at=0))
    assert ledger.sweeps(upto=5) == [
        (3, merge.event_id, "C-2", "CustomersMerged", "C-1", "b-2"),
        (4, end.event_id, "C-2", "CustomersUnmerged", merge.event_id, None),
        (5, revert.event_id, "$ledger", "ImportReverted", "b-1", None),
    ]
    assert [sweep.position for sweep in ledger.sweeps(upto=3)] == [3]
    assert ledger.sweeps(upto=2) == []


def test_what_an_import_brought_is_found_in_all_or_in_some_streams(ledger: Ledger, registered: Make) -> None:
    ledger.record(registered("C-1"), correlation_id="b-1")
    ledger.record_many([registered("C-2"), registered("C-3")], correlation_id="b-2")
    assert ledger.brought({"b-1", "b-2"}, upto=9) == [(1, "C-1"), (2, "C-2"), (3, "C-3")]
    assert ledger.brought({"b-1", "b-2"}, upto=2) == [(1, "C-1"), (2, "C-2")]
    assert ledger.brought({"b-2"}, streams=["C-1", "C-3"], upto=9) == [(3, "C-3")]
    assert ledger.brought(set(), upto=9) == ledger.brought({"b-2"}, streams=[], upto=9) == []
