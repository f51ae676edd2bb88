"""The ledgers a soak works on, by the name of their store."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ledger.application import Ledger, open_ledger
from ledger.proof.verifying import verify

SQLITE = "sqlite"
OPENED: Mapping[str, Callable[[Path], Ledger]] = {SQLITE: open_ledger}


def open_at(store: str, directory: Path) -> Ledger:
    """The ledger of a directory in this store, made where missing."""
    return OPENED[store](directory)


def check_sound(store: str, directory: Path) -> int:
    """How many events the log holds; AssertionError where it does not verify."""
    if store == SQLITE:
        found = verify(directory / "ledger.db")
        assert found.differences == (), found.differences
    with open_at(store, directory) as ledger:
        return ledger.last()[0]
