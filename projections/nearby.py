"""What the whole book says at one position, from what it says at another: only customers touched in between count."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from operator import itemgetter
from typing import Any

from projections.book_counts import BookCounts
from projections.clocks import Clocks
from projections.counting import COUNTED_TYPES
from projections.journal import LEDGER_STREAM, LogRow
from projections.merging import swept_at
from projections.views.book_slices import RowLog, count_customers
from projections.views.concerned import change_of

Row = dict[str, Any]
MOST_EVENTS, MOST_CUSTOMERS = 1_000, 100  # in between; beyond, making the whole anew is as fast


def moved_counts(log: RowLog, counts: BookCounts, *, start: int, clocks: Clocks) -> BookCounts | None:
    """The book's counts at the clocks. counts: at the same as_of and rules and position `start`, before or after.
    None when too much lies in between.
    """
    between = _between(log, start, clocks.cut)
    if between is None:
        return None
    codes = _concerned(log, [row for row in between if row[4] in COUNTED_TYPES], start, clocks.cut)
    if not codes:
        return counts

    def added(cut: int) -> BookCounts:
        return count_customers(log, codes, replace(clocks, cut=cut), swept_at(log, cut))

    return counts.plus(added(clocks.cut).minus(added(start)))


def moved_book(
    log: RowLog, rows: Sequence[Row], *, start: int, cut: int, anew: Callable[[Sequence[str]], list[Row]]
) -> list[Row] | None:
    """The book rows at the position `cut`, by code. rows: the same at position `start`, before or after, under the same
    parameters. anew: makes those of some whole families at `cut`. None when too much lies in between.
    """
    between = _between(log, start, cut)
    if between is None or len(codes := _concerned(log, between, start, cut)) > MOST_CUSTOMERS:
        return None
    moved, now = list(rows), {row["code"]: row for row in anew(codes)} if codes else {}
    for code in codes:
        place = bisect_left(moved, code, key=itemgetter("code"))
        there = place < len(moved) and moved[place]["code"] == code
        moved[place : place + there] = [now[code]] if code in now else []
    return moved


def _between(log: RowLog, one: int, other: int) -> list[LogRow] | None:
    """The events after one position and up to another."""
    rows = list(islice(log.rows(after=min(one, other), upto=max(one, other)), MOST_EVENTS + 1))
    return None if len(rows) > MOST_EVENTS else rows


def _concerned(log: RowLog, between: Iterable[LogRow], one: int, other: int) -> Sequence[str]:
    """Whom these events, merges and reverts among them, make another one."""
    touched = {row[2] for row in between} - {LEDGER_STREAM}
    return change_of(log, touched, after=min(one, other), upto=max(one, other)).codes
