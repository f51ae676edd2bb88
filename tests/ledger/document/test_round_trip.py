"""Whatever fits a schema is read; reading again changes nothing; what is written comes back the same."""

from datetime import UTC
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE, normalise
from ledger.document import read_document
from ledger.interaction import Interaction
from ledger.times import format_instant, read_instant
from tests.ledger.document.documents import data_of

NOW = read_instant("2025-06-01T00:00:00Z", UTC, pointer="")
BROUGHT = [name for name, kind in CATALOGUE.items() if not kind.on_ledger]
DRAWN = {name: data_of(name) for name in CATALOGUE}


def of_any(names: list[str]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.sampled_from(names).flatmap(lambda name: st.tuples(st.just(name), DRAWN[name]))


def check(name: str, data: dict[str, Any]) -> None:
    stored = normalise(name, data)
    assert normalise(name, stored) == stored
    assert orjson.loads(canonical(stored)) == stored
    assert name == "ReportingLineSet" or None not in stored.values()


@pytest.mark.parametrize("name", CATALOGUE)
def test_what_fits_the_schema_of_a_type_is_taken_and_normalised_once(name: str) -> None:
    @settings(max_examples=8, database=None)
    @given(DRAWN[name])
    def law(data: dict[str, Any]) -> None:
        check(name, data)

    law()


@pytest.mark.props
@given(of_any(list(CATALOGUE)))
def test_what_fits_any_schema_is_taken_and_normalised_once(drawn: tuple[str, dict[str, Any]]) -> None:
    check(*drawn)


INSTANTS = st.integers(read_instant("1900-01-01", UTC, pointer=""), NOW)
ORIGINS = st.sampled_from([(None, None), ("erp", None), ("erp", "A/1"), ("e\u0301", "王")])


@pytest.mark.props
@given(of_any(BROUGHT), INSTANTS, ORIGINS)
def test_an_interaction_written_as_a_document_is_read_as_the_same(
    drawn: tuple[str, dict[str, Any]], occurred_at: int, origin: tuple[str | None, str | None]
) -> None:
    name, data = drawn
    source, external_id = origin
    sent = {
        "customer": "C-e\u0301",
        "type": name,
        "occurred_at": format_instant(occurred_at),
        "source": source,
        "external_id": external_id,
        "data": data,
    }
    if name == "OverrideSet":
        data["expires_on"] = "2025-12-31"
    interaction = read_document(orjson.dumps(sent), zone=UTC, now=NOW)
    assert interaction.occurred_at == occurred_at
    assert read_document(document_of(interaction), zone=UTC, now=NOW) == interaction


def document_of(interaction: Interaction) -> bytes:
    return canonical(
        {
            "customer": interaction.customer,
            "type": interaction.type,
            "occurred_at": format_instant(interaction.occurred_at),
            "source": interaction.source,
            "external_id": interaction.external_id,
            "data": dict(interaction.data),
        }
    )
