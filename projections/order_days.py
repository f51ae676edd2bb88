"""Order-days as each review sees them: the sequence of dates with at least one order not cancelled by then.

A cancellation changes the past a review looks back on. A customer with cancelled orders therefore has one sequence per
stretch of reviews between cancellations; everybody else has one sequence for all reviews.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from projections.orders import Orders
from projections.windows import Grid, Ints


@dataclass(frozen=True, kw_only=True)
class OrderDays:
    """Sequences of order-days, each ascending; the first `customers` sequences belong to the customers by number.

    day: local day number; at, row: moment and history row of the day's last order; seen: first column that sees the
    day; first_at: moment of the day's first order; value: its orders, minor units. start: index of each sequence's
    first entry, with the end appended. sequence: customers x columns, which sequence a cell looks at.
    """

    columns: int
    day: Ints
    at: Ints
    first_at: Ints
    row: Ints
    seen: Ints
    value: Ints
    start: Ints
    sequence: Grid

    @cached_property
    def owner(self) -> Ints:
        """The sequence of each entry."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    @cached_property
    def count(self) -> Grid:
        """Order-days a cell has seen."""
        return self.per_cell(np.cumsum(self._tally(self.seen), axis=1))

    @cached_property
    def last(self) -> Grid:
        """Index of the last order-day a cell has seen; meaningless where count is 0."""
        return self.start[self.sequence] + self.count - 1

    @cached_property
    def first(self) -> Grid:
        """Index of the first order-day of a cell's sequence; meaningless where count is 0."""
        return self.start[self.sequence]

    def first_after(self, sequence: Grid, day: Ints) -> Grid:
        """Index of the first order-day of each sequence later than `day` (broadcast against it); its end if none is."""
        lowest, span, keys = self._keys
        return np.searchsorted(keys, sequence * span + np.clip(day - lowest + 1, 0, span - 1), side="right")

    @cached_property
    def _keys(self) -> tuple[int, int, Ints]:
        """One ascending number per entry, made of its sequence and its day."""
        lowest, highest = (int(self.day.min()), int(self.day.max())) if len(self.day) else (0, 0)
        span = highest - lowest + 2
        return lowest, span, self.owner * span + (self.day - lowest + 1)

    def within(self, gone: Ints) -> Grid:
        """Order-days in a window: seen by the cell and not gone; `gone` is per entry, in columns."""
        return self.per_cell(np.cumsum(self._tally(self.seen) - self._tally(gone), axis=1))

    def per_cell(self, by_sequence: Grid) -> Grid:
        """Pick, for each cell, the value of its sequence."""
        if len(by_sequence) == len(self.sequence):
            return by_sequence
        return np.take_along_axis(by_sequence, self.sequence, axis=0)

    def _tally(self, column: Ints) -> Grid:
        sequences = len(self.start) - 1
        inside = column < self.columns
        cells = self.owner[inside] * self.columns + column[inside]
        return np.bincount(cells, minlength=sequences * self.columns).reshape(sequences, self.columns)


def order_days(orders: Orders, customers: int, columns: int) -> OrderDays:
    """Build the sequences of all customers."""
    entries, sequence = _sequences(orders, customers, columns)
    owner, order = entries
    day = orders.day[order]
    opens = np.ones(len(day), dtype=np.bool_)
    opens[1:] = (owner[1:] != owner[:-1]) | (day[1:] != day[:-1])
    closes = np.append(opens[1:], True) if len(day) else opens
    first, last = order[opens], order[closes]
    sequences = int(sequence.max()) + 1 if sequence.size else customers
    start = np.searchsorted(owner[opens], np.arange(sequences + 1))
    return OrderDays(
        columns=columns,
        day=orders.day[last],
        at=orders.at[last],
        first_at=orders.at[first],
        row=orders.row[last],
        seen=orders.seen[first],
        value=np.add.reduceat(orders.minor[order], np.flatnonzero(opens)) if len(day) else orders.minor[:0],
        start=start,
        sequence=sequence,
    )


def _sequences(orders: Orders, customers: int, columns: int) -> tuple[tuple[Ints, Ints], Grid]:
    """(owner, order) of every entry, ascending by owner then time, and the sequence each cell looks at."""
    sequence = np.repeat(np.arange(customers)[:, None], columns, axis=1)
    visible = orders.cancelled > orders.seen
    mortal = visible & (orders.cancelled < columns)
    if not mortal.any():
        kept = np.flatnonzero(visible)
        return (orders.customer[kept], kept), sequence
    owners, picks = [], []
    touched = np.unique(orders.customer[mortal])
    plain = np.flatnonzero(visible & ~_member(orders.customer, touched, customers))
    owners.append(orders.customer[plain])
    picks.append(plain)
    following = customers
    bounds = np.searchsorted(orders.customer, np.stack([touched, touched + 1]))
    for customer, begin, end in zip(touched, *bounds, strict=True):
        own = begin + np.flatnonzero(visible[begin:end])
        turns = np.unique(orders.cancelled[own])
        turns = turns[turns < columns]
        for epoch, begins in enumerate([0, *turns]):
            number = customer if epoch == 0 else following
            following += epoch > 0
            alive = own[orders.cancelled[own] > begins]
            owners.append(np.full(len(alive), number))
            picks.append(alive)
            sequence[customer, begins:] = number
    owner, order = np.concatenate(owners), np.concatenate(picks)
    by_owner = np.argsort(owner, kind="stable")
    return (owner[by_owner], order[by_owner]), sequence


def _member(values: Ints, of: Ints, size: int) -> NDArray[np.bool_]:
    flags = np.zeros(size, dtype=np.bool_)
    flags[of] = True
    return flags[values]
