"""Merged customers and reverted imports: whose events count as whose, and which do not count at all.

Both act by recorded_at alone. Everything of a merged customer counts as the survivor's, save its file: name, owner and
the rest are said of the entry in the book that lives on. Ids are unique per customer, so those of a merged one are
told apart by its code (`within`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import polars as pl

from ledger.catalogue import CATALOGUE
from ledger.catalogue.marks import Names, Refers, marks_of
from ledger.codes import NO_BREAK_SPACE
from ledger.sweeping import Sweep, reverted_batches, survivors
from projections.journal import PAYLOAD_COLUMNS, Journal
from projections.rows import flags
from projections.windows import Ints

FILE = ("CustomerRegistered", "ProfileChanged", "OwnerAssigned")
_NOT_OF_A_CUSTOMER = {"event", "batch", "override"}
ID_COLUMNS = frozenset(
    name
    for kind in CATALOGUE.values()
    for name, model_field in kind.model.model_fields.items()
    for mark in marks_of(model_field)
    if isinstance(mark, Names | Refers) and mark.kind not in _NOT_OF_A_CUSTOMER
)


class SweptLog(Protocol):
    """A ledger whose merges and reverts can be found."""

    def sweeps(self, *, upto: int) -> Sequence[Sweep]:
        """Merges, their ends and reverts up to this position, ascending."""

    def brought(
        self, batches: Collection[str], *, streams: Sequence[str] | None = None, upto: int
    ) -> Sequence[tuple[int, str]]:
        """(position, stream) of the events these imports brought, ascending. streams: None = all."""


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What merges and reverts known at a cut do.

    survivors: per merged customer the one that lives on in the end. batches: the reverted imports. reverted: the
    positions of their events, of the customers looked at (`of`).
    """

    survivors: Mapping[str, str] = field(default_factory=dict)
    batches: frozenset[str] = frozenset()
    reverted: frozenset[int] = frozenset()

    def survivor(self, code: str) -> str:
        """The customer as which this one counts: itself where it is not merged."""
        return self.survivors.get(code, code)

    def family(self, codes: Iterable[str]) -> list[str]:
        """These customers and all that count as the same ones, ascending."""
        found = set(codes)
        if self.survivors:
            alive = {self.survivor(code) for code in found}
            found |= alive | {merged for merged, survivor in self.survivors.items() if survivor in alive}
        return sorted(found)

    def of(self, log: SweptLog, streams: Sequence[str] | None, *, cut: int) -> "Swept":
        """The same with the reverted events of these customers looked up. streams: None = all."""
        if not self.batches:
            return self
        brought = log.brought(self.batches, streams=streams, upto=cut)
        return replace(self, reverted=frozenset(position for position, _ in brought))


UNSWEPT = Swept()


def swept_at(log: SweptLog, cut: int) -> Swept:
    """Of all that is recorded up to a position; the reverted events are not looked up yet."""
    return swept_by(log.sweeps(upto=cut))


def swept_by(sweeps: Sequence[Sweep]) -> Swept:
    """sweeps: ascending in position."""
    return Swept(survivors=survivors(sweeps), batches=reverted_batches(sweeps)) if sweeps else UNSWEPT


def within(customer: str, thing: str) -> str:
    """The id of a thing of a merged customer, among those of the survivor: "C-2 SO-1"."""
    return f"{customer}{NO_BREAK_SPACE}{thing}"


def without_reverted(journal: Journal, swept: Swept) -> Journal:
    """The rows of a journal frame that no revert takes out."""
    if not swept.reverted:
        return journal
    reverted = np.fromiter(swept.reverted, dtype=np.int64, count=len(swept.reverted))
    return journal[np.flatnonzero(~np.isin(journal.get_column("position").to_numpy(), reverted))]


def as_survivors(journal: Journal, swept: Swept) -> tuple[Journal, Ints]:
    """The rows of a journal frame as those of the customers that live on, in their places; and the places of those that
    are of merged ones.
    """
    if not swept.survivors:
        return journal, _NOWHERE
    places = np.flatnonzero(flags(journal.get_column("customer").is_in(list(swept.survivors))))
    if not len(places):
        return journal, _NOWHERE
    whole = journal if isinstance(journal, pl.DataFrame) else journal.frame()
    rows = whole[places]
    moved = _moved(rows, swept)
    beside = np.arange(len(whole))
    beside[places] = len(whole) + np.arange(len(places))
    return whole.with_columns(
        pl.concat([whole.get_column(column.name), column])[beside] for column in moved if _differ(column, rows)
    ), places


_NOWHERE: Ints = np.zeros(0, dtype=np.int64)


def _moved(rows: pl.DataFrame, swept: Swept) -> pl.DataFrame:
    """Rows of merged customers as the survivors' own; of their files, corrected ones too, nothing is said."""
    codes = rows.get_column("customer").to_list()
    files = rows.get_column("event_id").filter(rows.get_column("type").is_in(FILE))
    of_file = pl.col("event_id").is_in(files.to_list()) | pl.col("target").is_in(files.to_list()).fill_null(False)
    said = [name for name in rows.columns if name in PAYLOAD_COLUMNS]
    return rows.with_columns(
        *(_told_apart(rows.get_column(name), codes) for name in said if name in ID_COLUMNS),
        pl.Series("customer", [swept.survivor(code) for code in codes], dtype=pl.String),
    ).with_columns(pl.when(of_file).then(None).otherwise(pl.col(name)).alias(name) for name in said)


def _differ(column: pl.Series, rows: pl.DataFrame) -> bool:
    """Whether a column of these rows is another one now."""
    return not column.equals(rows.get_column(column.name), null_equal=True)


def _told_apart(ids: pl.Series, codes: Sequence[str]) -> pl.Series:
    """A column of ids, or of lists of them, with each id under the code of its customer."""
    told = [
        None
        if named is None
        else within(code, named)
        if isinstance(named, str)
        else [within(code, one) for one in named]
        for code, named in zip(codes, ids.to_list(), strict=True)
    ]
    return pl.Series(ids.name, told, dtype=ids.dtype)
