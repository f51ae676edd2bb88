"""What is said of a customer that was left and came back, and of one that is registered no more."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.errors import UnknownCustomer
from ledger.times import to_micros
from projections.answers import book, standing
from projections.clocks import resolve

NOW = to_micros(datetime(2026, 1, 15, tzinfo=UTC))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path, clock=lambda: NOW) as opened:
        yield opened


def record(ledger: Ledger, type_name: str, day: str, **data: Any) -> str:
    document = {"customer": "C", "type": type_name, "occurred_at": day, "data": data}
    return ledger.record(read_document(document, zone=UTC, now=NOW)).event_id


def order(ledger: Ledger, day: str) -> None:
    record(ledger, "OrderPlaced", day, order_id=day, amount="10.00", currency="EUR")


def stage(ledger: Ledger) -> dict[str, Any]:
    part: dict[str, Any] = standing(ledger, "C", resolve(ledger, now=NOW))["stage"]
    return part


def test_after_an_end_and_a_resumption_the_next_step_waits_for_an_order(ledger: Ledger) -> None:
    record(ledger, "CustomerRegistered", "2025-01-01", name="N", currency="EUR")
    order(ledger, "2025-06-10")
    record(ledger, "RelationshipEnded", "2025-09-01", by="customer")
    record(ledger, "RelationshipResumed", "2025-10-01")
    said = stage(ledger)
    assert said["name"] == "development"
    assert [(wanted["condition"], wanted["met"]) for wanted in said["next"]] == [
        ("order in the last 365 days", True),
        ("order after the latest end", False),
    ]
    assert said["reason"] == "The last order, on 2025-06-10, came before the latest end."
    order(ledger, "2026-01-10")
    assert stage(ledger)["name"] == "initial"


def test_a_customer_whose_registration_was_taken_back_is_not_registered(ledger: Ledger) -> None:
    registration = record(ledger, "CustomerRegistered", "2025-01-01", name="N", currency="EUR")
    order(ledger, "2025-06-10")
    record(ledger, "EventRetracted", "2026-01-01", event_id=registration, reason="another company")
    assert book(ledger, resolve(ledger, now=NOW)) == []
    with pytest.raises(UnknownCustomer, match="no customer 'C' is registered"):
        stage(ledger)


def test_a_customer_that_has_no_events_yet_is_told_apart_from_one_that_is_not_registered(ledger: Ledger) -> None:
    record(ledger, "CustomerRegistered", "2025-01-01", name="N", currency="EUR")
    with pytest.raises(UnknownCustomer, match="nothing had happened"):
        standing(ledger, "C", resolve(ledger, as_of="2024-12-31", now=NOW))
