"""The keys of persons, unwrapped: made when somebody is first named, gone for ever when destroyed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock

from ledger.errors import Unavailable
from ledger.privacy.erasing_again import erase_again
from ledger.privacy.key_uses import KeyUses
from ledger.privacy.keys_file import FILE_NAME, KeysFile, label_of
from ledger.privacy.master_key import FILE_NAME as MASTER_KEY
from ledger.privacy.master_key import MasterKey, find_master_key, make_master_key
from ledger.privacy.person import KeyName, Person
from ledger.privacy.rotating import put_in_place
from ledger.privacy.unlocking import prove, unlock
from ledger.sqlite.address import writable
from ledger.sqlite.failures import clear_failures

KEY_BYTES = 32
KEYS_KEPT = 50_000  # in memory, about 20 MB


class Absence(StrEnum):
    """Why a key is not there, and what the fields under it read."""

    ERASED = "erased"  # it was destroyed
    SEALED = "sealed"  # this keys.db never had it: the ledger was copied without its keys


class Keyring:
    """The keys of one data directory. Nothing is opened or made before the first field is sealed or opened.

    Threads may share it; what another process makes or destroys is seen at the next call.
    """

    def __init__(
        self,
        directory: Path,
        *,
        environ: Mapping[str, str],
        random: Callable[[int], bytes],
        clock: Callable[[], int],
        log: KeyUses | None = None,
    ) -> None:
        """log: what the ledger beside the keys says of them; None = there is no ledger beside them."""
        self.directory, self._path, self._environ = directory, directory / FILE_NAME, environ
        self._random, self._clock, self._log = random, clock, log
        self._lock = Lock()
        self._opened: tuple[KeysFile, MasterKey] | None = None
        self._proof, self._changes = b"", -1
        self._keys: dict[KeyName, bytes] = {}
        self._newest: dict[Person, int] = {}

    def newest(self, persons: Collection[Person]) -> dict[Person, tuple[int, bytes]]:
        """Of each person the generation and the key to seal with; made where missing, and on disk when this returns."""
        with self._current(make=True) as opened:
            if opened and (missing := [person for person in persons if person not in self._newest]):
                self._load_or_make(*opened, missing)
            names = [KeyName(person, self._newest[person]) for person in persons]
            return {name.person: (name.generation, self._keys[name]) for name in names}

    def find(self, names: Sequence[KeyName]) -> list[bytes] | Absence:
        """The keys under these names in this order, or why not all of them are there."""
        with self._current(make=False) as opened:
            if opened is None:
                return Absence.SEALED
            found = [self._keys.get(name) or self._load(*opened, name) for name in names]
        keys = [key for key in found if isinstance(key, bytes)]
        if len(keys) == len(names):
            return keys
        return Absence.ERASED if Absence.ERASED in found else Absence.SEALED

    def destroy(self, person: Person) -> int:
        """Destroy every key of the person: what names it is unreadable from now on. How many keys there were."""
        with self._current(make=False) as opened:
            if opened is None:
                return 0
            self._forget()
            return opened[0].destroy(person, self._clock())

    def holds(self, person: Person) -> bool:
        """Whether any key of the person is there that was not destroyed."""
        with self._current(make=False) as opened:
            return opened is not None and bool(opened[0].live(person))

    def close(self) -> None:
        with self._lock:
            self._forget()
            if self._opened is not None:
                self._opened[0].close()
                self._opened = None

    @property
    def usable(self) -> bool:
        """False where names and texts read sealed: in a directory that cannot be written no reading can be noted."""
        return not self._path.exists() or writable(self._path)

    @contextmanager
    def _current(self, *, make: bool) -> Iterator[tuple[KeysFile, MasterKey] | None]:
        """The open file, with nothing remembered that another process has changed; None where there is no file."""
        with self._lock, clear_failures(self._path):
            if self._opened is None and (make or (self._path.exists() and self.usable)):
                self._opened = self._open(make=make)
            if self._opened is not None and (changes := self._opened[0].changes()) != self._changes:
                self._forget()
                self._unlock_anew(self._opened[0], make=make)
                self._changes = changes
            if len(self._keys) > KEYS_KEPT:  # a book has more persons than an import or a page asks for at once
                self._forget()
            yield self._opened

    def _forget(self) -> None:
        self._keys.clear()
        self._newest.clear()

    def _open(self, *, make: bool) -> tuple[KeysFile, MasterKey]:
        file = KeysFile(self._path, self._new_proof, self._log.highest_generation if self._log else lambda: 0)
        try:
            if self._log is not None:
                erase_again(file, self._log.erased(), self._clock())
            master = self._unlock(file, make=make)
        except BaseException:
            file.close()
            raise
        return file, master

    def _unlock(self, file: KeysFile, *, make: bool) -> MasterKey:
        """make: whether something will be written, and a rotation that was cut off may be finished."""
        if make:
            put_in_place(file, self.directory, self._environ, self._random)
        proof = file.proof()
        master = unlock(self._path, proof, directory=self.directory, environ=self._environ, random=self._random)
        self._proof = proof
        return master

    def _unlock_anew(self, file: KeysFile, *, make: bool) -> MasterKey:
        """The master key as it is now: another process may have rotated it."""
        if self._opened is None or file.proof() != self._proof:
            self._opened = file, self._unlock(file, make=make)
        return self._opened[1]

    def _new_proof(self) -> bytes:
        """Asked for when keys.db is made: only then may a master key be made as well."""
        master = find_master_key(self.directory, self._environ, self._random)
        return prove(master or make_master_key(self.directory / MASTER_KEY, self._random))

    def _load_or_make(self, file: KeysFile, master: MasterKey, persons: Collection[Person]) -> None:
        self._remember(file, master, file.newest(persons))
        if not (missing := [person for person in persons if person not in self._newest]):
            return
        with file.writing() as writer:
            master = self._unlock_anew(file, make=False)  # nobody can rotate it until this is written
            floor = file.floor()
            known = file.newest(missing)  # asked once more: another process may have been faster
            self._remember(file, master, known)
            made = {
                KeyName(person, max(floor, known[person][0] if person in known else 0) + 1): self._random(KEY_BYTES)
                for person in missing
                if person not in self._newest
            }
            file.add(writer, {name: master.wrap(key, label_of(name)) for name, key in made.items()}, self._clock())
        self._keys.update(made)
        self._newest.update(name for name in made)

    def _remember(self, file: KeysFile, master: MasterKey, found: Mapping[Person, tuple[int, bytes | None]]) -> None:
        for person, (generation, wrapped) in found.items():
            if wrapped is not None:
                name = KeyName(person, generation)
                self._keys[name] = self._unwrap(file, master, name, wrapped)
                self._newest[person] = generation

    def _load(self, file: KeysFile, master: MasterKey, name: KeyName) -> bytes | Absence:
        row = file.wrapped(name)
        if row is None:
            return Absence.SEALED
        if row[0] is None:
            return Absence.ERASED
        self._keys[name] = key = self._unwrap(file, master, name, row[0])
        return key

    def _unwrap(self, file: KeysFile, master: MasterKey, name: KeyName, wrapped: bytes) -> bytes:
        try:
            return master.unwrap(wrapped, label_of(name), place=self._path)
        except Unavailable:
            if file.proof() == self._proof:
                raise
        # Rotated between the last look and this one.
        return self._unlock_anew(file, make=False).unwrap(wrapped, label_of(name), place=self._path)
