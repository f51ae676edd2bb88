"""The whole book, some customers at a time: what is judged stays small however many customers there are."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from projections.book_counts import BookCounts
from projections.clocks import Clocks, Log
from projections.counting import COUNTED_TYPES, count_rows
from projections.journal import LogRow
from projections.merging import Swept, SweptLog, swept_at
from projections.views.slice import Slice, read_slice

AT_A_TIME = 500  # customers; about 25,000 events


class RowLog(Log, SweptLog, Protocol):
    """A ledger whose rows can be read."""

    def rows(
        self,
        *,
        after: int = 0,
        upto: int | None = None,
        streams: Sequence[str] | None = None,
        types: Collection[str] = (),
    ) -> Iterator[LogRow]: ...


class BookLog(RowLog, Protocol):
    """What the views read of a ledger."""

    def customers(self) -> list[str]: ...


def count_book(log: BookLog, clocks: Clocks) -> BookCounts:
    """What the whole book adds to what it says."""
    total, swept = BookCounts(), swept_at(log, clocks.cut)
    for codes in whole_families(log.customers(), swept):
        total = total.plus(count_customers(log, codes, clocks, swept))
    return total


def count_customers(log: RowLog, codes: Sequence[str], clocks: Clocks, swept: Swept) -> BookCounts:
    """What these customers add to that; whole families."""
    rows = log.rows(streams=codes, upto=clocks.cut, types=COUNTED_TYPES)
    return count_rows(rows, clocks, swept.of(log, codes, cut=clocks.cut))


def book_slices(log: BookLog, clocks: Clocks) -> Iterator[tuple[Sequence[str], Slice]]:
    """All customers, some at a time, with the codes each slice was asked for."""
    swept = swept_at(log, clocks.cut)
    for codes in whole_families(log.customers(), swept):
        yield codes, slice_of(log, codes, clocks, swept)


def slice_of(log: RowLog, codes: Sequence[str], clocks: Clocks, swept: Swept) -> Slice:
    """codes: whole families."""
    rows = list(log.rows(streams=codes, upto=clocks.cut))
    return read_slice(rows, clocks, swept.of(log, codes, cut=clocks.cut))


def whole_families(codes: Iterable[str], swept: Swept, *, at_a_time: int = AT_A_TIME) -> Iterator[Sequence[str]]:
    """These customers and all that count as the same ones, some at a time, merged ones with their survivor."""
    alive = sorted({swept.survivor(code) for code in codes})
    for start in range(0, len(alive), at_a_time):
        yield swept.family(alive[start : start + at_a_time])


class Slices:
    """Some whole families, slice by slice, as often as asked for; where they are one slice it is made once."""

    def __init__(self, log: RowLog, codes: Sequence[str], clocks: Clocks, swept: Swept) -> None:
        self._log, self._clocks, self._swept = log, clocks, swept
        self._groups = list(whole_families(codes, swept))
        self._only: Slice | None = None

    def __iter__(self) -> Iterator[tuple[Sequence[str], Slice]]:
        for codes in self._groups:
            made = self._only or slice_of(self._log, codes, self._clocks, self._swept)
            if len(self._groups) == 1:
                self._only = made
            yield codes, made

    def counts(self) -> BookCounts:
        """What they add to what the book says."""
        total = BookCounts()
        for _, customers in self:
            total = total.plus(customers.counts())
        return total
