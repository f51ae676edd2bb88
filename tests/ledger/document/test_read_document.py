"""Event documents: what is read from them, and everything wrong with one told at once."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

from ledger.document import read_document
from ledger.errors import GuanxiError, Invalid, UnknownType
from ledger.interaction import Interaction
from ledger.times import read_instant

NOW = read_instant("2025-06-01T00:00:00Z", UTC, pointer="")
DOCUMENT: dict[str, Any] = {
    "customer": "C-1042",
    "type": "OrderPlaced",
    "occurred_at": "2025-03-14T10:00:00+08:00",
    "source": "erp",
    "external_id": "SO-88213",
    "data": {"order_id": "SO-88213", "amount": "12500.00", "currency": "CNY"},
}


def read(document: Any, **how: Any) -> Interaction:
    raw = document if isinstance(document, bytes) else orjson.dumps(document)
    return read_document(raw, zone=how.pop("zone", UTC), now=NOW, **how)


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in DOCUMENT.items() if key != name}


def places(document: Any, **how: Any) -> set[str]:
    with pytest.raises(GuanxiError) as refused:
        read(document, **how)
    assert all(problem.message and problem.remedy for problem in refused.value.problems)
    return {problem.pointer for problem in refused.value.problems}


def test_a_document_becomes_an_interaction() -> None:
    assert read(DOCUMENT) == Interaction(
        customer="C-1042",
        type="OrderPlaced",
        schema=1,
        occurred_at=read_instant("2025-03-14T02:00:00Z", UTC, pointer=""),
        data={"order_id": "SO-88213", "amount": "12500.00", "currency": "CNY"},
        source="erp",
        external_id="SO-88213",
    )


def test_bytes_and_values_read_the_same() -> None:
    assert read_document(DOCUMENT, zone=UTC, now=NOW) == read(DOCUMENT)


def test_a_date_alone_is_read_in_the_zone_given() -> None:
    by_date = read(DOCUMENT | {"occurred_at": "2025-03-14"}, zone=ZoneInfo("Asia/Shanghai"))
    assert by_date.occurred_at == read_instant("2025-03-13T16:00:00Z", UTC, pointer="")


@pytest.mark.parametrize("name", ["customer", "type", "occurred_at", "data"])
def test_what_is_missing_is_named(name: str) -> None:
    assert places(without(name)) == {f"/{name}"}


def test_source_and_external_id_may_be_missing_or_null() -> None:
    bare = read(without("external_id"))
    assert (bare.source, bare.external_id) == ("erp", None)
    assert read(DOCUMENT | {"external_id": None}) == bare
    assert read({key: DOCUMENT[key] for key in ("customer", "type", "occurred_at", "data")}).source is None


def test_an_external_id_without_its_source_is_refused() -> None:
    assert places(without("source")) == {"/source"}


def test_everything_wrong_is_told_at_once() -> None:
    assert places(
        {
            "customer": "$ledger",
            "type": "OrderPlaced",
            "occured_at": "2025-03-14",
            "occurred_at": "2030-01-01",
            "source": " erp",
            "recorded_at": "2025-03-15",
            "data": {"order_id": "", "amount": "1.234", "currency": "EUR"},
        }
    ) == {"/customer", "/occured_at", "/occurred_at", "/source", "/recorded_at", "/data/order_id", "/data/amount"}


def test_an_unknown_type_is_an_error_of_its_own_and_hides_no_other() -> None:
    with pytest.raises(UnknownType) as refused:
        read(DOCUMENT | {"type": "OrderPlased", "customer": "a/b"})
    assert refused.value.pointer == "/type"
    assert [problem.code for problem in refused.value.problems] == ["invalid", "unknown_type"]


def test_events_of_the_ledger_itself_do_not_come_from_documents() -> None:
    assert places(DOCUMENT | {"type": "ImportFinished"}) == {"/type"}


def test_times_keep_to_the_range() -> None:
    assert read(DOCUMENT | {"occurred_at": "2025-06-01T00:05:00Z"})
    assert places(DOCUMENT | {"occurred_at": "2025-06-01T00:05:00.000001Z"}) == {"/occurred_at"}
    assert places(DOCUMENT | {"occurred_at": "1899-12-31"}) == {"/occurred_at"}


def test_dates_that_must_not_have_passed_are_held_against_the_time_of_the_event_in_the_zone() -> None:
    override = {"field": "risk", "value": "control", "reason": "talks", "expires_on": "2025-03-13"}
    document = DOCUMENT | {"type": "OverrideSet", "occurred_at": "2025-03-13T20:00:00Z", "data": override}
    assert read(document).data["expires_on"] == "2025-03-13"
    assert places(document, zone=ZoneInfo("Asia/Shanghai")) == {"/data/expires_on"}


def test_recorded_at_is_refused_with_the_two_ways_out() -> None:
    with pytest.raises(Invalid, match=r"--restore.*--ignore-recorded-at") as refused:
        read(DOCUMENT | {"recorded_at": "2025-03-15"})
    assert refused.value.pointer == "/recorded_at"


def test_recorded_at_is_kept_when_a_past_is_restored() -> None:
    restored = read(DOCUMENT | {"recorded_at": "2025-03-15T00:00:00Z"}, restoring=True)
    assert restored.recorded_at == read_instant("2025-03-15T00:00:00Z", UTC, pointer="")
    assert places(DOCUMENT, restoring=True) == {"/recorded_at"}
    assert places(DOCUMENT | {"recorded_at": "2025-06-01T00:00:01Z"}, restoring=True) == {"/recorded_at"}


def test_a_restored_event_had_occurred_when_it_was_recorded() -> None:
    assert places(DOCUMENT | {"recorded_at": "2025-03-13T00:00:00Z"}, restoring=True) == {"/occurred_at"}


@pytest.mark.parametrize("document", [[], "text", 1, None, True, [DOCUMENT]])
def test_a_document_is_an_object(document: Any) -> None:
    assert places(document) == {""}


@pytest.mark.parametrize("data", [[], "text", 1, None, True])
def test_data_are_an_object(data: Any) -> None:
    assert places(DOCUMENT | {"data": data}) == {"/data"}


def test_the_time_of_a_correction_is_read_in_the_zone_and_kept_in_range() -> None:
    correction = {"event_id": "e-1", "data": {}, "reason": "typing error", "occurred_at": "2025-03-01"}
    document = DOCUMENT | {"type": "EventCorrected", "data": correction}
    stored = read(document, zone=ZoneInfo("Asia/Shanghai")).data
    assert stored["occurred_at"] == "2025-02-28T16:00:00.000000Z"
    assert places(document | {"data": correction | {"occurred_at": "2026-01-01"}}) == {"/data/occurred_at"}
