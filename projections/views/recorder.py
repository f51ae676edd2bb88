"""eventsourcing's tracking recorder over the views: rows and the position they stand for go in one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteCursor, SQLiteTrackingRecorder

from ledger.times import format_instant
from projections.policy import Policy
from projections.views import schema as sql
from projections.views.columns import Table, ViewRow
from projections.views.datastore import ViewsDatastore, open_views
from projections.views.difference import Difference, difference
from projections.views.progress import Progress
from projections.views.reading import Overtaken, ViewsReading
from projections.views.season_table import SEASON, season_rows
from projections.views.tables import BOOK_TABLES, TABLES
from projections.views.tiers_table import TIERS_TABLE, tier_rows

Rows = Mapping[str, Iterable[ViewRow]]


class ViewsRecorder(SQLiteTrackingRecorder):
    """Reads and writes generations; what is written here is seen by readers whole or not at all."""

    datastore: ViewsDatastore

    def construct_create_table_statements(self) -> list[str]:
        return []  # the file was made whole before it was opened

    @contextmanager
    def reading(self) -> Iterator[ViewsReading]:
        """One snapshot."""
        with self.datastore.transaction(commit=False) as cursor:
            yield ViewsReading(cursor.sqlite_cursor)

    def progress(self, policy: Policy, generation: int | None = None) -> Progress | None:
        """How far this generation is, without a number the present one; None where there is none this program made."""
        with self.reading() as reading:
            return reading.progress(policy, generation)

    def kept(self, table: Table, generation: int, codes: Iterable[str] | None = None) -> list[ViewRow]:
        """The rows of a table; of some customers only, where codes are given. Overtaken where it is gone."""
        with self.reading() as reading:
            return reading.kept(table, generation, codes)

    def advance(self, before: Progress, after: Progress, differences: Mapping[str, Difference]) -> None:
        """Take a generation from one progress to the next with the rows that differ; Overtaken if it is elsewhere."""
        then, now = book_rows(before), book_rows(after)
        of_book = {name: difference(then[name], now[name]) for name in now}
        with self._writing() as cursor:
            expected = before.position, format_instant(before.as_of)
            if ViewsReading(cursor.sqlite_cursor).reached(before.generation) != expected:
                raise Overtaken
            for table in TABLES:
                found = of_book.get(table.name) or differences.get(table.name)
                if found:
                    _change(cursor.sqlite_cursor, table, after.generation, found)
            self._note(cursor, after, moved=after.position != before.position)

    def begin(self, progress: Progress) -> None:
        """Make the tables of a new generation, which nobody sees yet; `fill` brings the rows of its customers."""
        with self._writing() as cursor:
            for statement in sql.create_tables(progress.generation):
                cursor.execute(statement)
            cursor.execute(sql.NEW_GENERATION, (progress.generation,))
            rows = book_rows(progress)
            for table in BOOK_TABLES:
                cursor.executemany(sql.insert_into(table, progress.generation), rows[table.name])
            self._note(cursor, progress, moved=True)

    def fill(self, generation: int, rows: Rows) -> None:
        """Add rows to a generation nobody sees yet."""
        with self._writing() as cursor:
            for table in TABLES:
                cursor.executemany(sql.insert_into(table, generation), list(rows.get(table.name, ())))

    def present(self, generation: int) -> None:
        """Put this generation in the place of the one before, in one transaction; Overtaken while that one is ahead."""
        with self._writing() as cursor:
            reading = ViewsReading(cursor.sqlite_cursor)
            if reading.reached(reading.present_generation()) > reading.reached(generation):
                raise Overtaken
            for (name,) in cursor.sqlite_cursor.execute(sql.ALL_VIEWS).fetchall():
                cursor.execute(f"DROP VIEW {name}")
            for statement in sql.present_views(generation):
                cursor.execute(statement)
            cursor.execute(sql.PRESENT, (generation,))
            _drop_all_but(cursor.sqlite_cursor, generation)

    def drop_leftovers(self) -> None:
        """Remove generations that are not present: what an interrupted rebuild left behind."""
        with self._writing() as cursor:
            _drop_all_but(cursor.sqlite_cursor, ViewsReading(cursor.sqlite_cursor).present_generation())

    def _note(self, cursor: SQLiteCursor, progress: Progress, *, moved: bool) -> None:
        """Write down how far a generation is. moved: its position differs from the one tracked so far."""
        known_at = None if progress.known_at is None else format_instant(progress.known_at)
        cursor.execute(
            sql.NOTE,
            (
                progress.event_id,
                known_at,
                format_instant(progress.as_of),
                progress.policy_version,
                progress.policy_sha256,
                progress.made_by,
                progress.generation,
            ),
        )
        if moved:
            self._insert_tracking(cursor, Tracking(sql.tracked_as(progress.generation), progress.position))

    @contextmanager
    def _writing(self) -> Iterator[SQLiteCursor]:
        with self.datastore.transaction(commit=True) as cursor:
            yield cursor


@contextmanager
def opened_recorder(path: Path) -> Iterator[ViewsRecorder]:
    """The recorder of the views at this path; Unavailable for a file of somebody else."""
    datastore = open_views(path)
    try:
        yield ViewsRecorder(datastore)
    finally:
        datastore.close()


def book_rows(progress: Progress) -> dict[str, list[ViewRow]]:
    """The rows of the tables about the whole book."""
    counts = progress.counts
    return {
        SEASON.name: season_rows(counts.season),
        TIERS_TABLE.name: tier_rows(counts.sizes, progress.parameters.cut_offs),
    }


def _change(cursor: sqlite3.Cursor, table: Table, generation: int, found: Difference) -> None:
    cursor.executemany(sql.delete_from(table, generation), [table.key_of(row) for row in found.gone])
    cursor.executemany(sql.insert_into(table, generation), list(found.come))


def _drop_all_but(cursor: sqlite3.Cursor, generation: int) -> None:
    for (other,) in cursor.execute(sql.OTHER_GENERATIONS, (generation,)).fetchall():
        for (name,) in cursor.execute(sql.TABLES_OF_GENERATION, (other,)).fetchall():
            cursor.execute(f"DROP TABLE {name}")
        cursor.execute(sql.FORGET_GENERATION, (other,))
        cursor.execute(sql.FORGET_TRACKING, (sql.tracked_as(other),))
