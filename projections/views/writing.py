"""What one transaction does to the views: whole or not at all, and nobody else writes meanwhile."""

from abc import ABC, abstractmethod
from collections.abc import Collection

from eventsourcing.persistence import IntegrityError

from ledger.times import format_instant
from projections.views.columns import Table, ViewRow
from projections.views.difference import Difference
from projections.views.progress import Progress
from projections.views.reading import ViewsReading
from projections.views.statements import tracked_as


class ViewsWriting(ViewsReading, ABC):
    """A snapshot that stays true until the transaction ends; a store brings what its SQL says in its own way."""

    @abstractmethod
    def insert(self, table: Table, generation: int, rows: Collection[ViewRow]) -> None:
        """Add rows; none is fine."""

    @abstractmethod
    def delete(self, table: Table, generation: int, keys: Collection[ViewRow]) -> None:
        """Take away the rows with these keys; none is fine."""

    @abstractmethod
    def create(self, generation: int) -> None:
        """Make the tables of a generation, empty."""

    @abstractmethod
    def drop(self, generation: int) -> None:
        """Take them away."""

    @abstractmethod
    def show(self, generation: int) -> None:
        """Let the public names mean this generation."""

    def tell(self, position: int) -> None:
        """Let the other processes know how far the public views are, once this is committed; a store whose views one
        process keeps has nobody to tell.
        """
        return

    def change(self, table: Table, generation: int, found: Difference) -> None:
        """Make a table hold what it is to hold."""
        self.delete(table, generation, [table.key_of(row) for row in found.gone])
        self.insert(table, generation, found.come)

    def begin(self, generation: int) -> None:
        """A new generation without rows, which nobody sees yet."""
        self.create(generation)
        self._cursor.execute(self._sql.new_generation, (generation,))

    def present(self, generation: int) -> None:
        """Put a generation in the place of the one before."""
        self.show(generation)
        self._cursor.execute(self._sql.present, (generation,))

    def forget(self, generation: int) -> None:
        """Take away a generation that is not present, whole."""
        if self._cursor.execute(self._sql.forget_generation, (generation,)).fetchall():
            self._cursor.execute(self._sql.forget_tracking, (tracked_as(generation),))
            self.drop(generation)

    def note(self, progress: Progress, *, moved: bool) -> None:
        """Write down how far a generation is. moved: its position differs from the one tracked so far."""
        known_at = None if progress.known_at is None else format_instant(progress.known_at)
        self._cursor.execute(
            self._sql.note,
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
            self.track(tracked_as(progress.generation), progress.position)

    def track(self, name: str, position: int) -> None:
        """Track a position, which only rises; IntegrityError for one that does not."""
        if not self._cursor.execute(self._sql.track, (name, position)).fetchall():
            raise IntegrityError(f"{name} is at {position} or beyond")
