"""Where a backup is put together: a folder beside its target, told apart from one that a killed backup left there."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.errors import Unavailable
from ledger.only_one import only_one

LOCK = "lock"  # held as long as the backup runs
RUNNING = "backup to this place"
RANDOM = re.compile(r"[a-z0-9_]{8}")  # how TemporaryDirectory ends a name


@contextmanager
def drafting(file: Path) -> Iterator[Path]:
    """A folder (mode 0700) beside the file that will be made, gone afterwards."""
    with (
        TemporaryDirectory(dir=file.absolute().parent, prefix=_prefix(file)) as folder,
        only_one(Path(folder) / LOCK, RUNNING),
    ):
        yield Path(folder)


def clear_dead_drafts(file: Path) -> int:
    """Remove what backups to this file left that were killed; how many. Those that run hold their lock."""
    begin = _prefix(file)
    found = [path for path in file.absolute().parent.iterdir() if path.name.startswith(begin)]
    return sum(_cleared(path) for path in found if RANDOM.fullmatch(path.name.removeprefix(begin)))


def _cleared(folder: Path) -> bool:
    if folder.is_symlink() or not (folder / LOCK).is_file():
        return False
    try:
        with only_one(folder / LOCK, RUNNING):
            shutil.rmtree(folder)
    except Unavailable:  # it runs, or is not ours to remove
        return False
    return True


def _prefix(file: Path) -> str:
    return f".{file.name}."
