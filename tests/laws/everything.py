"""All that the product answers about a log at given clocks, to be compared whole."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ledger.errors import UnknownCustomer
from projections import answers
from projections.parameters import parameters_of
from projections.views.book_slices import count_book
from tests.laws.clocks import clocks

Answers = dict[str, Any]


def everything(
    log: Any,
    customers: list[str],
    *,
    as_of: date | datetime,
    known_at: datetime | None,
    zone: ZoneInfo,
    whole: Any = None,
) -> Answers:
    """The book, and of each customer standing, history and timeline; None for what is not in the book.

    whole: of which `log` is a slice; the parameters are those of the whole.
    """
    at = clocks(log, as_of=as_of, known_at=known_at, zone=zone)
    counted = at if whole is None else clocks(whole, as_of=as_of, known_at=known_at, zone=zone)
    given = parameters_of(count_book(log if whole is None else whole, counted))
    book = answers.book(log, at) if whole is None else answers.some_rows(log, at, given, sorted(customers))
    found: Answers = {"book": book}
    for customer in customers:
        try:
            told = answers.told_of(log, customer, at, given)
        except UnknownCustomer:
            found[customer] = None
        else:
            found[customer] = {
                "standing": {key: part for key, part in told.standing.items() if key not in ("position", "known_at")},
                "history": told.history,
                "timeline": answers.timeline(log, customer, at),
            }
    return found


def unlike(left: Any, right: Any, place: str = "") -> list[str]:
    """Where two answers differ, one line per leaf."""
    if isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
        return [line for key in left for line in unlike(left[key], right[key], f"{place}/{key}")]
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        return [line for n, (one, other) in pairs for line in unlike(one, other, f"{place}/{n}")]
    return [] if left == right else [f"{place}: {left!r} against {right!r}"]
