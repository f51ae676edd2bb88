"""eventsourcing's tracking recorder over the views: rows and the position they stand for go in one transaction."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from eventsourcing.persistence import Tracking, TrackingRecorder

from ledger.times import format_instant
from projections.policy import PolicyVersion
from projections.views.columns import Table, ViewRow
from projections.views.difference import Difference, difference
from projections.views.progress import Progress
from projections.views.reading import Gone, Overtaken, ViewsReading
from projections.views.season_table import SEASON, season_rows
from projections.views.tables import BOOK_TABLES, TABLES
from projections.views.tiers_table import TIERS_TABLE, tier_rows
from projections.views.writing import ViewsWriting

Rows = Mapping[str, Iterable[ViewRow]]


class ViewsStore(Protocol):
    """Connections to views that are there. Unavailable says what hinders; Overtaken: what was asked for is gone."""

    def reading(self) -> AbstractContextManager[ViewsReading]:
        """One snapshot."""

    def writing(self) -> AbstractContextManager[ViewsWriting]:
        """A transaction; readers see all of it once it is left without an error, and nothing before."""

    def filling(self) -> AbstractContextManager[ViewsWriting]:
        """The same for rows of a generation nobody sees yet, beside which others may write."""

    def forget(self, generation: int) -> None:
        """Take away a generation that is not present; may leave it for the next time where somebody reads in it."""


class ViewsRecorder(TrackingRecorder):
    """Reads and writes generations; what is written here is seen by readers whole or not at all."""

    def __init__(self, store: ViewsStore) -> None:
        self._store = store

    def reading(self) -> AbstractContextManager[ViewsReading]:
        """One snapshot."""
        return self._store.reading()

    def max_tracking_id(self, application_name: str) -> int | None:
        with self.reading() as reading:
            return reading.tracked(application_name)

    def insert_tracking(self, tracking: Tracking) -> None:
        with self._store.writing() as writing:
            writing.track(tracking.application_name, tracking.notification_id)

    def progress(self, rules: PolicyVersion, generation: int | None = None) -> Progress | None:
        """How far this generation is, without a number the present one; None where there is none this program made."""
        with self.reading() as reading:
            return reading.progress(rules, generation)

    def kept(self, table: Table, generation: int, codes: Iterable[str] | None = None) -> list[ViewRow]:
        """The rows of a table; of some customers only, where codes are given. Overtaken where it is gone."""
        with self.reading() as reading:
            return reading.kept(table, generation, codes)

    def advance(self, before: Progress, after: Progress, differences: Mapping[str, Difference]) -> None:
        """Take a generation from one progress to the next with the rows that differ; Overtaken if it is elsewhere."""
        of_book = {}
        if after.counts is not before.counts:
            then, now = book_rows(before), book_rows(after)
            of_book = {name: difference(then[name], now[name]) for name in now}
        with self._store.writing() as writing:
            if writing.reached(before.generation) != (before.position, format_instant(before.as_of)):
                raise Overtaken
            for table in TABLES:
                found = of_book.get(table.name) or differences.get(table.name)
                if found:
                    writing.change(table, after.generation, found)
            writing.note(after, moved=after.position != before.position)
            writing.tell(after.position)

    def begin(self, progress: Progress) -> None:
        """Make the tables of a new generation, which nobody sees yet; `fill` brings the rows of its customers."""
        rows = book_rows(progress)
        with self._store.writing() as writing:
            writing.begin(progress.generation)
            for table in BOOK_TABLES:
                writing.insert(table, progress.generation, rows[table.name])
            writing.note(progress, moved=True)

    def fill(self, generation: int, rows: Rows) -> None:
        """Add rows to a generation nobody sees yet."""
        with self._store.filling() as writing:
            for table in TABLES:
                writing.insert(table, generation, list(rows.get(table.name, ())))

    def present(self, generation: int) -> None:
        """Put this generation in the place of the one before, in one transaction; Overtaken while that one is ahead,
        Gone where this one is not there any more.
        """
        with self._store.writing() as writing:
            reached = writing.reached(generation)
            if reached[0] < 0:
                raise Gone
            if writing.reached(writing.present_generation()) > reached:
                raise Overtaken
            writing.present(generation)
            writing.tell(reached[0])
        self.drop_leftovers()

    def drop_leftovers(self) -> None:
        """Remove generations that are not present: what a rebuild replaced, or an interrupted one left behind."""
        with self.reading() as reading:
            others = reading.other_generations()
        for generation in others:
            self._store.forget(generation)


def book_rows(progress: Progress) -> dict[str, list[ViewRow]]:
    """The rows of the tables about the whole book."""
    return {
        SEASON.name: season_rows(progress.counts.season),
        TIERS_TABLE.name: tier_rows(progress.counts.sizes, progress.rules),
    }
