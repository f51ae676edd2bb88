"""Which SQLite file is ours: application_id and user_version, asked before anything is written."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger.errors import Unavailable
from ledger.new_file import appearing_whole
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures


@dataclass(frozen=True, kw_only=True)
class FileKind:
    """application_id: 32 bits that mark the file; version: the newest layout this program knows, from 1."""

    application_id: int
    version: int
    name: str


LEDGER_FILE = FileKind(application_id=0x47584C31, version=1, name="ledger")  # "GXL1"
KEYS_FILE = FileKind(application_id=0x47584B31, version=1, name="file of keys")  # "GXK1"


def check_kind(path: Path, kind: FileKind) -> None:
    """Refuse an existing file that is not of this kind, or of a newer layout; nothing is written by looking."""
    with clear_failures(path), closing(sqlite3.connect(address(path), uri=True)) as connection:
        application_id = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application_id != kind.application_id:
        raise Unavailable(
            f"{path} is not a Guanxi {kind.name} but a database of another program, or an empty one",
            "Name another data directory, or move that file away.",
        )
    if version > kind.version:
        raise Unavailable(
            f"{path} was written by a newer Guanxi (layout {version}, this one knows up to {kind.version})",
            "Upgrade Guanxi.",
        )


def make_database(
    path: Path, kind: FileKind, statements: Sequence[tuple[str, tuple[object, ...]]], *, mode: int = 0o666
) -> None:
    """Make a file of this kind unless another process does so first; it is never seen half made.

    mode: before the umask; the files that SQLite puts beside it get the same.

    It is in WAL mode from the start: turning a file to WAL while another process opens it fails at once, as locked.
    """
    with (
        clear_failures(path),
        appearing_whole(path) as draft,
    ):
        draft.touch(mode=mode)
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN")
            for statement, values in statements:
                connection.execute(statement, values)
            connection.execute(f"PRAGMA application_id = {kind.application_id}")
            connection.execute(f"PRAGMA user_version = {kind.version}")
            connection.execute("COMMIT")
