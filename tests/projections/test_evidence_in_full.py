"""Evidence shows the latest fifty events and says how many there are in all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ledger.application import open_ledger
from ledger.document import read_document
from ledger.times import to_micros
from projections.answers import standing
from projections.clocks import resolve

NOW = to_micros(datetime(2026, 1, 15, tzinfo=UTC))
ORDERS = 60


def test_more_than_fifty_are_counted_and_the_latest_fifty_are_named(tmp_path: Path) -> None:
    first = datetime(2025, 10, 1, tzinfo=UTC)
    documents = [{"type": "CustomerRegistered", "day": "2025-10-01", "data": {"name": "N", "currency": "EUR"}}]
    for number in range(ORDERS):
        data = {"order_id": str(number), "amount": "1.00", "currency": "EUR"}
        documents.append({"type": "OrderPlaced", "day": f"{first + timedelta(days=number):%Y-%m-%d}", "data": data})
    with open_ledger(tmp_path, clock=lambda: NOW) as ledger:
        for document in documents:
            given = {
                "customer": "C",
                "type": document["type"],
                "occurred_at": document["day"],
                "data": document["data"],
            }
            ledger.record(read_document(given, zone=UTC, now=NOW))
        answer = standing(ledger, "C", resolve(ledger, now=NOW))
    for part in (answer["stage"], answer["rhythm"]):
        assert part["evidence_count"] == ORDERS
        assert part["evidence"] == list(range(12, 62))
