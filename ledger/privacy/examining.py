"""Is what guards personal data in order: who can enter, where the master key is, does it open the keys."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import time_ns

from ledger.errors import Unavailable
from ledger.finding import Finding
from ledger.privacy import keys_file, master_key
from ledger.privacy.key_uses import KeyUses
from ledger.privacy.keyring import Keyring
from ledger.recorder import LedgerRecorder
from ledger.sqlite.address import writable

OTHERS = 0o077


def examine(directory: Path, log: LedgerRecorder, environ: Mapping[str, str] = os.environ) -> list[Finding]:
    """What is in order and what is not, for the data directory of this log; reads, and changes nothing."""
    return [*_modes(directory), _source(directory, environ), _keys(directory, log, environ)]


def _modes(directory: Path) -> Iterator[Finding]:
    if os.name != "posix":
        return
    for path, name, mode in (
        (directory, "directory", "700"),
        (directory / master_key.FILE_NAME, "master key file", "600"),
        (directory / keys_file.FILE_NAME, "file of keys", "600"),
    ):
        if not path.exists():
            continue
        if path.stat().st_mode & OTHERS:
            yield Finding(
                name=name,
                ok=False,
                what=f"other users of this machine can get at {path}",
                remedy=f"chmod {mode} {path}",
            )
        else:
            yield Finding(name=name, ok=True, what=f"{path} is for its owner alone")


def _source(directory: Path, environ: Mapping[str, str]) -> Finding:
    path = directory / master_key.FILE_NAME
    name = "master key"
    if environ.get(master_key.VARIABLE):
        return Finding(name=name, ok=True, what=f"it comes from {master_key.VARIABLE}")
    if environ.get(master_key.FILE_VARIABLE):
        return Finding(name=name, ok=True, what=f"it comes from the file that {master_key.FILE_VARIABLE} names")
    if path.exists():
        return Finding(name=name, ok=True, what=f"it stands in {path}, beside what it opens")
    if (directory / keys_file.FILE_NAME).exists():
        return Finding(
            name=name,
            ok=False,
            what="there is none",
            remedy=f"Put {master_key.FILE_NAME} back, or set {master_key.VARIABLE}.",
        )
    return Finding(name=name, ok=True, what="there is none yet; it is made with the first personal data")


def _keys(directory: Path, log: LedgerRecorder, environ: Mapping[str, str]) -> Finding:
    """Whether the keys open; the keyring is not told of the log, so that looking destroys nothing."""
    name, path = "keys of persons", directory / keys_file.FILE_NAME
    if not path.exists():
        if KeyUses(log).highest_generation():
            return Finding(
                name=name,
                ok=False,
                what="there are none, and names and texts of this ledger read sealed",
                remedy=f"Put {keys_file.FILE_NAME} back beside ledger.db before recording more.",
            )
        return Finding(name=name, ok=True, what="there are none yet; nothing is sealed")
    if not writable(path):
        return Finding(
            name=name,
            ok=False,
            what=f"{path} cannot be written, so nothing is opened with it: names and texts read sealed",
            remedy="Make the file and its directory writable for this user.",
        )
    keyring = Keyring(directory, environ=environ, random=os.urandom, clock=lambda: time_ns() // 1000)
    try:
        keyring.find([])
    except Unavailable as error:
        return Finding(name=name, ok=False, what=error.message, remedy=error.remedy)
    finally:
        keyring.close()
    return Finding(name=name, ok=True, what=f"the master key opens {path}")
