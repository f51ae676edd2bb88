"""Where views are kept, whatever keeps them: a file of the data directory, or the database that holds the log."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from projections.views.reading import ViewsReading
from projections.views.recorder import ViewsRecorder

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.postgres.datastore import LedgerDatastore

OpenViews = Callable[[], AbstractContextManager[ViewsRecorder]]
"""Opens the views in whatever process it is called; Unavailable where they are somebody else's."""


class Lease(Protocol):
    """The right to move the views, which one process has at a time. It is given back when its context is left."""

    def take(self) -> bool:
        """Whether this process has it now; takes it where nobody does. Unavailable where nobody can tell."""

    def held(self) -> bool:
        """Whether this process has it still; cheap."""

    def heard(self, seconds: float) -> int:
        """How far somebody else has moved the public views; waits until that is told, so many seconds at most. -1 where
        there are none.
        """

    def stop(self) -> None:
        """End the waiting at once; from any thread."""


class Views(Protocol):
    """The views of one ledger; they may be missing, and may be taken away at any time."""

    def place(self) -> Mapping[str, str | None]:
        """Where readers find them: the file, or the schema in the database."""

    def mark(self) -> int | None:
        """A number that these views and no others have; None where there are none."""

    def make(self) -> None:
        """Make empty ones where there are none; for who holds the lock of rebuilds."""

    def opener(self) -> OpenViews:
        """What opens them, here and in other processes."""

    def snapshot(self) -> AbstractContextManager[ViewsReading | None]:
        """To be asked once, None where there are none; whoever may only read can do it. Unavailable, Overtaken."""

    def lease(self) -> AbstractContextManager[Lease]:
        """To keep them up to date."""

    def only_rebuild(self) -> AbstractContextManager[None]:
        """Hold the lock of rebuilds, which the system takes back whatever happens to the process; Unavailable while
        another process holds it.
        """


@runtime_checkable
class Located(Protocol):
    """A ledger that stands somewhere. database: of its log; None where that is a file of the directory."""

    @property
    def directory(self) -> "Path": ...

    @property
    def database(self) -> "LedgerDatastore | None": ...


def views_of(ledger: Located) -> Views:
    """Where the views of a ledger are, or would be: where its log is."""
    if ledger.database is None:
        from projections.views.sqlite.file import FILE_NAME, ViewsFile

        return ViewsFile(ledger.directory / FILE_NAME)
    # What speaks to PostgreSQL loads only where a database is named.
    from projections.views.postgres.database import ViewsDatabase

    return ViewsDatabase(ledger.database)
