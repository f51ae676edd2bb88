"""An event of the ledger as a row."""

from ledger.recorded import RecordedEvent
from projections.event_rows import event_row

EVENT = RecordedEvent(
    position=3,
    event_id="0198c0de-0000-7000-8000-000000000003",
    stream="C-1",
    version=2,
    type="CallMade",
    schema=1,
    occurred_at=0,
    recorded_at=1_000_001,
    data={"contact_ids": ["K1"]},
    metadata={"recorded_by": "local"},
    leaf=bytes(range(32)),
)


def test_times_are_rfc_3339_and_the_leaf_is_hex() -> None:
    row = event_row(EVENT)
    assert row["occurred_at"] == "1970-01-01T00:00:00.000000Z"
    assert row["recorded_at"] == "1970-01-01T00:00:01.000001Z"
    assert row["leaf"] == bytes(range(32)).hex()
    assert row["customer"] == "C-1"


def test_what_the_ledger_does_not_know_is_null() -> None:
    row = event_row(EVENT)
    assert [row[key] for key in ("source", "external_id", "correlation_id", "causation_id")] == [None] * 4
    assert row["recorded_by"] == "local"
