"""Which names are the same but for their writing, and which customers are then likely one."""

from typing import Any

import pytest

from projections import answers
from projections.duplicates import plain_words
from tests.projections.test_merging import Told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", "ACME Limited"),
        ("Nordwind G.m.b.H.", "nordwind gmbh"),
        ("北京华为有限公司", "北京华为"),
        ("Ｓｈａｎｇｈａｉ Ｔｏｏｌｓ", "Shanghai Tools Co., Ltd."),
        ("Müller, Hans", "Hans Muller"),
    ],
)
def test_names_are_the_same_but_for_their_writing(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other) != frozenset()


def test_other_names_are_others() -> None:
    assert plain_words("Acme Tools Ltd") != plain_words("Acme Ltd")
    assert plain_words("GmbH & Co. KG") == frozenset()


def found(told: Told) -> list[dict[str, Any]]:
    return answers.likely_duplicates(told.log(), told.clocks())


def test_the_later_customer_stands_with_the_earliest_and_why() -> None:
    told = Told()
    told.customer("C-2", "2025-01-01", name="Acme Ltd", country="DE")
    told.customer("C-1", "2025-01-01", name="ACME GmbH", country="DE")
    told.customer("C-3", "2025-01-01", name="Acme Inc", country="US")
    (row,) = found(told)
    assert (row["code"], row["into"], row["country"]) == ("C-1", "C-2", "DE")
    assert row["why"].endswith("both in DE")
    told("C-1", "CustomersMerged", into="C-2")
    assert found(told) == []
