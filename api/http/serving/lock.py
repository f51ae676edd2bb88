"""One server for a directory: a lock the system takes back whatever happens to the process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledger.errors import Unavailable

FILE_NAME = "serve.lock"


@contextmanager
def only_server(directory: Path) -> Iterator[None]:
    """Hold the directory's lock; Unavailable while another server holds it.

    The file stays where it is: taking it away would let two servers lock two files of one name.
    """
    try:
        file = os.open(directory / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Unavailable(
            f"{FILE_NAME} cannot be made: {error.strerror}", "Make the directory writable for this user", str(directory)
        ) from None
    try:
        _lock(file, directory)
        os.truncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(file)


def _lock(file: int, directory: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(file, 20, 0).decode("ascii", "replace")
        named = f" (process {holder})" if holder.isdigit() else ""
        raise Unavailable(
            f"another server{named} serves this directory", "Use that one, or stop it first", str(directory)
        ) from None
