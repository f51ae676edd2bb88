"""The tables of the rules fit the catalogue: nothing named that is not there, no flag that is not explained."""

import pytest

from ledger.catalogue import CATALOGUE
from ledger.rules.checks import CHECKS, LOOKS_AT
from ledger.rules.flags import FLAGS
from ledger.rules.steps import BEGINNING, RECORDED_BY, STEPS
from tests.ledger.catalogue.examples import EXAMPLES


def test_the_tables_name_types_of_the_catalogue() -> None:
    assert STEPS.keys() | CHECKS.keys() | LOOKS_AT.keys() | BEGINNING | set(RECORDED_BY.values()) <= CATALOGUE.keys()


@pytest.mark.parametrize("name", STEPS)
def test_what_moves_something_can_be_looked_up_by_it(name: str) -> None:
    assert CATALOGUE[name].subject(EXAMPLES[name]) is not None


@pytest.mark.parametrize("name", CATALOGUE)
def test_whatever_an_event_refers_to_some_event_records(name: str) -> None:
    for _, kind in CATALOGUE[name].refers:
        recorder = RECORDED_BY[kind]
        assert STEPS[recorder].records
        assert CATALOGUE[recorder].kind == kind


@pytest.mark.parametrize(
    "name", [name for name, kind in CATALOGUE.items() if kind.about and kind.group != "record keeping"]
)
def test_what_has_an_id_has_a_life(name: str) -> None:
    assert name in STEPS


def test_every_flag_of_the_table_is_explained() -> None:
    doubts = {flag for step in STEPS.values() for flag in step.doubtful.values()}
    before = {f"before_{CATALOGUE[name].kind}" for name, step in STEPS.items() if step.follows}
    assert doubts | before <= FLAGS.keys()
    of_checks = {
        "contact_left",
        "order_unusually_large",
        "above_open",
        "stock_mismatch",
        "stock_gap",
        "contract_shortened",
    }
    assert FLAGS.keys() == doubts | before | of_checks
