"""Books that are kept at hand give the very answers the ledger gives, and are made once."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.books import Books
from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.errors import Invalid
from projections import answers
from projections.clocks import Clocks, resolve
from projections.policy_file import default_policy
from tests.http.conftest import NOON, Clock
from tests.http.given import order, registration

DAY = 86_400_000_000


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path, clock=Clock()) as opened:
        for number in range(6):
            record(
                opened, {**registration(name=f"Name {9 - number}", owner=f"O{number % 2}"), "customer": f"C{number}"}
            )
        record(opened, order("O-1", "500.00", customer="C3"))
        yield opened


def record(ledger: Ledger, document: dict[str, Any]) -> None:
    ledger.record(read_document(document, zone=default_policy().policy.zone, now=NOON))


def at(ledger: Ledger, **clocks: str) -> Clocks:
    return resolve(ledger, now=NOON, **clocks)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"owner": "O1"},
        {"search": "name 7"},
        {"sort": "-name"},
        {"sort": "last_order_on", "owner": "O1"},
        {"stage": "stable"},
    ],
)
def test_the_answers_are_those_of_the_ledger(ledger: Ledger, asked: dict[str, str]) -> None:
    books = Books(ledger)
    for clocks in (at(ledger), at(ledger, as_of="2025-03-05"), at(ledger, known_at="2025-01-01"), at(ledger)):
        assert books.rows(clocks, **asked) == answers.book(ledger, clocks, **asked)


def test_one_book_serves_every_order_and_filter(ledger: Ledger) -> None:
    books = Books(ledger)
    first = books.rows(at(ledger))
    assert books.rows(at(ledger), sort="-code")[-1] is first[0]
    assert books.rows(at(ledger), search="c0")[0] is first[0]


def test_a_book_ends_with_the_next_event(ledger: Ledger) -> None:
    books = Books(ledger)
    before = at(ledger)
    assert books.rows(before)[2]["orders"] == 0
    record(ledger, order("O-2", customer="C2"))
    assert books.rows(at(ledger))[2]["orders"] == 1
    assert books.rows(before)[2]["orders"] == 0


def test_what_was_longest_not_asked_for_is_forgotten_and_the_latest_never(ledger: Ledger) -> None:
    now, earlier = at(ledger), at(ledger, as_of="2025-03-05")
    books = Books(ledger, rows_kept=0)
    kept = books.rows(now)[0]
    assert books.rows(now)[0] is kept
    books.rows(earlier)
    assert books.rows(now)[0] is not kept
    both = Books(ledger, rows_kept=12)
    kept = both.rows(now)[0]
    both.rows(earlier)
    assert both.rows(now)[0] is kept


def test_many_who_ask_at_once_get_one_book(ledger: Ledger) -> None:
    books, clocks = Books(ledger), at(ledger)
    found: list[Any] = []
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        found.append(books.rows(clocks)[0])

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(found) == 8
    assert len({id(row) for row in found}) == 1


@pytest.mark.parametrize("sort", ["nonsense", "signals", "-", ""])
def test_a_field_that_is_none_is_refused_even_in_an_empty_book(tmp_path: Path, sort: str) -> None:
    with open_ledger(tmp_path / "empty") as empty, pytest.raises(Invalid, match="no field"):
        Books(empty).rows(at(empty), sort=sort)
