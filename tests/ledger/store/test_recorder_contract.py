"""What every recorder promises: order without gaps, all or nothing, one snapshot, eventsourcing's selections."""

import hashlib
from collections.abc import Callable
from typing import Any

import orjson
import pytest
import rfc8785
from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.log_row import Entry, Row, Unplaced
from ledger.recorder import LedgerRecorder

MakeEntry = Callable[..., Entry]


def positions(rows: Any) -> list[int]:
    return [row.id for row in rows]


def test_positions_run_from_one_across_all_streams(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    assert recorder.append([entry("A", 1), entry("A", 2)]).first_position == 1
    assert recorder.append([entry("B", 1)]).first_position == 3
    assert recorder.insert_events([Unplaced.of(entry("A", 3)), Unplaced.of(entry("A", 4))]) == range(4, 6)
    assert positions(recorder.select_notifications(None, 10)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_however_many_are_written_at_once_each_is_stored_as_it_was_given(
    recorder: LedgerRecorder, entry: MakeEntry, count: int
) -> None:
    written = [entry("A", number, data=b'{"number":%d}' % number) for number in range(1, count + 1)]
    placement = recorder.append(written)
    rows = recorder.select_events("A")
    assert [(row.event_id, row.state) for row in rows] == [(one.event_id, one.data) for one in written]
    assert [row.leaf for row in rows] == list(placement.leaves) == [leaf_by_the_book(row) for row in rows]


@pytest.mark.parametrize("wrong", [1, 100, 101, 120])
def test_one_event_out_of_order_among_many_and_none_is_written(
    recorder: LedgerRecorder, entry: MakeEntry, wrong: int
) -> None:
    entries = [entry("A", 500 if number == wrong else number) for number in range(1, 121)]
    with pytest.raises(IntegrityError, match="without a gap"):
        recorder.append(entries)
    assert recorder.max_notification_id() == 0


def test_an_empty_log_ends_at_zero(recorder: LedgerRecorder) -> None:
    assert recorder.max_notification_id() == 0
    assert list(recorder.select_notifications(1, 10)) == []
    assert list(recorder.select_events("A")) == []
    with recorder.reading() as reading:
        assert reading.last() == (0, None)
        assert reading.streams() == []


def test_writing_nothing_changes_nothing(recorder: LedgerRecorder) -> None:
    assert list(recorder.insert_events([]) or ()) == []
    assert recorder.append([]).recorded_at == []
    assert recorder.max_notification_id() == 0


def test_what_was_written_is_read_back_whole(recorder: LedgerRecorder, entry: MakeEntry, clock: Any) -> None:
    written = entry(
        "客户-1",
        1,
        data='{"text":"naïve 😀"}'.encode(),
        source="erp",
        external_id="SO/1?",
        subject="order:SO-1",
        occurred_at=-2_208_988_800_000_000,
    )
    recorder.append([written])
    (row,) = recorder.select_events("客户-1")
    assert (row.originator_id, row.originator_version, row.topic, row.state) == (
        written.stream,
        written.version,
        written.type,
        written.data,
    )
    for name in ("event_id", "schema", "occurred_at", "source", "external_id", "metadata", "subject"):
        assert getattr(row, name) == getattr(written, name)
    assert (row.id, row.recorded_at) == (1, clock.now)


def leaf_by_the_book(row: Row) -> bytes:
    """The leaf as the contract defines it, by an RFC 8785 implementation that is not ours."""
    fields = {
        "position": row.id,
        "event_id": row.event_id,
        "stream": row.originator_id,
        "version": row.originator_version,
        "type": row.topic,
        "schema": row.schema,
        "occurred_at": row.occurred_at,
        "recorded_at": row.recorded_at,
        "source": row.source,
        "external_id": row.external_id,
        "data": orjson.loads(row.state),
        "metadata": orjson.loads(row.metadata),
    }
    return hashlib.sha256(b"\x00" + rfc8785.dumps(fields)).digest()


def test_the_leaf_is_the_hash_of_all_that_is_stored(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append(
        [entry("A", 1), entry("客户 \u2028\u007f", 1, source='e"r\\p', external_id="😀\n", data=b'{"a":[1,"\\t"]}')]
    )
    rows = recorder.select_notifications(None, 10)
    assert [row.leaf for row in rows] == [leaf_by_the_book(row) for row in rows]


def test_one_write_has_one_recorded_at(recorder: LedgerRecorder, entry: MakeEntry, clock: Any) -> None:
    assert recorder.append([entry("A", 1), entry("A", 2), entry("B", 1)]).recorded_at == [clock.now] * 3


def test_each_write_is_recorded_after_the_one_before_whatever_the_clock_says(
    recorder: LedgerRecorder, entry: MakeEntry, clock: Any
) -> None:
    noon = clock.now
    moments = []
    for version, now in enumerate([noon, noon, noon - 5_000_000, noon + 9], start=1):
        clock.now = now
        moments += recorder.append([entry("A", version)]).recorded_at
    assert moments == [noon, noon + 1, noon + 2, noon + 9]


def test_a_restored_event_keeps_its_recorded_at(recorder: LedgerRecorder, entry: MakeEntry, clock: Any) -> None:
    assert recorder.append([entry("A", 1, recorded_at=5), entry("A", 2, recorded_at=5)]).recorded_at == [5, 5]
    assert recorder.append([entry("A", 3)]).recorded_at == [clock.now]


@pytest.mark.parametrize("moments", [(7, 6), (7, 7, 3)])
def test_recorded_at_never_falls(recorder: LedgerRecorder, entry: MakeEntry, moments: tuple[int, ...]) -> None:
    with pytest.raises(IntegrityError):
        recorder.append([entry("A", version, recorded_at=at) for version, at in enumerate(moments, start=1)])
    assert recorder.max_notification_id() == 0


@pytest.mark.parametrize("versions", [(1, 1), (2,), (1, 3)])
def test_a_version_that_does_not_follow_is_refused_and_nothing_of_the_write_stays(
    recorder: LedgerRecorder, entry: MakeEntry, versions: tuple[int, ...]
) -> None:
    recorder.append([entry("B", 1)])
    with pytest.raises(IntegrityError):
        recorder.append([entry("A", version) for version in versions])
    assert positions(recorder.select_notifications(None, 10)) == [1]
    assert recorder.append([entry("A", 1)]).first_position == 2


def test_the_same_external_id_of_one_source_is_refused(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append([entry("A", 1, source="erp", external_id="1")])
    with pytest.raises(IntegrityError):
        recorder.append([entry("B", 1, source="erp", external_id="1")])
    recorder.append([entry("B", 1, source="crm", external_id="1")])
    recorder.append([entry("C", 1, source="erp"), entry("D", 1, source="erp")])


def test_the_same_event_id_is_refused(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append([entry("A", 1, event_id="x")])
    with pytest.raises(IntegrityError):
        recorder.append([entry("B", 1, event_id="x")])


def test_events_of_a_stream_are_selected_as_eventsourcing_asks(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    for version in range(1, 6):
        recorder.append([entry("A", version), entry("B", version)])

    def versions(**which: Any) -> list[int]:
        return [row.originator_version for row in recorder.select_events("A", **which)]

    assert versions() == [1, 2, 3, 4, 5]
    assert versions(gt=2) == [3, 4, 5]
    assert versions(lte=2) == [1, 2]
    assert versions(gt=1, lte=4) == [2, 3, 4]
    assert versions(desc=True, limit=2) == [5, 4]
    assert versions(limit=0) == []


def test_notifications_are_selected_as_eventsourcing_asks(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append([entry("A", n, type="Odd" if n % 2 else "Even") for n in range(1, 7)])
    assert positions(recorder.select_notifications(2, 3)) == [2, 3, 4]
    assert positions(recorder.select_notifications(2, 3, inclusive_of_start=False)) == [3, 4, 5]
    assert positions(recorder.select_notifications(None, 10, stop=2)) == [1, 2]
    assert positions(recorder.select_notifications(2, 10, topics=["Odd"])) == [3, 5]
    assert positions(recorder.select_notifications(None, 10, stop=4, topics=["Odd", "Even"])) == [1, 2, 3, 4]
    assert recorder.max_notification_id() == 6


def test_only_rows_with_all_columns_are_taken(recorder: LedgerRecorder) -> None:
    bare = StoredEvent(originator_id="A", originator_version=1, topic="OrderPlaced", state=b"{}")
    with pytest.raises(TypeError):
        recorder.insert_events([bare])


def test_the_events_about_a_thing_come_with_what_was_said_of_them(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append(
        [
            entry("A", 1, event_id="a1", subject="customer"),
            entry("B", 1, event_id="b1", subject="customer"),
            entry("A", 2, event_id="a2", subject="order:1"),
            entry("A", 3, event_id="a3", subject="event:a2"),
            entry("B", 2, event_id="b2", subject="event:a2"),
            entry("A", 4, event_id="a4", subject=None),
            entry("A", 5, event_id="a5", subject="event:a3"),
            entry("A", 6, event_id="a6", subject="order:2"),
        ]
    )
    with recorder.reading() as reading:

        def about(**subjects: list[str]) -> set[str]:
            return {row[1] for row in reading.about(subjects)}

        assert about(A=["order:1"]) == {"a2", "a3", "a5"}
        assert about(A=["customer", "order:1", "order:3"]) == {"a1", "a2", "a3", "a5"}
        assert about(A=["event:a2"], B=["customer"]) == {"b1", "a3", "a5"}
        assert about(A=[], C=["customer"]) == about() == set()
        assert reading.about({"A": ["order:2"]}) == [
            (8, "a6", "A", "OrderPlaced", 1, 1_741_953_600_000_000, '{"order_id":"SO-1"}', "order:2")
        ]


def test_events_are_found_by_id_external_id_and_position(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append([entry("A", 1, event_id="x", source="erp", external_id="1"), entry("A", 2, event_id="y")])
    with recorder.reading() as reading:
        assert {key: row.id for key, row in reading.by_external_id([("erp", "1"), ("erp", "2")]).items()} == {
            ("erp", "1"): 1
        }
        assert {key: row.id for key, row in reading.by_event_id(["y", "z"]).items()} == {"y": 2}
        assert [row and row.event_id for row in map(reading.by_position, [0, 1, 2, 3])] == [None, "x", "y", None]
        assert reading.versions(["A", "B"]) == {"A": 2, "B": 0}


def test_streams_are_listed_once_by_code_point(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    names = ["b", "a", "Z", "客户", "é", "a b", "$ledger"]
    recorder.append([entry(name, version) for version in (1, 2) for name in names])
    with recorder.reading() as reading:
        assert reading.streams() == sorted(names)


def test_a_snapshot_does_not_see_what_is_written_meanwhile(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    recorder.append([entry("A", 1)])
    with recorder.reading() as reading:
        assert reading.last()[0] == 1
        recorder.append([entry("A", 2)])
        assert reading.last()[0] == 1
    assert recorder.max_notification_id() == 2


def test_a_write_that_fails_halfway_leaves_nothing(recorder: LedgerRecorder, entry: MakeEntry) -> None:
    with pytest.raises(IntegrityError), recorder.writing() as writing:
        assert [writing.append([entry("A", version)], now=1).first_position for version in (1, 2, 2)] == []
    assert recorder.max_notification_id() == 0
