"""Where a backup is put together: a folder beside its target, told apart from one that a killed backup left there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.errors import Unavailable
from ledger.new_file import before_a_draft, drafts_of
from ledger.only_one import only_one

LOCK = "lock"  # held as long as the backup runs
RUNNING = "backup to this place"


@contextmanager
def drafting(file: Path) -> Iterator[Path]:
    """A folder (mode 0700) beside the file that will be made, gone afterwards."""
    with (
        TemporaryDirectory(dir=file.absolute().parent, prefix=before_a_draft(file)) as folder,
        only_one(Path(folder) / LOCK, RUNNING),
    ):
        yield Path(folder)


def clear_dead_drafts(file: Path) -> int:
    """Remove what backups to this file left that were killed; how many. Those that run hold their lock."""
    return sum(map(_cleared, list(drafts_of(file.absolute()))))


def _cleared(folder: Path) -> bool:
    if folder.is_symlink() or not (folder / LOCK).is_file():
        return False
    try:
        with only_one(folder / LOCK, RUNNING):
            shutil.rmtree(folder)
    except Unavailable:  # it runs, or is not ours to remove
        return False
    return True
