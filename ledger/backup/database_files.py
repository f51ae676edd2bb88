"""Copying what stands beside a log: the access log always, the keys where they are asked for."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from ledger.access_log.file import ACCESS_FILE
from ledger.backup import contents
from ledger.privacy.master_key import FILE_VARIABLE, VARIABLE
from ledger.privacy.rotating import rotation_barred
from ledger.sqlite.address import address
from ledger.sqlite.failures import clear_failures
from ledger.sqlite.identity import KEYS_FILE, FileKind, check_kind


def copy_files(source: Path, target: Path, *, with_keys: bool, environ: Mapping[str, str]) -> list[str]:
    """Copy from one data directory to another, each file at one moment; the names of those that were there."""
    names: list[str] = []
    if (access := source / contents.ACCESS).exists():
        copy_database(access, target / contents.ACCESS, ACCESS_FILE)
        names.append(contents.ACCESS)
    if with_keys and (keys := source / contents.KEYS).exists():
        check_kind(keys, KEYS_FILE)
        with rotation_barred(keys, environ=environ):
            copy_database(keys, target / contents.KEYS, KEYS_FILE)
            names.append(contents.KEYS)
            master = source / contents.MASTER
            if master.exists() and not (environ.get(VARIABLE) or environ.get(FILE_VARIABLE)):
                (target / contents.MASTER).touch(mode=0o600)
                (target / contents.MASTER).write_bytes(master.read_bytes())
                names.append(contents.MASTER)
    return names


def copy_database(source: Path, target: Path, kind: FileKind) -> None:
    """One moment of a database that others may be writing, in one step, so that it never has to start again."""
    check_kind(source, kind)
    target.touch(mode=0o600)
    with (
        clear_failures(target),
        closing(sqlite3.connect(address(source), uri=True, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)
