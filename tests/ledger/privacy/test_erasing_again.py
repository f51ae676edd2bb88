"""Keys that ought to be gone are destroyed again, and no other."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ledger.privacy.erasing_again import erase_again
from ledger.privacy.keys_file import KeysFile
from ledger.privacy.person import KeyName, Person

LI, WANG = Person("C-1", "K1"), Person("C-1", "K2")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[KeysFile]:
    """Three living keys of Li and one of Wang."""
    with closing(KeysFile(tmp_path / "keys.db", lambda: b"proof")) as file:
        names = [KeyName(LI, 1), KeyName(LI, 2), KeyName(LI, 3), KeyName(WANG, 1)]
        with file.writing() as writer:
            file.add(writer, dict.fromkeys(names, b"wrapped"), 1)
        yield file


def test_keys_made_after_the_erasure_stay(file: KeysFile) -> None:
    assert erase_again(file, [KeyName(LI, 2)], 5) == 2
    assert (file.live(LI), file.live(WANG)) == ([3], [1])
    assert file.destroyed() == [KeyName(LI, 1), KeyName(LI, 2)]


def test_doing_it_once_more_changes_nothing(file: KeysFile) -> None:
    erase_again(file, [KeyName(LI, 2)], 5)
    before = file.changes()
    assert erase_again(file, [KeyName(LI, 2), KeyName(Person("C-1", "K9"), 4), KeyName(WANG, 0)], 6) == 0
    assert file.changes() == before
    assert file.live(WANG) == [1]
