"""What may happen to a file of views."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.errors import Unavailable
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import ViewsFile
from tests.views.conftest import Clock
from tests.views.kept import contents, recorder_of
from tests.views.stores import reader


def test_a_file_of_another_program_is_left_alone(ledger: Ledger, views: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(views)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(Unavailable, match="database of another program"):
        rebuild(ledger, ViewsFile(views), clock=clock)
    with reader(ledger) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_what_stood_beside_a_deleted_file_does_not_reach_the_new_one(
    ledger: Ledger, views: Path, book: None, clock: Clock
) -> None:
    rebuild(ledger, ViewsFile(views), clock=clock)
    with recorder_of(views) as recorder:  # an open connection keeps the file's log beside it
        recorder.drop_leftovers()
        kept = contents(views)
        views.unlink()
        rebuild(ledger, ViewsFile(views), clock=clock)
    assert contents(views) == kept
