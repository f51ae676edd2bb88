"""Files that appear whole or not at all, made by exactly one of several processes that start at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.errors import Unavailable


@contextmanager
def appearing_whole(path: Path) -> Iterator[Path]:
    """Yields the path of a draft to write; on leaving it stands at `path`, on disk, unless another process was first.

    A hard link never replaces what is there, so what anybody has opened at `path` stays the only file of that name.
    """
    try:
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as scratch:  # mode 0700
            draft = Path(scratch) / path.name
            yield draft
            _sync(draft)
            with suppress(FileExistsError):
                path.hardlink_to(draft)
        if os.name == "posix":  # elsewhere a directory cannot be opened, and need not be
            _sync(path.parent)
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be made: {error.strerror}", "Make its directory writable for this user."
        ) from error


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
