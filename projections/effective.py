"""The effective history: what had occurred by `as_of`, as recorded by `known_at`, with corrections applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.journal import PAYLOAD_COLUMNS, RECORD_KEEPING
from projections.record_keeping import Resolution, Step, resolve
from projections.rows import Rows, any_of, flags
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
    events: pl.DataFrame
    registered: pl.DataFrame

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
        column = self.events.get_column(name)
        unsaid = column.null_count()
        said = np.arange(len(column)) if not unsaid else np.flatnonzero(flags(column.is_not_null()))
        return Rows(self.events, said if unsaid < len(column) else said[:0])

    @cached_property
    def at(self) -> Ints:
        """When each event occurred."""
        found: Ints = self.events.get_column("occurred_at").to_numpy()
        return found

    @cached_property
    def begins_at(self) -> Ints:
        """When the first event of each customer occurred."""
        customer = self.events.get_column("c").to_numpy()
        return self.at[np.flatnonzero(np.diff(customer, prepend=-1))]

    def _are(self, types: Sequence[str]) -> NDArray[np.bool_]:
        """Which events are of these types."""
        numbers, number = self._types
        found = np.zeros(len(numbers), dtype=np.bool_)
        for kind in types:
            if kind in number:
                found |= numbers == number[kind]
        return found

    @cached_property
    def _types(self) -> tuple[NDArray[np.uint8 | np.uint16 | np.uint32], dict[str, int]]:
        """The type of each event as a number, and the number of each type: looked for once, asked for often."""
        types = self.events.get_column("type")
        names = types.unique().to_list()
        return types.cast(pl.Enum(names)).to_physical().to_numpy(), {name: place for place, name in enumerate(names)}

    @cached_property
    def _of(self) -> dict[tuple[str, ...], Rows]:
        return {}


def resolution_of(journal: pl.DataFrame) -> Resolution:
    """What is in force, from the record-keeping rows of a journal frame (ascending position)."""
    rows = journal.filter(pl.col("target").is_not_null()).select("event_id", "position", "type", "target")
    return resolve(Step(event_id=e, position=p, type=t, target=x) for e, p, t, x in rows.iter_rows())


def effective(journal: pl.DataFrame, *, cut: int, as_of: int) -> History:
    """Read a journal frame (any set of whole customers) at the clocks.

    cut: last position known. as_of: microseconds since 1970 UTC, inclusive. A customer is in the book when it is
    registered by the cut and its first effective event has occurred by as_of.
    """
    standing = _standing(_known(journal, cut))
    customer = standing.get_column("customer").rank("dense").to_numpy().astype(np.int64)
    registrations = _first_registrations(standing)
    registered = np.zeros(int(customer.max(initial=0)) + 1, dtype=np.bool_)
    registered[customer[registrations]] = True
    occurred = np.flatnonzero((standing.get_column("occurred_at").to_numpy() <= as_of) & registered[customer])
    present = np.unique(customer[occurred])
    number = np.zeros(len(registered), dtype=np.int64)
    number[present] = np.arange(len(present))
    registrations = registrations[np.isin(customer[registrations], present)]
    registrations = registrations[np.argsort(customer[registrations], kind="stable")]
    events = _numbered(standing, occurred, number[customer]).sort("c", "occurred_at", "position")
    named = _numbered(standing, registrations, number[customer])
    return History(codes=named.get_column("customer").to_list(), events=events, registered=named)


def _known(journal: pl.DataFrame, cut: int) -> pl.DataFrame:
    """The rows up to the cut; positions ascend."""
    positions = journal.get_column("position").to_numpy()
    return journal.head(int(np.searchsorted(positions, cut, side="right")))


def _first_registrations(standing: pl.DataFrame) -> Ints:
    """Places of the registrations, the one recorded first where a customer has several."""
    places = np.flatnonzero(flags(standing.get_column("type") == REGISTERED))
    if len(places) > 1:
        found = standing.select("customer", "position")[places].with_columns(place=pl.Series(places))
        first = found.sort("position").unique("customer", keep="first", maintain_order=True)
        places = first.get_column("place").to_numpy()
    return places


def _numbered(standing: pl.DataFrame, places: Ints, number: Ints) -> pl.DataFrame:
    return standing[places].with_columns(pl.Series("c", number[places], dtype=pl.Int64))


def _standing(known: pl.DataFrame) -> pl.DataFrame:
    """The originals that stand, with what their latest correction says in place of their data and time."""
    kept = np.ones(len(known), dtype=np.bool_)
    if known.get_column("target").null_count() == len(known):
        return known
    resolution = resolution_of(known)
    kept[any_of(known.get_column("type"), RECORD_KEEPING)] = False
    if not resolution.in_force:
        return known[np.flatnonzero(kept)]
    latest = {original: step.event_id for original, step in resolution.corrections().items()}
    place = _places(known, {*resolution.in_force, *latest.values()})
    kept[[place[event] for event in resolution.retracted() if event in place]] = False
    corrected = [event for event in latest if event in place]  # a frame of a few types has corrections of others too
    originals = np.array([place[event] for event in corrected], dtype=np.int64)
    corrections = np.array([place[latest[event]] for event in corrected], dtype=np.int64)
    return _corrected(known, originals, corrections)[np.flatnonzero(kept)]


def _places(known: pl.DataFrame, events: Iterable[str]) -> dict[str, int]:
    """Where these events stand in the frame; unknown ones are absent."""
    ids = known.get_column("event_id")
    places = np.flatnonzero(flags(ids.is_in(list(events))))
    return dict(zip(ids[places].to_list(), places.tolist(), strict=True))


def _corrected(known: pl.DataFrame, originals: Ints, corrections: Ints) -> pl.DataFrame:
    """The frame with the payload of the corrections, and their time where they give one, in the originals' places."""
    if not len(originals):
        return known
    said_by = np.arange(len(known))
    said_by[originals] = corrections
    moved = known.get_column("moved_to")[corrections].str.to_datetime(time_unit="us", time_zone="UTC").cast(pl.Int64)
    at = known.get_column("occurred_at").to_numpy(writable=True)
    at[originals] = np.where(flags(moved.is_not_null()), moved.fill_null(0).to_numpy(), at[originals])
    payload = known.select(*PAYLOAD_COLUMNS)[said_by]
    return known.with_columns(*payload.get_columns(), pl.Series("occurred_at", at))
