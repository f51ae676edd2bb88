"""What the whole book says, at hand: pages, filters and orders of one book are asked for one after the other, and the
next event changes few of its rows."""

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from api.kept import Kept, Near
from ledger.application import Ledger
from projections.answers import count_book, present_count, some_rows, whole_book
from projections.book_counts import BookCounts
from projections.choosing import choosing
from projections.clocks import Clocks
from projections.nearby import moved_book, moved_counts
from projections.parameters import Parameters, parameters_of

Row = dict[str, Any]
NEAR = 100  # events that the views take in at once
PATIENCE_SECONDS = 0.25  # for them; judging the same customers here as well would take as long, and hold the views up
ROWS_KEPT = 200_000  # about a kilobyte and a half each, where they are not the same rows
COUNTS_KEPT = 500  # a few kilobytes each


class Follower(Protocol):
    """Whoever keeps the views up to date."""

    def position(self) -> int:
        """The last position the views hold; it never falls. Cheap: asked many times a second, from any thread."""

    def wait_for(self, position: int, timeout: float) -> bool:
        """Wait until the views hold this position, at most so many seconds."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """rows: all, by code. parameters: those that judged them."""

    rows: list[Row]
    parameters: Parameters


class Books:
    """Books, and what they say, of any clocks."""

    def __init__(self, ledger: Ledger, *, follower: Follower | None = None, rows_kept: int = ROWS_KEPT) -> None:
        """follower: where views are kept; what was recorded just now is theirs in a moment."""
        self._ledger, self._follower = ledger, follower
        self._books: Kept[Book] = Kept(lambda book: len(book.rows), most=rows_kept)
        self._counts: Kept[BookCounts] = Kept(lambda counts: 1, most=COUNTS_KEPT)

    def rows(self, clocks: Clocks, *, sort: str | None = None, **filters: str | None) -> list[Row]:
        """As projections.answers.book. The rows are shared: nobody may change them."""
        choose = choosing(sort=sort, **filters)
        return choose(self.whole(clocks))

    def whole(self, clocks: Clocks) -> list[Row]:
        """All rows, by code. Shared, list and rows: nobody may change them."""
        return self._books.at(clocks, partial(self._make, clocks)).rows

    def parameters(self, clocks: Clocks) -> Parameters:
        """What the judgement of one customer needs of the whole book."""
        return parameters_of(self._counts.at(clocks, partial(self._count, clocks)))

    def _make(self, clocks: Clocks, near: Near[Book] | None) -> Book:
        parameters, rows = self.parameters(clocks), None
        if near is not None and near.value.parameters == parameters:
            anew = partial(some_rows, self._ledger, clocks, parameters)
            rows = moved_book(self._ledger, near.value.rows, start=near.cut, cut=clocks.cut, anew=anew)
        return Book(rows=whole_book(self._ledger, clocks) if rows is None else rows, parameters=parameters)

    def _count(self, clocks: Clocks, near: Near[BookCounts] | None) -> BookCounts:
        if self._follower is not None and 0 < clocks.cut - self._follower.position() <= NEAR:
            self._follower.wait_for(clocks.cut, PATIENCE_SECONDS)
        found = present_count(self._ledger, clocks)
        if found is None and near is not None:
            found = moved_counts(self._ledger, near.value, start=near.cut, clocks=clocks)
        return count_book(self._ledger, clocks) if found is None else found
