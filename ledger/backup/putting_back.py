"""Putting a backup back into an empty directory: verified first, and erased again what was erased since."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.application import now_micros, open_ledger
from ledger.backup import contents
from ledger.copying.log_copy import copy_log
from ledger.erasing import erase
from ledger.errors import NotFound, RuleBroken, Unavailable
from ledger.log_opening import opened_log
from ledger.new_file import sync
from ledger.place import Place
from ledger.privacy.erasing_again import erase_again
from ledger.privacy.key_uses import KeyUses
from ledger.privacy.keys_file import KeysFile
from ledger.privacy.person import KeyName
from ledger.proof.verifying import verify
from ledger.sqlite.factory import recorder_of
from ledger.sqlite.identity import KEYS_FILE, LEDGER_FILE, check_kind

REASON = "Erased already in the ledger that this one replaces; the backup was older."
Counting = Callable[[int], AbstractContextManager[Callable[[int], None]]]
ORDER = (contents.MASTER, contents.KEYS, contents.ACCESS, contents.LEDGER)  # without ledger.db there is no ledger yet


@dataclass(frozen=True, kw_only=True)
class PutBack:
    """events: in the ledger now. keys: whether it has its persons' keys. erased: persons erased once more."""

    directory: Path
    events: int
    keys: bool
    erased: int


def put_back(
    file: Path,
    place: Path | Place,
    *,
    replacing: Path | None = None,
    clock: Callable[[], int] = now_micros,
    environ: Mapping[str, str] = os.environ,
    counting: Counting = lambda total: nullcontext(_unheard),
) -> PutBack:
    """Restore a backup into a directory that is empty or not there; on any error it is left as it was.

    Where a database is named the log goes into that one, which is empty or holds a ledger without events.

    replacing: the data directory this one takes the place of, whose erasures are carried over. counting: given how many
    events will be verified, what to tell how many more were.
    """
    target = place if isinstance(place, Place) else Place(directory=place)
    directory = target.directory
    erased = [] if replacing is None else list(known_erasures(replacing))
    with _place(directory) as scratch:
        manifest = contents.read(file, scratch)
        with counting(manifest.events) as progress:
            _check(file, scratch, manifest, progress)
        again = _erase(scratch, erased, clock=clock, environ=environ)
        for name in manifest.files:
            sync(scratch / name)
        if target.database is None:
            _move(scratch, directory, ORDER)
        else:
            with recorder_of(scratch / contents.LEDGER) as log, opened_log(target, create=True) as into:
                copy_log(log, into, before_it_stays=lambda: _move(scratch, directory, ORDER[:-1]))
    return PutBack(
        directory=directory, events=manifest.events + again, keys=contents.KEYS in manifest.files, erased=again
    )


def _move(scratch: Path, directory: Path, names: Iterable[str]) -> None:
    for name in names:
        if (scratch / name).exists():
            (scratch / name).rename(directory / name)


def _unheard(events: int) -> None:
    """Nobody asked how far it is."""


@contextmanager
def _place(directory: Path) -> Iterator[Path]:
    """A scratch folder inside the directory, so that what is finished there only has to be renamed."""
    try:
        made = not directory.exists()
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(directory.iterdir()):
            raise RuleBroken(
                "a backup is restored into an empty directory, and this one is not",
                "Name a new one with --data, or move the old one away first.",
                str(directory),
            )
        try:
            with TemporaryDirectory(dir=directory, prefix=".restoring.") as scratch:
                yield Path(scratch)
        except BaseException:
            if made and not any(directory.iterdir()):
                directory.rmdir()
            raise
        sync(directory)
    except OSError as error:
        raise Unavailable(
            f"{error.filename or directory} cannot be used: {error.strerror}",
            "Name another directory, or make this one writable and give it space.",
        ) from error


def _check(file: Path, scratch: Path, manifest: contents.Manifest, progress: Callable[[int], None]) -> None:
    """The files are those that were packed; that says nothing of whether they were whole then."""
    found = verify(scratch / contents.LEDGER, progress=progress)
    for difference in found.differences[:1]:
        place = "its ledger" if difference.position is None else f"event {difference.position} in it"
        raise Unavailable(f"{file}: {place} does not verify: {difference.what}", contents.ANOTHER)
    if found.events != manifest.events:
        raise Unavailable(f"{file} says it holds {manifest.events} events and holds {found.events}", contents.ANOTHER)


def known_erasures(directory: Path) -> Iterator[KeyName]:
    """Persons erased in a data directory and up to which generation, from its keys and from its log."""
    ledger, keys = directory / contents.LEDGER, directory / contents.KEYS
    if not (ledger.exists() or keys.exists()):
        raise NotFound("there is no ledger there", "Name the data directory that is replaced.", str(directory))
    if keys.exists():
        with _keys(keys) as file:
            yield from file.destroyed()
    if ledger.exists():
        check_kind(ledger, LEDGER_FILE)
        with recorder_of(ledger) as log:
            yield from KeyUses(log).erased()


def _erase(scratch: Path, erased: Iterable[KeyName], *, clock: Callable[[], int], environ: Mapping[str, str]) -> int:
    """Destroy what is erased according to the backup's own log; record and destroy what was erased elsewhere since."""
    if not (scratch / contents.KEYS).exists():
        return 0
    with _keys(scratch / contents.KEYS) as file, recorder_of(scratch / contents.LEDGER) as log:
        erase_again(file, KeyUses(log).erased(), clock())
        persons = {
            person: None
            for person, generation in erased
            if person.contact_id and any(live <= generation for live in file.live(person))
        }
    if not persons:
        return 0
    with open_ledger(scratch, clock=clock, create=False, environ=environ) as ledger:
        for person in persons:
            erase(ledger, *person, reason=REASON, now=clock())
    return len(persons)


@contextmanager
def _keys(path: Path) -> Iterator[KeysFile]:
    check_kind(path, KEYS_FILE)
    with closing(KeysFile(path, new_proof=bytes)) as file:
        yield file
