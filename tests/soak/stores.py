"""The ledgers a soak works on: `sqlite`, or the URL of a PostgreSQL database."""

from pathlib import Path

from ledger.application import Ledger, open_ledger
from ledger.place import Place
from ledger.proof.verifying import verify

SQLITE = "sqlite"


def open_at(store: str, directory: Path) -> Ledger:
    """The ledger of a directory in this store, made where missing."""
    return open_ledger(Place(directory=directory, database=None if store == SQLITE else store))


def check_sound(store: str, directory: Path) -> int:
    """How many events the log holds; AssertionError where it does not verify, or its positions have a gap."""
    found = verify(Place(directory=directory, database=None if store == SQLITE else store))
    assert found.differences == (), found.differences
    with open_at(store, directory) as ledger:
        positions = [row[0] for row in ledger.rows()]
    assert positions == list(range(1, len(positions) + 1))
    return len(positions)
