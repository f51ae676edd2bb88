"""Verifying an access.db: every row hashed anew over the one before, every number and time in its order."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger.access_log.access import BEGINNING, Noted, access_hash
from ledger.access_log.file import ACCESS_FILE, COLUMNS, STATEMENTS, noted
from ledger.errors import Invalid
from ledger.proof.difference import Difference
from ledger.proof.file import UNREADABLE, damage, layout_differences
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import check_kind

RESTORE = "Compare it with a copy, and find out who or what changed the file."
_ROWS = f"SELECT {COLUMNS} FROM access_log ORDER BY number"  # noqa: S608 - a literal


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessLogVerification:
    """rows: how many were looked at before the first that differs. head: the hash of the last of these, None of none.

    Kept elsewhere, number and head prove later that nothing up to there was changed or cut off.
    """

    rows: int
    head: bytes | None
    differences: tuple[Difference, ...] = ()


def verify_access_log(path: Path) -> AccessLogVerification:
    """What differs in the access.db at `path`; nothing where there is none, for then nothing was ever noted."""
    if not path.exists():
        return AccessLogVerification(rows=0, head=None)
    check_kind(path, ACCESS_FILE)
    with clear_failures(path), closing(sqlite3.connect(address(path), uri=True)) as connection:
        last: Noted | None = None
        found: list[Difference] = []
        try:
            for row in connection.execute(_ROWS):
                if what := _fault(row, last):
                    number = 1 if last is None else last.number + 1
                    found.append(_differs(f"row {number} of the access log: {what}"))
                    break
                last = noted(row)
        except UNREADABLE as error:
            found.append(_differs(f"the access log cannot be read after row {last.number if last else 0}: {error}"))
        found += [*layout_differences(connection, "access_log", STATEMENTS), *_damage(connection)]
    return AccessLogVerification(
        rows=last.number if last else 0, head=last.hash if last else None, differences=tuple(found)
    )


def _fault(row: tuple[object, ...], before: Noted | None) -> str | None:
    number = 1 if before is None else before.number + 1
    if row[0] != number:
        return f"it is missing, row {row[0]} follows"
    read = noted(row)
    try:
        expected = access_hash(before.hash if before else BEGINNING, number, read.at, read.access)
    except Invalid:
        return "its values are not those that are noted"
    if expected != read.hash:
        return "its hash is not that of what is stored and of the row before"
    return "it is no later than the row before" if before and read.at <= before.at else None


def _damage(connection: sqlite3.Connection) -> Iterator[Difference]:
    for one in damage(connection):
        yield Difference(position=None, what=f"access log: {one.what}", remedy=one.remedy)


def _differs(what: str) -> Difference:
    return Difference(position=None, what=what, remedy=RESTORE)
