"""How a database file is opened: to be written, or, where this user cannot write it, as it stands."""

import os
from pathlib import Path

_EFFECTIVE = os.access in os.supports_effective_ids


def writable(path: Path) -> bool:
    """Whether SQLite can write this file, which exists; it puts files of its own beside it, so the directory counts."""
    return all(os.access(place, os.W_OK, effective_ids=_EFFECTIVE) for place in (path, path.absolute().parent))


def address(path: Path, *, mode: str = "rw") -> str:
    """The URI under which SQLite opens the file, in this mode if the user may write it.

    Where nothing can be put beside it, an empty log of SQLite's is taken for none, and the file for one that nobody
    writes; a log that holds something is never passed over.
    """
    uri = path.absolute().as_uri()
    if not path.exists() or writable(path):
        return f"{uri}?mode={mode}"
    log = path.with_name(f"{path.name}-wal")
    return f"{uri}?mode=ro" if log.exists() and log.stat().st_size else f"{uri}?mode=ro&immutable=1"
