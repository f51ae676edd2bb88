"""Every type that can stand on a timeline has a sentence of its own."""

import re

import pytest

from ledger.catalogue import CATALOGUE
from projections.summaries import summary, told_types
from tests.ledger.catalogue.examples import EXAMPLES

ON_A_TIMELINE = [t.name for t in CATALOGUE.values() if t.group != "record keeping" and not t.on_ledger]


@pytest.mark.parametrize("kind", ON_A_TIMELINE)
def test_no_type_is_left_without_words(kind: str) -> None:
    assert kind in told_types()


@pytest.mark.parametrize("kind", ON_A_TIMELINE)
def test_in_chinese_only_what_was_recorded_is_in_latin_letters(kind: str) -> None:
    data = EXAMPLES[kind]
    said = summary(kind, CATALOGUE[kind].schema, data, {"K-7": "Wang"}, "zh")
    assert said.endswith("。")
    assert set(re.findall("[A-Za-z]{2,}", said)) <= {"Wang", *re.findall("[A-Za-z]{2,}", str(list(data.values())))}
    assert re.search("[\u4e00-\u9fff]", said)


def test_people_are_called_by_name_where_it_is_known() -> None:
    data = {"contact_ids": ["K1", "K2", "K3"], "purpose": "sales"}
    assert (
        summary("VisitMade", 1, data, {"K1": "Li Wei", "K3": "Anna Berg"})
        == "Visit with Li Wei, K2 and Anna Berg (sales)."
    )


def test_a_type_of_a_later_version_is_named_as_it_is_stored() -> None:
    assert summary("SomethingNew", 1, {"x": 1}, {}) == "SomethingNew."


def test_money_stands_with_its_currency() -> None:
    data = {"order_id": "SO-1", "amount": "12500.00", "currency": "CNY", "lines": [{}, {}]}
    assert summary("OrderPlaced", 1, data, {}) == "Order SO-1: CNY 12500.00, 2 lines."
