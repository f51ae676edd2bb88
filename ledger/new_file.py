"""Files that appear whole or not at all, made by exactly one of several processes that start at once."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.errors import Unavailable

_RANDOM = re.compile(r"[a-z0-9_]{8}")


@contextmanager
def appearing_whole(path: Path) -> Iterator[Path]:
    """Yields the path of a draft to write; on leaving it stands at `path`, on disk, unless another process was first.

    A hard link never replaces what is there, so what anybody has opened at `path` stays the only file of that name.
    """
    try:
        with TemporaryDirectory(dir=path.parent, prefix=before_a_draft(path)) as scratch:  # mode 0700
            draft = Path(scratch) / path.name
            yield draft
            sync(draft)
            with suppress(FileExistsError):
                path.hardlink_to(draft)
        sync(path.parent)
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be made: {error.strerror}", "Make its directory writable for this user."
        ) from error


def drafts_of(path: Path) -> Iterator[Path]:
    """The folders of those who make this file, or were killed while they did."""
    begin = before_a_draft(path)
    for folder in path.parent.iterdir():
        if folder.name.startswith(begin) and _RANDOM.fullmatch(folder.name.removeprefix(begin)):
            yield folder


def before_a_draft(path: Path) -> str:
    """How the name of such a folder begins; TemporaryDirectory ends it."""
    return f".{path.name}."


def sync(path: Path) -> None:
    """What stands at this path is on disk: a file's content, a directory's names."""
    if os.name != "posix" and path.is_dir():  # there a directory cannot be opened, and need not be
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
