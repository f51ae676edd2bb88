"""A keyring in a directory of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger.privacy.keyring import Keyring

MakeKeyring = Callable[..., Keyring]


@pytest.fixture
def make_keyring(tmp_path: Path) -> Iterator[MakeKeyring]:
    """Opens the directory's keys as one more process would; environ: what stands in its environment."""
    made: list[Keyring] = []

    def make(**environ: str) -> Keyring:
        made.append(Keyring(tmp_path, environ=environ, random=os.urandom, clock=lambda: 1_700_000_000_000_000))
        return made[-1]

    yield make
    for keyring in made:
        keyring.close()


@pytest.fixture
def keyring(make_keyring: MakeKeyring) -> Keyring:
    return make_keyring()
