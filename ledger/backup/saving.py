"""Backing up a ledger while others record: one consistent moment of it, verified, in one file."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.access_log.file import ACCESS_FILE
from ledger.backup import contents
from ledger.errors import AlreadyRegistered, Unavailable
from ledger.new_file import sync
from ledger.privacy.master_key import FILE_VARIABLE, VARIABLE
from ledger.privacy.rotating import rotation_barred
from ledger.proof.verifying import verify
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import KEYS_FILE, LEDGER_FILE, FileKind, check_kind
from ledger.sqlite.opening import ledger_file
from ledger.times import format_instant


@dataclass(frozen=True, kw_only=True)
class Backup:
    """events: the last position in it. bytes: its size. keys: whether it opens persons' data, given the master key.

    master_key: whether that is in it too.
    """

    file: Path
    events: int
    bytes: int
    keys: bool
    master_key: bool


def save(
    directory: Path,
    file: Path,
    *,
    with_keys: bool,
    now: int,
    environ: Mapping[str, str] = os.environ,
    progress: Callable[[int], None] = lambda events: None,
) -> Backup:
    """Write a backup of the ledger in `directory` to `file`, mode 0600, which appears whole or not at all.

    AlreadyRegistered where the file is there: a backup is never overwritten. Unavailable where the ledger does not
    verify: a backup of a damaged ledger would only hide that.
    """
    ledger = ledger_file(directory, create=False)
    if file.exists():
        raise AlreadyRegistered("this file exists already", "Name another one; backups are not overwritten.", str(file))
    try:
        with TemporaryDirectory(dir=file.absolute().parent, prefix=f".{file.name}.") as scratch:  # mode 0700
            backup = _pack(
                ledger, Path(scratch), file, with_keys=with_keys, now=now, environ=environ, progress=progress
            )
        sync(file.absolute().parent)
    except OSError as error:
        raise Unavailable(
            f"{file} cannot be written: {error.strerror}", "Name a place that is writable and has enough free space."
        ) from error
    return backup


def _pack(
    ledger: Path,
    scratch: Path,
    file: Path,
    *,
    with_keys: bool,
    now: int,
    environ: Mapping[str, str],
    progress: Callable[[int], None],
) -> Backup:
    names = [contents.LEDGER]
    _copy(ledger, scratch / contents.LEDGER, LEDGER_FILE, file)
    if (access := ledger.with_name(contents.ACCESS)).exists():
        _copy(access, scratch / contents.ACCESS, ACCESS_FILE, file)
        names.append(contents.ACCESS)
    # The keys come after the log: a key is there before the first event that needs it.
    if with_keys and (keys := ledger.with_name(contents.KEYS)).exists():
        check_kind(keys, KEYS_FILE)
        with rotation_barred(keys, environ=environ):
            _copy(keys, scratch / contents.KEYS, KEYS_FILE, file)
            names.append(contents.KEYS)
            master = ledger.with_name(contents.MASTER)
            if master.exists() and not (environ.get(VARIABLE) or environ.get(FILE_VARIABLE)):
                (scratch / contents.MASTER).write_bytes(master.read_bytes())
                names.append(contents.MASTER)
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


def _copy(source: Path, target: Path, kind: FileKind, named: Path) -> None:
    """One moment of a database that others may be writing, in one step, so that it never has to start again."""
    check_kind(source, kind)
    target.touch(mode=0o600)
    with (
        clear_failures(named),
        closing(sqlite3.connect(address(source), uri=True, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)


def _place(draft: Path, file: Path) -> None:
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        raise AlreadyRegistered("this file exists already", "Name another one.", str(file)) from None
    except OSError:  # a disk without hard links, as many that one carries about
        draft.rename(file)
