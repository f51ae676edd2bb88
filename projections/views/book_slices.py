"""The whole book, some customers at a time: what is judged stays small however many customers there are."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from projections.clocks import Clocks, Log
from projections.journal import LogRow
from projections.parameters import count_rows
from projections.season import SeasonCounts, no_counts
from projections.views.slice import Slice, read_slice
from projections.volume_limits import VolumeFallingLimits

AT_A_TIME = 500  # customers; about 25,000 events


class RowLog(Log, Protocol):
    """A ledger whose rows can be read."""

    def rows(
        self, *, after: int = 0, upto: int | None = None, streams: Sequence[str] | None = None
    ) -> Iterator[LogRow]: ...


class BookLog(RowLog, Protocol):
    """What the views read of a ledger."""

    def customers(self) -> list[str]: ...


def count_book(log: BookLog, clocks: Clocks) -> SeasonCounts:
    """What the whole book adds to the season."""
    total = no_counts(clocks.policy.signals.of(VolumeFallingLimits))
    for codes in batches(log.customers()):
        rows = log.rows(streams=codes, upto=clocks.cut)
        total = total.plus(count_rows(rows, cut=clocks.cut, as_of=clocks.as_of, policy=clocks.policy))
    return total


def book_slices(log: BookLog, clocks: Clocks) -> Iterator[tuple[Sequence[str], Slice]]:
    """All customers, by code, with the codes each slice was asked for."""
    for codes in batches(log.customers()):
        yield codes, read_slice(list(log.rows(streams=codes, upto=clocks.cut)), clocks)


def batches(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """AT_A_TIME codes each."""
    for start in range(0, len(codes), AT_A_TIME):
        yield codes[start : start + AT_A_TIME]
