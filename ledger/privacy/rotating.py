"""A new master key: all of keys.db is wrapped anew in one write, so that the old or the new key opens everything."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from ledger.errors import NotFound, RuleBroken
from ledger.new_file import drafts_of, sync
from ledger.privacy.keys_file import FILE_NAME as KEYS
from ledger.privacy.keys_file import KeysFile
from ledger.privacy.master_key import (
    COMING,
    FILE_NAME,
    FILE_VARIABLE,
    VARIABLE,
    MasterKey,
    given_master_key,
    make_master_key,
)
from ledger.privacy.unlocking import PROOF_LABEL, coming_master_key, prove, unlock
from ledger.sqlite.failures import clear_failures

NEW_VARIABLE, NEW_FILE_VARIABLE = "GUANXI_NEW_MASTER_KEY", "GUANXI_NEW_MASTER_KEY_FILE"


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """keys: how many were wrapped anew. place: where the new master key stands."""

    keys: int
    place: str


def rotate(
    directory: Path, *, environ: Mapping[str, str] = os.environ, random: Callable[[int], bytes] = os.urandom
) -> Rotated:
    """Wrap the keys of a data directory with another master key: one that is given, else a new one in master.key.

    NotFound where there are no keys; RuleBroken where the present key comes from the environment and no other is given.
    """
    path = directory / KEYS
    if not path.exists():
        raise NotFound(f"there is no {path}, so no master key wraps anything", "It is made with the first person.")
    given = given_master_key(environ, random, NEW_VARIABLE, NEW_FILE_VARIABLE)
    if given is None and (place := _out_of_reach(environ)):
        raise RuleBroken(
            f"the master key comes from {place}, which cannot be changed from here",
            f"Give the new one in {NEW_VARIABLE}, or name its file in {NEW_FILE_VARIABLE}, and set {place} afterwards.",
        )
    with clear_failures(path), closing(KeysFile(path, new_proof=bytes)) as file:
        put_in_place(file, directory, environ, random)
        with file.writing() as writer:
            old = unlock(path, file.proof(), directory=directory, environ=environ, random=random)
            if given is not None and given.opens(file.proof(), PROOF_LABEL):
                raise RuleBroken("the new master key is the present one", "Make another: 32 random bytes in base64.")
            new = given or _make(directory, random)
            keys = file.rewrap(
                writer,
                lambda wrapped, label: new.wrap(old.unwrap(wrapped, label, place=path), label),
                prove(new),
            )
        file.forget_old_pages()
        if given is None:
            put_in_place(file, directory, environ, random)
        elif not _out_of_reach(environ):
            (directory / FILE_NAME).unlink(missing_ok=True)  # it opens nothing here any more
    return Rotated(keys=keys, place=_place(directory, environ))


@contextmanager
def rotation_barred(
    path: Path, *, environ: Mapping[str, str] = os.environ, random: Callable[[int], bytes] = os.urandom
) -> Iterator[None]:
    """Until left, the keys.db at `path` and the master key beside it stay the two that belong together."""
    with clear_failures(path), closing(KeysFile(path, new_proof=bytes)) as file:
        put_in_place(file, path.parent, environ, random)
        with file.writing():
            yield


def put_in_place(file: KeysFile, directory: Path, environ: Mapping[str, str], random: Callable[[int], bytes]) -> None:
    """Let the coming master key take the place of the old one, if keys.db is wrapped with it already; and destroy the
    copies of master keys that rotations left which were killed while they made one.

    Under the lock of keys.db: the next rotation cannot begin between looking and renaming, and none makes a key.
    """
    coming = directory / COMING
    if not (coming.exists() or any(drafts_of(coming))):
        return
    with file.writing():
        if coming_master_key(file.proof(), directory=directory, environ=environ, random=random):
            coming.replace(directory / FILE_NAME)
            sync(directory)
        for copy in list(drafts_of(coming)):
            rmtree(copy)


def _make(directory: Path, random: Callable[[int], bytes]) -> MasterKey:
    """The coming key, on disk before anything is wrapped with it. What a rotation that came to nothing left, goes."""
    (directory / COMING).unlink(missing_ok=True)
    return make_master_key(directory / COMING, random)


def _out_of_reach(environ: Mapping[str, str]) -> str | None:
    return next((name for name in (VARIABLE, FILE_VARIABLE) if environ.get(name)), None)


def _place(directory: Path, environ: Mapping[str, str]) -> str:
    if environ.get(NEW_VARIABLE):
        return NEW_VARIABLE
    return environ.get(NEW_FILE_VARIABLE) or str(directory / FILE_NAME)
