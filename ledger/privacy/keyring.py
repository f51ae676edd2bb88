"""The keys of persons, unwrapped: made when somebody is first named, gone for ever when destroyed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Lock

from ledger.canonical import canonical
from ledger.errors import Unavailable
from ledger.privacy.erasing_again import erase_again
from ledger.privacy.key_uses import KeyUses
from ledger.privacy.keys_file import FILE_NAME, KeysFile
from ledger.privacy.master_key import MasterKey, find_master_key, make_master_key
from ledger.privacy.person import KeyName, Person
from ledger.sqlite.failures import clear_failures

KEY_BYTES = 32
PROOF, PROOF_LABEL = b"guanxi master key", b"proof"


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
        self._directory, self._path, self._environ = directory, directory / FILE_NAME, environ
        self._random, self._clock, self._log = random, clock, log
        self._lock = Lock()
        self._opened: tuple[KeysFile, MasterKey] | None = None
        self._changes = -1
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

    @contextmanager
    def _current(self, *, make: bool) -> Iterator[tuple[KeysFile, MasterKey] | None]:
        """The open file, with nothing remembered that another process has changed; None where there is no file."""
        with self._lock, clear_failures(self._path):
            if self._opened is None and (make or self._path.exists()):
                self._opened = self._open()
            if self._opened is not None and (changes := self._opened[0].changes()) != self._changes:
                self._forget()
                self._changes = changes
            yield self._opened

    def _forget(self) -> None:
        self._keys.clear()
        self._newest.clear()

    def _open(self) -> tuple[KeysFile, MasterKey]:
        file = KeysFile(self._path, self._new_proof, self._log.highest_generation if self._log else lambda: 0)
        try:
            if self._log is not None:
                erase_again(file, self._log.erased(), self._clock())
            master = find_master_key(self._directory, self._environ, self._random)
            if master is None:
                raise Unavailable(
                    f"the master key of {self._path} is missing",
                    "Put master.key back beside it, or set GUANXI_MASTER_KEY or GUANXI_MASTER_KEY_FILE.",
                )
            master.unwrap(file.proof(), PROOF_LABEL, place=self._path)
        except BaseException:
            file.close()
            raise
        return file, master

    def _new_proof(self) -> bytes:
        """Asked for when keys.db is made: only then may a master key be made as well."""
        master = find_master_key(self._directory, self._environ, self._random)
        return (master or make_master_key(self._directory, self._random)).wrap(PROOF, PROOF_LABEL)

    def _load_or_make(self, file: KeysFile, master: MasterKey, persons: Collection[Person]) -> None:
        self._remember(master, file.newest(persons))
        if not (missing := [person for person in persons if person not in self._newest]):
            return
        with file.writing() as writer:
            floor = file.floor()
            known = file.newest(missing)  # asked once more: another process may have been faster
            self._remember(master, known)
            made = {
                KeyName(person, max(floor, known[person][0] if person in known else 0) + 1): self._random(KEY_BYTES)
                for person in missing
                if person not in self._newest
            }
            file.add(writer, {name: master.wrap(key, _label(name)) for name, key in made.items()}, self._clock())
        self._keys.update(made)
        self._newest.update(name for name in made)

    def _remember(self, master: MasterKey, found: Mapping[Person, tuple[int, bytes | None]]) -> None:
        for person, (generation, wrapped) in found.items():
            if wrapped is not None:
                name = KeyName(person, generation)
                self._keys[name] = master.unwrap(wrapped, _label(name), place=self._path)
                self._newest[person] = generation

    def _load(self, file: KeysFile, master: MasterKey, name: KeyName) -> bytes | Absence:
        row = file.wrapped(name)
        if row is None:
            return Absence.SEALED
        if row[0] is None:
            return Absence.ERASED
        self._keys[name] = key = master.unwrap(row[0], _label(name), place=self._path)
        return key


def _label(name: KeyName) -> bytes:
    """A wrapped key is bound to its name, so that it cannot be moved to another person's row."""
    return canonical([*name.person, name.generation])
