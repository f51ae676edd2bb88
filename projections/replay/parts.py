"""Parts of the book: some whole customers each, read from the journal or from the log."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from ledger.unknown_events import UnknownEvents
from projections.journal import Journal, JournalColumns, LogRow, filled, read_journal, unread
from projections.journal.bucketing import share_of
from projections.journal.files import checked, read_columns
from projections.journal.manifest import Bucket
from projections.merging import UNSWEPT, Swept
from projections.replay.since import Lacking
from projections.views.book_slices import BookLog

TOGETHER = 16  # columns; a column read alone costs as much as a dozen together

Asked = defaultdict[type, set[str]]
"""By kind of work the columns that it looked at so far."""

OpenLog = Callable[[], BookLog]
"""Opens the ledger in whatever process it is called."""


@dataclass(frozen=True, kw_only=True)
class BucketPart:
    """Some buckets of the journal, and what was recorded of their customers since they were written. without:
    customers who are read elsewhere, since they count as one with customers of another bucket. share: which of the `of`
    shares of their families it is, from 0.
    """

    directory: Path
    buckets: tuple[Bucket, ...]
    since: Lacking
    without: frozenset[str] = frozenset()
    swept: Swept = UNSWEPT
    share: int = 0
    of: int = 1

    @property
    def events(self) -> int:
        """How many; about, of a share."""
        return -(-(sum(bucket.rows for bucket in self.buckets) + self.since.rows) // self.of)


@dataclass(frozen=True, kw_only=True)
class LogPart:
    """Customers by code, whole families, from the log. events: about how many."""

    codes: tuple[str, ...]
    cut: int
    swept: Swept
    events: int


Part = BucketPart | LogPart


@dataclass
class Reader:
    """What one process reads parts with. asked: what it was asked for so far. bytes_of: gives the content of a file;
    FileNotFoundError where there is none.
    """

    open_log: OpenLog
    asked: Asked = field(default_factory=lambda: defaultdict(set))
    bytes_of: Callable[[Path], bytes] = Path.read_bytes
    _log: BookLog | None = None

    def read(self, part: Part, work: object, *, types: Collection[str] = ()) -> tuple[Journal, Swept]:
        """The events of a part, and what merges and reverts do to them; Broken where a file is not what was written.
        work: who asks; what its kind asked other parts for is read in one go. types: which events are wanted, () = all;
        others may be among them.
        """
        if isinstance(part, BucketPart):
            return self._buckets(part, self.asked[type(work)]), part.swept
        log = self._opened()
        known = part.swept.of(log, part.codes, cut=part.cut)
        unknown: UnknownEvents | None = getattr(log, "unknown", None)
        return read_journal(log.rows(streams=part.codes, upto=part.cut, types=types), unknown), known

    def unread(self, part: Part) -> list[LogRow]:
        """What only a later version can read of a part, which a journal leaves out; asked after `read`."""
        if isinstance(part, BucketPart):
            return []  # those are read where the log has none such
        unknown: UnknownEvents | None = getattr(self._opened(), "unknown", None)
        if unknown is not None and not unknown.counts():
            return []
        return unread(self._opened().rows(streams=part.codes, upto=part.cut))

    def _opened(self) -> BookLog:
        self._log = self._log or self.open_log()
        return self._log

    def _buckets(self, part: BucketPart, asked: set[str]) -> Journal:
        contents = [
            checked(part.directory / one.name, size=one.size, crc32=one.crc32, bytes_of=self.bytes_of)
            for one in part.buckets
        ]
        since = part.since.unpacked()

        def read(names: Collection[str]) -> pl.DataFrame:
            frames = [read_columns(content, names) for content in contents]
            later = [filled(one, names) for one in since]
            return pl.concat([*frames, *later], rechunk=True)  # many pieces are slow to pick from

        if not part.without and part.of == 1:
            return JournalColumns(part.events, read, asked)
        customer = read(["customer"]).get_column("customer")
        mine = share_of(customer, part.swept.survivors, part.of) == part.share
        places = np.flatnonzero(mine & ~customer.is_in(list(part.without)).to_numpy())

        def picked(names: Collection[str]) -> pl.DataFrame:
            """Some columns of the whole buckets at a time, so that those are never in memory with all of theirs."""
            wanted = list(names)
            some = (wanted[start : start + TOGETHER] for start in range(0, len(wanted), TOGETHER))
            return pl.concat([read(few)[places] for few in some], how="horizontal")

        return JournalColumns(len(places), picked, asked)
