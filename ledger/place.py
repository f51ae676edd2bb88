"""Where a ledger is: its data directory, and where its log stands."""

from dataclasses import dataclass, field
from pathlib import Path

from ledger.errors import Unavailable


@dataclass(frozen=True, kw_only=True)
class Place:
    """directory: holds the keys, views and rejects, and the log too unless a database does.

    database: the URL of a PostgreSQL database; it may hold a password, and is never shown.
    """

    directory: Path
    database: str | None = field(default=None, repr=False)


def data_directory(directory: Path, *, create: bool) -> bool:
    """Whether the directory is there; with `create` it is made where missing. Unavailable where it cannot be used."""
    try:
        if create:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # it will hold personal data
        (directory / "ledger.db").exists()  # fails where nobody may look into it
        return directory.is_dir()
    except OSError as error:
        raise Unavailable(
            f"the data directory {directory} cannot be used: {error.strerror}",
            "Name another directory, or make this one accessible for this user.",
        ) from error
