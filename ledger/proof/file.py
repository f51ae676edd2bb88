"""The file as a whole: are its table, indexes and triggers those of a ledger, and is it sound to SQLite."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from ledger.proof.difference import RESTORE, Difference
from ledger.sqlite.schema import STATEMENTS, SWEEPING_INDEX

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)  # the latter where SQLite's message quotes damaged bytes
MOST = 10  # complaints of SQLite that are passed on
_LAYOUT = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?"
_ROW = re.compile(r"\brow (\d+)\b")


def layout_differences(
    connection: sqlite3.Connection, table: str = "events", statements: Sequence[str] = STATEMENTS
) -> Iterator[Difference]:
    """What is missing of an append-only table, is another one, or was put beside it. statements: what made it."""
    with closing(sqlite3.connect(":memory:")) as sample:
        for statement in statements:
            sample.execute(statement)
        expected = _layout(sample, table)
    found = _layout(connection, table)
    for name, (kind, made) in expected.items():
        if name not in found and name != SWEEPING_INDEX:  # without it the file is as good, only slower
            yield _changed(f"the {kind} {name} is missing")
        elif found.get(name, (kind, made)) != (kind, made):
            yield _changed(f"the {kind} {name} is not the one a ledger has")
    for name in found.keys() - expected.keys():
        yield _changed(f"the {found[name][0]} {name} is none of a ledger's")


def damage(connection: sqlite3.Connection) -> Iterator[Difference]:
    """What SQLite's own check of the whole file finds; it names rows by position."""
    try:
        complaints = [_text(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST})")]
    except UNREADABLE as error:
        complaints = [str(error)]
    for complaint in complaints:
        if complaint != "ok":
            named = _ROW.search(complaint)
            yield Difference(
                position=int(named[1]) if named else None,
                what=f"SQLite finds the file damaged: {' '.join(complaint.split())}",
                remedy="Restore the ledger from a backup, and check the disk.",
            )


def _changed(what: str) -> Difference:
    return Difference(position=None, what=what, remedy=f"The file no longer keeps itself append-only. {RESTORE}")


def _layout(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, str | None]]:
    rows = connection.execute(_LAYOUT, (table,)).fetchall()
    return {
        _text(name): (_text(kind), None if made is None else " ".join(_text(made).split())) for kind, name, made in rows
    }


def _text(value: str | bytes) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else value
