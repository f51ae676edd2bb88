"""Backing up a ledger while others record: one consistent moment of it, verified, in one file."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ledger.backup import contents
from ledger.backup.database_files import copy_database, copy_files
from ledger.backup.drafting import clear_dead_drafts, drafting
from ledger.copying.log_copy import copy_log
from ledger.errors import AlreadyRegistered, Unavailable
from ledger.log_opening import opened_log
from ledger.new_file import sync
from ledger.place import Place
from ledger.proof.verifying import verify
from ledger.sqlite.identity import LEDGER_FILE
from ledger.sqlite.opening import ledger_file
from ledger.times import format_instant


@dataclass(frozen=True, kw_only=True)
class Backup:
    """events: the last position in it. bytes: its size. keys: whether it opens persons' data, given the master key.

    master_key: whether that is in it too. cleared: how many killed backups to this place had left a draft, gone now.
    """

    file: Path
    events: int
    bytes: int
    keys: bool
    master_key: bool
    cleared: int = 0


def save(
    place: Path | Place,
    file: Path,
    *,
    with_keys: bool,
    now: int,
    environ: Mapping[str, str] = os.environ,
    progress: Callable[[int], None] = lambda events: None,
) -> Backup:
    """Write a backup of a ledger to `file`, mode 0600, which appears whole or not at all.

    AlreadyRegistered where the file is there: a backup is never overwritten. Unavailable where the ledger does not
    verify: a backup of a damaged ledger would only hide that.
    """
    ledger = place if isinstance(place, Place) else Place(directory=place)
    with opened_log(ledger):
        pass  # there is one
    if file.exists():
        raise AlreadyRegistered("this file exists already", "Name another one; backups are not overwritten.", str(file))
    try:
        cleared = clear_dead_drafts(file)
        with drafting(file) as folder:
            backup = _pack(ledger, folder, file, with_keys=with_keys, now=now, environ=environ, progress=progress)
        sync(file.absolute().parent)
    except OSError as error:
        raise Unavailable(
            f"{file} cannot be written: {error.strerror}", "Name a place that is writable and has enough free space."
        ) from error
    return replace(backup, cleared=cleared)


def _pack(
    ledger: Place,
    scratch: Path,
    file: Path,
    *,
    with_keys: bool,
    now: int,
    environ: Mapping[str, str],
    progress: Callable[[int], None],
) -> Backup:
    _copy_log(ledger, scratch / contents.LEDGER)
    # The keys come after the log: a key is there before the first event that needs it.
    names = [contents.LEDGER, *copy_files(ledger.directory, scratch, with_keys=with_keys, environ=environ)]
    verification = verify(scratch / contents.LEDGER, progress=progress)
    for difference in verification.differences[:1]:
        place = "the ledger" if difference.position is None else f"event {difference.position}"
        raise Unavailable(
            f"no backup was made, because {place} does not verify: {difference.what}",
            "`guanxi verify` says more; keep the backups you have.",
        )
    draft = scratch / contents.MANIFEST
    draft.touch(mode=0o600)
    contents.write(draft, scratch, names, made_at=format_instant(now), events=verification.events)
    sync(draft)
    _place(draft, file)
    return Backup(
        file=file,
        events=verification.events,
        bytes=file.stat().st_size,
        keys=contents.KEYS in names,
        master_key=contents.MASTER in names,
    )


def _copy_log(ledger: Place, target: Path) -> None:
    """The log at one moment, as a ledger.db."""
    if ledger.database is None:
        copy_database(ledger_file(ledger.directory, create=False), target, LEDGER_FILE)
        return
    with opened_log(ledger) as log, opened_log(Place(directory=target.parent), create=True) as into:
        copy_log(log, into)


def _place(draft: Path, file: Path) -> None:
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        raise AlreadyRegistered("this file exists already", "Name another one.", str(file)) from None
    except OSError:  # a disk without hard links, as many that one carries about
        draft.rename(file)
