"""Views in a file."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ledger.errors import Damaged
from ledger.only_one import only_one
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import check_kind, make_database
from projections.views.reading import ViewsReading
from projections.views.recorder import ViewsRecorder
from projections.views.sqlite.datastore import ViewsDatastore
from projections.views.sqlite.schema import SQL, STATEMENTS, VIEWS_FILE
from projections.views.store import OpenViews

FILE_NAME = "views.db"


@dataclass(frozen=True)
class ViewsFile:
    """The views at a path."""

    path: Path

    def place(self) -> Mapping[str, str | None]:
        return {"file": str(self.path), "schema": None}

    def mark(self) -> int | None:
        """Of the file itself: one that is deleted and made anew is another."""
        try:
            return self.path.stat().st_ino
        except FileNotFoundError:
            return None

    def make(self) -> None:
        """What was beside a deleted file goes first: SQLite would take its log for that of the new one."""
        if not self.path.exists():
            for beside in ("-wal", "-shm"):
                self.path.with_name(self.path.name + beside).unlink(missing_ok=True)
            make_database(self.path, VIEWS_FILE, [(statement, ()) for statement in STATEMENTS])

    def opener(self) -> OpenViews:
        return partial(opened_file, self.path)

    @contextmanager
    def snapshot(self) -> Iterator[ViewsReading | None]:
        if not self.path.exists():
            yield None
            return
        with (
            _derived_from_the_log(),
            clear_failures(self.path),
            closing(sqlite3.connect(address(self.path, mode="ro"), uri=True, isolation_level=None)) as opened,
        ):
            opened.execute("BEGIN")
            yield ViewsReading(opened.cursor(), SQL)

    def lease(self) -> AbstractContextManager["OwnLease"]:
        return nullcontext(OwnLease())

    def only_rebuild(self) -> AbstractContextManager[None]:
        return only_one(self.path.with_name(f"{self.path.name}.rebuild-lock"), "rebuild of these views")


class OwnLease:
    """A directory has one server, which alone keeps its views."""

    def take(self) -> bool:
        return True

    def held(self) -> bool:
        return True

    def heard(self, seconds: float) -> int:
        return -1

    def stop(self) -> None:
        return


@contextmanager
def opened_file(path: Path) -> Iterator[ViewsRecorder]:
    """The recorder of the views at this path; Unavailable for a file of somebody else."""
    with _derived_from_the_log():
        check_kind(path, VIEWS_FILE)
        datastore = ViewsDatastore(path)
        try:
            yield ViewsRecorder(datastore)
        finally:
            datastore.close()


@contextmanager
def _derived_from_the_log() -> Iterator[None]:
    """Whoever meets damage is told what mends it: no backup holds the views."""
    try:
        yield
    except Damaged as error:
        raise Damaged(error.message, "Delete it and run `guanxi rebuild`: it is derived from the log.") from error
