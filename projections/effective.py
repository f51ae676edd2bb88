"""The effective history: what had occurred by `as_of`, as recorded by `known_at`, with corrections applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.events import FEW, Events
from projections.journal import Journal
from projections.journal.looking import listed, numbers, picked, places_of, unsaid
from projections.merging import UNSWEPT, Swept, as_survivors, without_reverted
from projections.record_keeping import Resolution, Step, resolve
from projections.rows import Rows, flags
from projections.windows import Ints

REGISTERED = "CustomerRegistered"


@dataclass(frozen=True, kw_only=True)
class History:
    """The book at two clocks.

    codes: the customers in the book, ascending; a customer's number is its place there. events: their events ascending
    by (customer, occurred_at, position), with `c` the customer's number; a row's place in the frame orders the events
    of one customer in time. registered: one row per customer, its registration, whenever that occurred: a registration
    written down late still names its customer.
    """

    codes: list[str]
    events: Events
    registered: Events

    def of(self, *types: str) -> Rows:
        """The events of these types."""
        if types not in self._of:
            self._of[types] = Rows(self.events, np.flatnonzero(self._are(types)))
        return self._of[types]

    def but(self, *types: str) -> Rows:
        """The events of all other types."""
        return Rows(self.events, np.flatnonzero(~self._are(types)))

    def having(self, name: str) -> Rows:
        """The events that say something in this column."""
        if len(self.events) < FEW:
            values = self.events.values(name, np.arange(len(self.events)))
            return Rows(self.events, np.flatnonzero([value is not None for value in values]))
        column = self.events[name]
        unsaid = column.null_count()
        said = np.arange(len(column)) if not unsaid else np.flatnonzero(flags(column.is_not_null()))
        return Rows(self.events, said if unsaid < len(column) else said[:0])

    @cached_property
    def at(self) -> Ints:
        """When each event occurred."""
        return self.events.array("occurred_at")

    @cached_property
    def begins_at(self) -> Ints:
        """When the first event of each customer occurred."""
        return self.at[np.flatnonzero(np.diff(self.events.array("c"), prepend=-1))]

    def _are(self, types: Sequence[str]) -> NDArray[np.bool_]:
        """Which events are of these types."""
        numbers, number = self._types
        found = np.zeros(len(numbers), dtype=np.bool_)
        for kind in types:
            if kind in number:
                found |= numbers == number[kind]
        return found

    @cached_property
    def _types(self) -> tuple[NDArray[np.uint8 | np.uint16], dict[str, int]]:
        """The type of each event as a small number, and the number of each type: looked for once, asked for often."""
        if len(self.events) < FEW:
            kinds = self.events.values("type", np.arange(len(self.events)))
            few = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
            return np.array([few[kind] for kind in kinds], dtype=np.uint8 if len(few) <= 256 else np.uint16), few
        types = self.events["type"].cast(pl.Categorical)
        names = types.unique()
        codes = names.to_physical().to_numpy()
        numbers = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.uint8 if len(codes) <= 256 else np.uint16)
        numbers[codes] = np.arange(len(codes))
        named = {name: place for place, name in enumerate(names.cast(pl.String).to_list())}
        return numbers[types.to_physical().to_numpy()], named

    @cached_property
    def _of(self) -> dict[tuple[str, ...], Rows]:
        return {}


def resolution_of(journal: Journal, places: Ints) -> Resolution:
    """What is in force, from the record-keeping rows of a journal, which stand at these places."""
    names = ("position", "event_id", "type", "target")
    steps = sorted(zip(*(listed(journal, name, places) for name in names), strict=True))
    return resolve(Step(event_id=e, position=p, type=t, target=x) for p, e, t, x in steps)


def effective(journal: Journal, *, cut: int, as_of: int, swept: Swept = UNSWEPT) -> History:
    """Read a journal (any set of whole customers, its rows in any order) at the clocks.

    cut: last position known. as_of: microseconds since 1970 UTC, inclusive. A customer is in the book when it is
    registered by the cut and its first effective event has occurred by as_of. swept: what merges and reverts known at
    the cut do; with a customer all those must be there that count as the same one.
    """
    known, merged = as_survivors(without_reverted(_known(journal, cut), swept), swept)
    standing = standing_in(known)
    customer = dense_numbers(standing.taken("customer"))
    registrations = _first_registrations(standing, merged)
    registered = np.zeros(int(customer.max(initial=-1)) + 1, dtype=np.bool_)
    registered[customer[registrations]] = True
    occurred = np.flatnonzero((standing.at <= as_of) & registered[customer])
    present = np.unique(customer[occurred])
    number = np.zeros(len(registered), dtype=np.int64)
    number[present] = np.arange(len(present))
    registrations = registrations[np.isin(customer[registrations], present)]
    registrations = registrations[np.argsort(customer[registrations], kind="stable")]
    c, at = number[customer[occurred]], standing.at[occurred]
    in_time = order_in_time(c, at, standing.numbers("position")[occurred])
    named = standing.events(registrations, number[customer[registrations]])
    return History(
        codes=named["customer"].to_list(),
        events=standing.events(occurred[in_time], c[in_time]),
        registered=named,
    )


def dense_numbers(customer: pl.Series) -> Ints:
    """Each customer's place among those of the column, in order of their codes."""
    if not len(customer):
        return np.zeros(0, dtype=np.int64)
    run = customer.rle_id().to_numpy()
    codes = customer[np.flatnonzero(np.diff(run, prepend=-1))]
    number: Ints = codes.rank("dense").to_numpy().astype(np.int64)[run] - 1
    return number


def order_in_time(customer: Ints, at: Ints, position: Ints) -> Ints:
    """The order by customer, time, position. Where the rows of each customer stand together, only the customers are
    put in order, and the rows of those who have one out of place.
    """
    starts = np.flatnonzero(np.diff(customer, prepend=-1))
    if len(np.unique(customer[starts])) < len(starts):
        return np.lexsort((position, at, customer))
    order = _runs_in_order(customer, starts)
    customer, at, position = customer[order], at[order], position[order]
    same = customer[1:] == customer[:-1]
    wrong = same & ((at[1:] < at[:-1]) | ((at[1:] == at[:-1]) & (position[1:] < position[:-1])))
    if wrong.any():
        rows = np.flatnonzero(np.isin(customer, np.unique(customer[1:][wrong])))
        order[rows] = order[rows[np.lexsort((position[rows], at[rows], customer[rows]))]]
    return order


def _runs_in_order(customer: Ints, starts: Ints) -> Ints:
    """The order by customer of rows that stand in one run per customer, beginning at `starts`."""
    if (np.diff(customer[starts]) > 0).all():
        return np.arange(len(customer))
    ordered = np.argsort(customer[starts], kind="stable")
    length = np.diff(starts, append=len(customer))[ordered]
    before = np.cumsum(length) - length
    order: Ints = np.repeat(starts[ordered] - before, length) + np.arange(len(customer))
    return order


@dataclass(frozen=True, kw_only=True)
class StandingEvents:
    """The originals that stand. place: where in the journal frame; said: where what their latest correction says in
    place of their data stands; at: when they occurred, as corrected.
    """

    journal: Journal
    place: Ints
    said: Ints
    at: Ints

    def taken(self, name: str) -> pl.Series:
        """A column of the log."""
        whole = len(self.place) == len(self.journal)
        return self.journal.get_column(name) if whole else picked(self.journal, name, self.place)

    def numbers(self, name: str) -> Ints:
        """An integer column of the log."""
        return numbers(self.journal, name)[self.place]

    def listed(self, name: str, places: Ints) -> list[Any]:
        """A column of the log of some of them, as Python values."""
        return listed(self.journal, name, self.place[places])

    def are(self, kind: str) -> NDArray[np.bool_]:
        """Which are of this type."""
        if len(self.place) < FEW:
            return np.array([one == kind for one in listed(self.journal, "type", self.place)], dtype=np.bool_)
        return flags(self.taken("type") == kind)

    def events(self, places: Ints, customer: Ints) -> Events:
        """Those at these places, with their customers' numbers."""
        own = {"c": customer, "occurred_at": self.at[places]}
        return Events(journal=self.journal, place=self.place[places], said=self.said[places], own=own)


def _known(journal: Journal, cut: int) -> Journal:
    """The rows up to the cut."""
    known = numbers(journal, "position") <= cut
    return journal if known.all() else journal[np.flatnonzero(known)]


def _first_registrations(standing: StandingEvents, merged: Ints) -> Ints:
    """Places of the registrations, the one recorded first where a customer has several; never that of a merged one."""
    places = np.flatnonzero(standing.are(REGISTERED))
    if len(merged):
        places = places[~np.isin(standing.place[places], merged)]
    if len(places) > 1:
        customers, positions = (standing.taken(name)[places] for name in ("customer", "position"))
        found = pl.DataFrame({"customer": customers, "position": positions, "place": places})
        first = found.sort("position").unique("customer", keep="first", maintain_order=True)
        places = first.get_column("place").to_numpy()
    return places


def standing_in(known: Journal) -> StandingEvents:
    """The originals that stand, from all rows of some customers."""
    everywhere, at = np.arange(len(known)), numbers(known, "occurred_at")
    kept = unsaid(known, "target")
    if kept.all():
        return StandingEvents(journal=known, place=everywhere, said=everywhere, at=at)
    resolution = resolution_of(known, np.flatnonzero(~kept))
    latest = {original: step.event_id for original, step in resolution.corrections().items()}
    place = places_of(known, "event_id", {*resolution.in_force, *latest.values()})
    kept = kept.copy()
    kept[[place[event] for event in resolution.retracted() if event in place]] = False
    corrected = [event for event in latest if event in place]  # a frame of a few types has corrections of others too
    originals = np.array([place[event] for event in corrected], dtype=np.int64)
    corrections = np.array([place[latest[event]] for event in corrected], dtype=np.int64)
    said, at = everywhere.copy(), at.copy()
    said[originals] = corrections
    at[originals] = _moved(known, corrections, at[originals])
    places = np.flatnonzero(kept)
    return StandingEvents(journal=known, place=places, said=said[places], at=at[places])


def _moved(known: Journal, corrections: Ints, at: Ints) -> Ints:
    """The times that corrections give, `at` where they give none."""
    if not len(corrections):
        return at
    moved = picked(known, "moved_to", corrections).str.to_datetime(time_unit="us", time_zone="UTC").cast(pl.Int64)
    found: Ints = np.where(flags(moved.is_not_null()), moved.fill_null(0).to_numpy(), at)
    return found
