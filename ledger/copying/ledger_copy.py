"""Copying a ledger to another place: the log to another store, and the keys only where they are asked for."""

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ledger.backup import contents
from ledger.backup.database_files import copy_files
from ledger.copying.log_copy import copy_log
from ledger.errors import RuleBroken
from ledger.log_opening import opened_log
from ledger.new_file import sync
from ledger.place import Place, data_directory

CARRIED = (contents.ACCESS, contents.KEYS, contents.MASTER)


@dataclass(frozen=True, kw_only=True)
class Copied:
    """events: how many. keys: whether names and texts can be read there, given the master key. master_key: whether that
    is there too."""

    events: int
    keys: bool
    master_key: bool


def copy_ledger(
    source: Place,
    target: Place,
    *,
    with_keys: bool = False,
    environ: Mapping[str, str] = os.environ,
    progress: Callable[[int], None] = lambda events: None,
) -> Copied:
    """Copy into an empty place; RuleBroken where it is not. On any error nothing is there but, at most, an empty log.

    Within one data directory its keys serve both. Another one gets them only with_keys.
    """
    same = source.directory.absolute() == target.directory.absolute()
    if same and source.database == target.database:
        raise RuleBroken("this is the ledger itself", "Name another directory or database.", "--to")
    if not same:
        _refuse_what_is_there(target.directory)
    with ExitStack() as stack:
        log = stack.enter_context(opened_log(source))
        into = stack.enter_context(opened_log(target, create=True))
        events = copy_log(
            log,
            into,
            progress=progress,
            # After the log: a key is there before the first event that needs it.
            before_it_stays=lambda: None if same else _carry(source.directory, target.directory, with_keys, environ),
        )
    there = target.directory
    return Copied(events=events, keys=(there / contents.KEYS).exists(), master_key=(there / contents.MASTER).exists())


def _refuse_what_is_there(directory: Path) -> None:
    if not data_directory(directory, create=False):
        return
    for name in CARRIED:
        if (directory / name).exists():
            raise RuleBroken(
                f"there is a file {name} already, of another ledger perhaps", "Name an empty directory.", str(directory)
            )


def _carry(source: Path, target: Path, with_keys: bool, environ: Mapping[str, str]) -> None:
    made = copy_files(source, target, with_keys=with_keys, environ=environ)
    for name in made:
        sync(target / name)
    sync(target)
