"""The journal's columns: every clear field of every type, and nothing personal."""

from pathlib import Path
from typing import Any

import orjson
import polars as pl
import pytest

from ledger.catalogue import CATALOGUE
from projections.journal import JOURNAL_SCHEMA, LogRow, column, journal_of
from projections.journal.columns import FIELDS, recorded_here
from projections.journal.decoding import FRAMED
from projections.journal.journal_page import journal_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "journal.md"


def row(position: int, kind: str, data: dict[str, Any], customer: str = "C-1") -> LogRow:
    return (
        position,
        f"e{position}",
        customer,
        position,
        kind,
        1,
        position * 10,
        position * 20,
        orjson.dumps(data).decode(),
    )


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == journal_page(), "stale: run `make journal`"


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.name)
def test_a_field_is_a_column_exactly_when_it_is_clear_and_stored(kind: Any) -> None:
    said = {name for name, field in FIELDS.items() if kind.name in field.types}
    clear = {name for name in kind.model.model_fields if name not in kind.sealed} - {"new_contacts"}
    assert said == (clear if recorded_here(kind) else set())


def test_what_an_event_says_stands_in_its_columns() -> None:
    lines = [{"product": "P", "quantity": "2", "unit_price": "1.50"}]
    said = {"order_id": "SO-1", "currency": "EUR", "amount": "3.00", "lines": lines}
    journal = journal_of([row(1, "CustomerRegistered", {"name": "A", "currency": "EUR"}), row(2, "OrderPlaced", said)])
    assert journal["name"].to_list() == ["A", None]
    assert journal["amount_minor"].to_list() == [None, 300]
    assert journal["lines"].to_list() == [None, [lines[0] | {"kind": None}]]
    assert journal["occurred_at"].to_list() == [10, 20]


def test_lists_of_codes_and_objects_keep_their_order() -> None:
    scores = [{"dimension": "price", "perceived": "7", "expected": "8.5", "best_rival": "6"}]
    journal = journal_of(
        [
            row(1, "VisitMade", {"contact_ids": ["K-2", "K-1"], "our_people": ["Li"]}),
            row(2, "SatisfactionSurveyed", {"scores": scores}),
            row(3, "ProfileChanged", {"key_account": {"history": "long", "honours": "many"}}),
        ]
    )
    assert journal["contact_ids"].to_list() == [["K-2", "K-1"], None, None]
    assert journal["scores"].to_list() == [None, scores, None]
    pairs = [{"name": "history", "text": "long"}, {"name": "honours", "text": "many"}]
    assert journal["key_account"].to_list() == [None, None, pairs]


def test_an_override_says_its_value_as_text() -> None:
    values: list[object] = ["A", 7, True]
    rows = [
        row(n, "OverrideSet", {"field": "tier", "value": v, "expires_on": "2026-01-01"}) for n, v in enumerate(values)
    ]
    signed = {
        "contract_id": "X",
        "starts_on": "2025-01-01",
        "ends_on": "2026-01-01",
        "value": "9.00",
        "currency": "EUR",
    }
    assert journal_of([*rows, row(9, "ContractSigned", signed)])["value"].to_list() == ["A", "7", "true", "9.00"]


def test_many_events_are_read_as_few_are() -> None:
    """More than FRAMED are read type by type."""
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("CustomerRegistered", {"name": "A", "currency": "EUR", "key_account": {"history": "long"}}),
        ("VisitMade", {"contact_ids": ["K-1", "K-2"], "purpose": "care"}),
        ("OverrideSet", {"field": "tier", "value": 7}),
        ("EventCorrected", {"event_id": "e1", "data": {"name": "B", "amount": "2.00"}}),
        ("OrderPlaced", {"order_id": "1", "currency": "EUR", "amount": "3.00", "lines": [{"product": "P"}]}),
        ("ComplaintReopened", {"complaint_id": "X"}),
        ("NoteAdded", {}),
    ]
    rows = [row(n, *kinds[n % len(kinds)]) for n in range(FRAMED + 1)]
    many = journal_of(rows)
    few = [journal_of(rows[start : start + 100]) for start in range(0, len(rows), 100)]
    assert len(many) == FRAMED + 1
    for name in JOURNAL_SCHEMA:
        assert column(many, name).to_list() == [value for part in few for value in column(part, name).to_list()], name


def test_a_correction_says_what_replaces_the_data_of_whatever_it_names() -> None:
    data = {
        "event_id": "e1",
        "occurred_at": "2025-03-01T00:00:00.000000Z",
        "data": {"amount": "5.00", "currency": "EUR"},
    }
    journal = journal_of([row(2, "EventCorrected", data)])
    assert journal.select("target", "moved_to", "amount", "amount_minor").row(0) == (
        "e1",
        data["occurred_at"],
        "5.00",
        500,
    )


def test_what_only_the_compliance_role_may_know_leaves_no_trace() -> None:
    concern = {"concern_id": "X", "side": "ours"}
    journal = journal_of(
        [
            row(1, "ComplianceConcernRaised", concern),
            row(2, "SignalAcknowledged", {"signal": "compliance_concern"}),
            row(3, "SignalAcknowledged", {"signal": "order_overdue"}),
            row(4, "EventCorrected", {"event_id": "e1", "data": concern}),
            row(5, "EventRetracted", {"event_id": "e4"}),
            row(6, "EventRetracted", {"event_id": "e3"}),
        ]
    )
    assert journal["position"].to_list() == [3, 6]


def test_the_ledgers_own_events_are_left_out() -> None:
    assert journal_of([row(1, "PersonalDataErased", {"customer": "C-1"}, customer="$ledger")]).is_empty()


def test_a_column_that_nobody_says_is_there_all_the_same() -> None:
    journal = journal_of([row(1, "CustomerRegistered", {"name": "A", "currency": "EUR"})])
    assert {name: column(journal, name).dtype for name in JOURNAL_SCHEMA} == JOURNAL_SCHEMA
    assert column(journal_of([]), "lines").to_list() == []
    assert journal_of([]).schema.items() <= pl.Schema(JOURNAL_SCHEMA).items()
