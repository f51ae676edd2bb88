"""Erasures hold: keys that come back from an old copy are destroyed again."""

from collections.abc import Iterable

from ledger.privacy.keys_file import KeysFile
from ledger.privacy.person import KeyName


def erase_again(file: KeysFile, erased: Iterable[KeyName], now: int) -> int:
    """Destroy what is erased but is still in the file; how many keys that were. Needs no master key.

    erased: of each erasure the person and the last generation that it destroyed; later ones stay. Also finishes what a
    process that was killed between recording an erasure and destroying the key left undone.
    """
    count = 0
    for person, generation in erased:
        if any(live <= generation for live in file.live(person)):
            count += file.destroy(person, now, upto=generation)
    return count
