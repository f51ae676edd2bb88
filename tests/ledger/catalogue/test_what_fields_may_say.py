"""What the fields of an event may say, and what two of them may not say together."""

from datetime import UTC
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledger.catalogue import CATALOGUE, Reading, normalise
from ledger.errors import Invalid
from ledger.times import read_instant
from tests.ledger.catalogue.examples import EXAMPLES


def place(name: str, reading: Reading | None = None, **changes: Any) -> str:
    """Where the example with these changes is refused, for this one reason."""
    with pytest.raises(Invalid) as refused:
        normalise(name, EXAMPLES[name] | changes, reading=reading or Reading())
    (problem,) = refused.value.problems
    assert problem.remedy
    return problem.pointer


def field(name: str, of: str, value: Any) -> Any:
    return normalise(name, EXAMPLES[name] | {of: value})[of]


@pytest.mark.parametrize("rank", [0, 1_000_001])
def test_a_count_out_of_range_is_refused_with_its_range(rank: int) -> None:
    with pytest.raises(Invalid, match=r"out of range\. write a whole number from 1 to 1,000,000"):
        normalise("SupplierEvaluationHeld", EXAMPLES["SupplierEvaluationHeld"] | {"rank": rank})


@pytest.mark.parametrize("value", ["stage", "Stage", "STAGE", "stage.name"])
def test_the_stage_is_never_overruled(value: str) -> None:
    assert place("OverrideSet", field=value) == "/data/field"


@pytest.mark.parametrize(
    ("value", "stored"), [("A", "A"), (3, 3), (True, True), (Decimal("0.50"), "0.5"), (0, 0), (-1, -1)]
)
def test_an_override_is_a_single_value(value: Any, stored: Any) -> None:
    assert field("OverrideSet", "value", value) == stored
    assert type(field("OverrideSet", "value", value)) is type(stored)


@pytest.mark.parametrize("value", [None, [], {}, "", 1.5, 2**53, Decimal("1E+40"), Decimal("-0.5")])
def test_an_override_is_nothing_else(value: Any) -> None:
    assert place("OverrideSet", value=value) == "/data/value"


@pytest.mark.parametrize(
    ("zone", "occurred_at", "refused"),
    [
        ("UTC", "2025-06-30T23:59:59Z", False),
        ("UTC", "2025-07-01T00:00:00Z", True),
        ("Asia/Shanghai", "2025-06-30T15:59:59Z", False),
        ("Asia/Shanghai", "2025-06-30T16:00:00Z", True),
        ("America/New_York", "2025-07-01T03:59:59Z", False),
    ],
)
def test_an_override_expires_after_it_was_set_by_the_days_of_the_ledger(
    zone: str, occurred_at: str, refused: bool
) -> None:
    reading = Reading(zone=ZoneInfo(zone), occurred_at=read_instant(occurred_at, UTC, pointer=""))
    if refused:
        assert place("OverrideSet", reading) == "/data/expires_on"
    else:
        assert normalise("OverrideSet", EXAMPLES["OverrideSet"], reading=reading)


def test_the_last_day_of_the_calendar_never_ends() -> None:
    reading = Reading(occurred_at=read_instant("2025-01-01T00:00:00Z", UTC, pointer=""))
    assert normalise("OverrideSet", EXAMPLES["OverrideSet"] | {"expires_on": "9999-12-31"}, reading=reading)


def test_a_policy_does_not_begin_before_it_is_published() -> None:
    late = Reading(occurred_at=read_instant("2025-04-02T00:00:00Z", UTC, pointer=""))
    assert place("PolicyPublished", late) == "/data/in_force_from"
    same_day = Reading(occurred_at=read_instant("2025-04-01T23:00:00Z", UTC, pointer=""))
    assert normalise("PolicyPublished", EXAMPLES["PolicyPublished"], reading=same_day)


def test_a_policy_is_the_text_its_hash_says() -> None:
    assert place("PolicyPublished", toml="another = 1\n") == "/data/sha256"
    assert place("PolicyPublished", sha256="ABC") == "/data/sha256"


@pytest.mark.parametrize(
    ("name", "changes", "pointer"),
    [
        ("SignalAcknowledged", {"signal": "order_overdu"}, "/data/signal"),
        ("SignalAcknowledged", {"signal": "stage"}, "/data/signal"),
        ("ContractSigned", {"ends_on": "2024-12-31"}, "/data/ends_on"),
        ("ContractSigned", {"currency": None}, "/data/currency"),
        ("ContractSigned", {"value": None}, "/data/value"),
        ("ContractSigned", {"value": "1.5"}, "/data/value"),
        ("ConcessionGranted", {"size": "100.5"}, "/data/size"),
        ("ConcessionGranted", {"kind": "terms", "size": "3651"}, "/data/size"),
        ("ReportingLineSet", {"reports_to": "K-7"}, "/data/reports_to"),
        ("RecommendationScored", {"score": "10.1"}, "/data/score"),
        ("RepurchaseIntentStated", {"score": "-1"}, "/data/score"),
        ("RivalPositionObserved", {"share": "1.01"}, "/data/share"),
        ("ContactRhythmAgreed", {"every_days": 0}, "/data/every_days"),
        ("StockReported", {"month": "2025-13"}, "/data/month"),
        ("StockReported", {"month": "2025-3"}, "/data/month"),
        ("StockReported", {"month": "2025-03-01"}, "/data/month"),
        ("StockReported", {"sold": "-1"}, "/data/sold"),
        ("CustomersMerged", {"into": "$ledger"}, "/data/into"),
        ("SatisfactionSurveyed", {"scores": []}, "/data/scores"),
        ("InvoiceIssued", {"amount": "1.005"}, "/data/amount"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(name: str, changes: dict[str, Any], pointer: str) -> None:
    assert place(name, **changes) == pointer


@pytest.mark.parametrize(
    ("written", "stored"), [("0012.50", "12.5"), (Decimal("3.0"), "3"), (0, "0"), ("0.000000001", "0.000000001")]
)
def test_stock_is_a_figure_in_plain_form_that_may_be_nothing(written: Any, stored: str) -> None:
    assert field("StockReported", "opening", written) == stored


def test_a_survey_scores_each_dimension_once() -> None:
    scores = EXAMPLES["SatisfactionSurveyed"]["scores"]
    assert place("SatisfactionSurveyed", scores=[*scores, scores[0]]) == "/data/scores/2/dimension"


def test_terms_are_counted_in_days() -> None:
    assert field("ConcessionGranted", "size", "30") == "30"
    assert normalise("ConcessionGranted", {"concession_id": "X", "kind": "terms", "size": 120})["size"] == "120"


def test_whoever_reports_to_nobody_has_null_and_it_must_be_said() -> None:
    assert normalise("ReportingLineSet", {"contact_id": "K-7", "reports_to": None}) == {
        "contact_id": "K-7",
        "reports_to": None,
    }
    with pytest.raises(Invalid, match="reports_to"):
        normalise("ReportingLineSet", {"contact_id": "K-7"})


def test_a_note_on_nobody_names_nobody() -> None:
    assert normalise("NoteAdded", {"text": "x", "contact_ids": []}) == {"text": "x"}


def test_what_only_the_compliance_role_may_know_of() -> None:
    named = {name for name, kind in CATALOGUE.items() if kind.for_compliance_only(EXAMPLES[name])}
    assert named == {"ComplianceConcernRaised", "ComplianceConcernClosed"}
    assert CATALOGUE["SignalAcknowledged"].for_compliance_only({"signal": "compliance_concern"})
