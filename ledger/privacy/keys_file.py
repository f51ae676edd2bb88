"""keys.db: the wrapped keys of persons, in a file of their own so that a copy of the ledger carries none."""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import orjson

from ledger.canonical import canonical
from ledger.privacy.person import KeyName, Person
from ledger.sqlite.identity import KEYS_FILE, check_kind, make_database

FILE_NAME = "keys.db"
BUSY_SECONDS = 60.0
STATEMENTS = (
    "CREATE TABLE master (id INTEGER PRIMARY KEY CHECK (id = 1), proof BLOB NOT NULL) STRICT",
    "CREATE TABLE keys ("
    "customer TEXT NOT NULL, contact_id TEXT NOT NULL, generation INTEGER NOT NULL CHECK (generation >= 1), "
    "wrapped BLOB, made_at INTEGER NOT NULL, destroyed_at INTEGER, "
    "PRIMARY KEY (customer, contact_id, generation), "
    "CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))"
    ") STRICT, WITHOUT ROWID",
)
SELECT_NEWEST = (
    "SELECT customer, contact_id, max(generation), wrapped "
    "FROM json_each(?) AS wanted CROSS JOIN keys "
    "ON customer = json_extract(wanted.value, '$[0]') AND contact_id = json_extract(wanted.value, '$[1]') "
    "GROUP BY customer, contact_id"
)


# Nobody's: its generation is the one above which this file gives generations. It stands in a file that was made when
# the log was there already and its first file of keys was not.
NOBODY = Person("", "")


def label_of(name: KeyName) -> bytes:
    """A wrapped key is bound to its name, so that it cannot be moved to another person's row."""
    return canonical([*name.person, name.generation])


class KeysFile:
    """One open keys.db. Where there is none it is made: `new_proof` gives the proof of the master key, `floor` the
    generation that the log has seen, so that a key made here is never taken for one of a file that comes back."""

    def __init__(self, path: Path, new_proof: Callable[[], bytes], floor: Callable[[], int] = lambda: 0) -> None:
        if not path.exists():
            rows: list[tuple[str, tuple[object, ...]]] = [
                ("INSERT INTO master (id, proof) VALUES (1, ?)", (new_proof(),))
            ]
            if lowest := floor():
                rows.append(("INSERT INTO keys VALUES (?, ?, ?, NULL, 0, 0)", (*NOBODY, lowest)))
            make_database(path, KEYS_FILE, [*((statement, ()) for statement in STATEMENTS), *rows], mode=0o600)
        check_kind(path, KEYS_FILE)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        for pragma in ("synchronous = FULL", "secure_delete = ON"):
            self._connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Cursor]:
        """A write transaction; the lock is taken at once, so that what is read in it still holds when it commits."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                self._connection.commit()
            finally:
                self._connection.rollback()

    def proof(self) -> bytes:
        """What the master key wrapped when the file was made."""
        proof: bytes = self._connection.execute("SELECT proof FROM master").fetchone()[0]
        return proof

    def changes(self) -> int:
        """A number that is another one after any other connection wrote to the file."""
        number: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def newest(self, persons: Collection[Person]) -> dict[Person, tuple[int, bytes | None]]:
        """Of each person known here the last generation and its wrapped key, None where that was destroyed."""
        wanted = orjson.dumps([tuple(person) for person in persons]).decode()
        rows = self._connection.execute(SELECT_NEWEST, (wanted,)).fetchall()
        return {Person(customer, contact): (generation, wrapped) for customer, contact, generation, wrapped in rows}

    def wrapped(self, name: KeyName) -> tuple[bytes | None] | None:
        """(the wrapped key or None where it was destroyed,); None where this file never had it."""
        found: tuple[bytes | None] | None = self._connection.execute(
            "SELECT wrapped FROM keys WHERE customer = ? AND contact_id = ? AND generation = ?",
            (*name.person, name.generation),
        ).fetchone()
        return found

    def add(self, writer: sqlite3.Cursor, wrapped: Mapping[KeyName, bytes], made_at: int) -> None:
        """Inside `writing`: keep new keys."""
        writer.executemany(
            "INSERT INTO keys (customer, contact_id, generation, wrapped, made_at) VALUES (?, ?, ?, ?, ?)",
            [(*name.person, name.generation, key, made_at) for name, key in wrapped.items()],
        )

    def rewrap(self, writer: sqlite3.Cursor, anew: Callable[[bytes, bytes], bytes], proof: bytes) -> int:
        """Inside `writing`: keep every key as `anew` wraps it, given the wrapped key and its label, and the new proof.

        How many keys there are.
        """
        rows = writer.execute(
            "SELECT customer, contact_id, generation, wrapped FROM keys WHERE wrapped IS NOT NULL"
        ).fetchall()
        writer.executemany(
            "UPDATE keys SET wrapped = ? WHERE customer = ? AND contact_id = ? AND generation = ?",
            (
                (anew(wrapped, label_of(KeyName(Person(*person), generation))), *person, generation)
                for *person, generation, wrapped in rows
            ),
        )
        writer.execute("UPDATE master SET proof = ?", (proof,))
        return len(rows)

    def floor(self) -> int:
        """New keys get generations above this one; 0 in nearly every file."""
        found: int | None = self._connection.execute(
            "SELECT max(generation) FROM keys WHERE customer = ? AND contact_id = ?", NOBODY
        ).fetchone()[0]
        return found or 0

    def live(self, person: Person) -> list[int]:
        """The generations of the person's keys that were not destroyed, ascending."""
        statement = (
            "SELECT generation FROM keys WHERE customer = ? AND contact_id = ? AND wrapped IS NOT NULL "
            "ORDER BY generation"
        )
        return [generation for (generation,) in self._connection.execute(statement, person)]

    def destroyed(self) -> list[KeyName]:
        """Every key that was destroyed, by name."""
        statement = (
            "SELECT customer, contact_id, generation FROM keys WHERE wrapped IS NULL AND customer <> '' "
            "ORDER BY customer, contact_id, generation"
        )
        rows = self._connection.execute(statement)
        return [KeyName(Person(customer, contact), generation) for customer, contact, generation in rows]

    def destroy(self, person: Person, destroyed_at: int, *, upto: int = 2**62) -> int:
        """Overwrite every key of the person up to this generation; how many there were.

        The rows stay, to say that they once existed.
        """
        with self.writing() as writer:
            writer.execute(
                "UPDATE keys SET wrapped = NULL, destroyed_at = ? "
                "WHERE customer = ? AND contact_id = ? AND generation <= ? AND wrapped IS NOT NULL",
                (destroyed_at, *person, upto),
            )
            count = writer.rowcount
        self.forget_old_pages()
        return count

    def forget_old_pages(self) -> None:
        """What was overwritten must not live on in the log file."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._connection.close()
