"""Each page weighs at most 100 KB, whatever was written and however much."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.http.security.token import LocalToken
from api.pages.book_page import ROWS
from ledger.application import Ledger
from ledger.document import read_document
from tests.http.conftest import NOON, TOKEN, Clock, Served, served
from tests.pages.books import ZONE, noted, ordered, registered

MOST = 100_000
LONG = "<株式会社 \"&'> 🤝" * 400
EVENTS = 5_000


def record_many(ledger: Ledger, documents: list[dict[str, Any]]) -> None:
    receipts = ledger.record_many([read_document(document, zone=ZONE, now=NOON) for document in documents])
    assert not [receipt for receipt in receipts if isinstance(receipt, Exception)]


@pytest.fixture(scope="module")
def long_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """More customers than a page of the book holds, everything about them long; the first with thousands of events."""
    with served(tmp_path_factory.mktemp("long"), Clock(), LocalToken(TOKEN)) as one:
        codes = [("客" * 120) + f"{n:04}" for n in range(ROWS + 10)]
        record_many(one.ledger, [registered(code, LONG, owner=LONG) for code in codes])
        record_many(one.ledger, [ordered(code, f"O-{n}-{'单' * 100}", "2025-02-03") for n, code in enumerate(codes)])
        record_many(one.ledger, [noted(codes[0], LONG) for _ in range(EVENTS // 2)])
        days = [
            f"{year}-{month:02}-{day:02}" for year in range(2020, 2025) for month in range(1, 13) for day in (1, 9, 17)
        ]
        orders = [ordered(codes[0], f"O{n}", days[n % len(days)], f"{n}.00") for n in range(EVENTS // 2)]
        record_many(one.ledger, orders)
        yield one


def weight(site: Served, path: str) -> int:
    answer = site.visit.get(path)
    assert answer.status_code == 200
    return len(answer.content)


@pytest.mark.parametrize("query", ["", "?page=2", f"?search={'客' * 60}&sort=-name"])
def test_a_page_of_the_book_is_light_with_the_longest_names(long_texts: Served, query: str) -> None:
    assert weight(long_texts, f"/{query}") < MOST


@pytest.mark.parametrize("skip", [0, 1000, EVENTS - 10])
def test_a_customer_with_thousands_of_long_events_is_light(long_texts: Served, skip: int) -> None:
    code = long_texts.ledger.customers()[0]
    assert weight(long_texts, f"/customers/{code}?skip={skip}") < MOST


def test_a_customer_whose_code_is_long_is_light(long_texts: Served) -> None:
    assert weight(long_texts, f"/customers/{long_texts.ledger.customers()[1]}") < MOST
