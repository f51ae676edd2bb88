"""One snapshot of the views: what is asked here belongs together, whatever is written meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import UTC

import orjson

from ledger.reading import Cursor
from ledger.times import read_instant
from projections.book_counts import BookCounts
from projections.parameters import parameters_of
from projections.policy import PolicyVersion
from projections.views.columns import Table, ViewRow
from projections.views.progress import Progress, program
from projections.views.season_table import SEASON, season_counts_of
from projections.views.statements import ViewsSql, tracked_as
from projections.views.tiers_table import TIERS_TABLE, sizes_of


class Overtaken(Exception):
    """Somebody else moved the views on, or put another generation in their place."""


class Gone(Overtaken):
    """What was asked for has been taken away altogether."""


class ViewsReading:
    """Reads generations; the cursor stands in an open transaction and gives plain tuples."""

    def __init__(self, cursor: Cursor, sql: ViewsSql) -> None:
        self._cursor, self._sql = cursor, sql

    def progress(self, rules: PolicyVersion, generation: int | None = None) -> Progress | None:
        """How far this generation is, without a number the present one; None where there is none this program made.

        rules: by which the counts are read; where others made them, the progress tells by its policy_sha256.
        """
        if generation is None:
            generation = self.present_generation()
        noted = self.noted(generation)
        if noted is None or noted[-1] != program():
            return None
        position, event_id, known_at, as_of, policy_version, policy_sha256, made_by = noted
        season = self._cursor.execute(self._sql.select_all(SEASON, generation)).fetchall()
        sizes = self._cursor.execute(self._sql.select_all(TIERS_TABLE, generation)).fetchall()
        counts = BookCounts(season=season_counts_of(season), sizes=sizes_of(sizes, rules))
        return Progress(
            generation=generation,
            position=position,
            event_id=event_id,
            known_at=None if known_at is None else read_instant(known_at, UTC, pointer=""),
            as_of=read_instant(as_of, UTC, pointer=""),
            policy_version=policy_version,
            policy_sha256=policy_sha256,
            counts=counts,
            rules=rules,
            parameters=parameters_of(counts),
            made_by=made_by,
        )

    def kept(self, table: Table, generation: int, codes: Iterable[str] | None = None) -> list[ViewRow]:
        """The rows of a table; of some customers only, where codes are given. Overtaken where it is gone."""
        if self.noted(generation) is None:
            raise Overtaken
        if codes is None:
            return self._cursor.execute(self._sql.select_all(table, generation)).fetchall()
        wanted = orjson.dumps(list(codes)).decode()
        return self._cursor.execute(self._sql.select_of_customers(table, generation), (wanted,)).fetchall()

    def columns(self, table: Table, generation: int, names: Sequence[str]) -> list[ViewRow]:
        """Some columns of all rows, by key. Overtaken where the table is gone."""
        if self.noted(generation) is None:
            raise Overtaken
        return self._cursor.execute(self._sql.select_columns(table, generation, names)).fetchall()

    def reached(self, generation: int) -> tuple[int, str]:
        """Position and as_of of a generation; (-1, "") where there is none of this number."""
        noted = self.noted(generation)
        return (noted[0], noted[3]) if noted else (-1, "")

    def noted(self, generation: int) -> ViewRow | None:
        """(position, event_id, known_at, as_of, policy_version, policy_sha256, made_by) of a generation, of whatever
        program; None where there is none of this number.
        """
        values = (tracked_as(generation), generation)
        found: ViewRow | None = self._cursor.execute(self._sql.noted, values).fetchone()
        return found

    def tracked(self, name: str) -> int | None:
        """The position tracked under this name."""
        found: int | None = self._cursor.execute(self._sql.tracked, (name,)).fetchone()[0]
        return found

    def present_generation(self) -> int:
        """The one readers see; 0 where there is none."""
        found = self._cursor.execute(self._sql.present_generation).fetchone()
        return found[0] if found else 0

    def last_generation(self) -> int:
        number: int = self._cursor.execute(self._sql.last_generation).fetchone()[0]
        return number

    def other_generations(self) -> list[int]:
        """Those that are not present."""
        return [number for (number,) in self._cursor.execute(self._sql.other_generations).fetchall()]
