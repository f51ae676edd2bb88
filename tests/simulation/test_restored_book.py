"""A simulated book of 200 customers over 5 years in a real ledger: every line is taken, and it looks like real life."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC

import pytest

from ledger.application import Ledger, open_ledger
from ledger.catalogue import CATALOGUE
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from projections import answers
from projections.clocks import resolve
from tests.simulation.books import arguments, written

NOW = 1_767_225_600_000_000  # 2026-01-01
BOOK = arguments(customers=200, years=5, seed=1)


@pytest.fixture(scope="module")
def interactions(tmp_path_factory: pytest.TempPathFactory) -> list[Interaction]:
    content = written(tmp_path_factory.mktemp("simulated") / "book.jsonl", BOOK)
    return [read_document(line, zone=UTC, now=NOW, restoring=True) for line in content.splitlines()]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory, interactions: list[Interaction]) -> Iterator[Ledger]:
    with open_ledger(tmp_path_factory.mktemp("ledger"), clock=lambda: NOW) as ledger:
        outcomes = ledger.restore(interactions, source="book.jsonl", simulated=True)
        refused = [str(outcome) for outcome in outcomes if isinstance(outcome, GuanxiError)]
        assert refused == []
        assert not any(outcome.known for outcome in outcomes if not isinstance(outcome, GuanxiError))
        yield ledger


def shares(ledger: Ledger, as_of: str) -> dict[str, dict[str | None, float]]:
    rows = answers.book(ledger, resolve(ledger, as_of=as_of, known_at=as_of, now=NOW))
    return {
        field: {value: count / len(rows) for value, count in Counter(row[field] for row in rows).items()}
        for field in ("stage", "momentum", "risk", "tier")
    }


def test_at_its_end_the_book_looks_like_real_life(ledger: Ledger) -> None:
    found = shares(ledger, "2025-12-31")
    assert 0.13 <= found["stage"]["development"] <= 0.28
    assert 0.33 <= found["stage"]["initial"] <= 0.52
    assert 0.22 <= found["stage"]["stable"] <= 0.37
    assert 0.02 <= found["stage"]["strategic"] <= 0.09
    assert set(found["momentum"]) == {"advancing", "steady", "stagnant", "regressing", "interrupted"}
    assert set(found["risk"]) >= {"prevention", "control", "rescue", "lost"}
    assert max(found["risk"].values()) <= 0.75
    assert set(found["tier"]) == {"A", "B", "C", None}


def test_it_looked_like_that_years_before(ledger: Ledger) -> None:
    found = shares(ledger, "2023-09-30")
    assert set(found["stage"]) == {"development", "initial", "stable", "strategic"}
    assert found["risk"]["prevention"] < 0.95


def test_it_holds_late_facts_corrections_retractions_and_restorations(interactions: list[Interaction]) -> None:
    kinds = Counter(one.type for one in interactions)
    assert all(kinds[kind] for kind in ("EventCorrected", "EventRetracted", "EventRestored", "ProfileChanged"))
    late_days = [(one.recorded_at - one.occurred_at) / 86_400e6 for one in interactions if one.recorded_at]
    assert sum(days > 20 for days in late_days) > 50
    assert sum(days < 1 for days in late_days) / len(late_days) > 0.7


def test_nearly_the_whole_catalogue_occurs(interactions: list[Interaction]) -> None:
    told = {one.type for one in interactions}
    # Merges and overrides are made by people who use the product; the others stand in the ledger's own stream.
    by_people = {"CustomersMerged", "CustomersUnmerged", "OverrideSet", "OverrideCleared"}
    rare = {"ComplianceConcernRaised", "ComplianceConcernClosed", "RelationshipResumed"}
    assert {kind.name for kind in CATALOGUE.values() if not kind.on_ledger} - told <= by_people | rare


def test_it_is_of_a_size_to_reckon_with(interactions: list[Interaction]) -> None:
    by_customer = sorted(Counter(one.customer for one in interactions).values())
    assert 100 <= sum(by_customer) / 200 <= 150
    assert by_customer[100] < sum(by_customer) / 200 < by_customer[-1] / 4


def test_all_currencies_and_countries_occur(interactions: list[Interaction]) -> None:
    registered = [one.data for one in interactions if one.type == "CustomerRegistered"]
    assert {data["currency"] for data in registered} == {"CNY", "USD", "EUR", "JPY", "GBP"}
    assert len({data["owner"] for data in registered}) >= 8
    assert len({data["name"] for data in registered}) >= 195
    assert not any("simul" in data["name"].lower() for data in registered)
