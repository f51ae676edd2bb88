"""A copy that is killed leaves the source as it was and the target empty; made again it is whole, or says why not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.copying.ledger_copy import copy_ledger
from ledger.errors import RuleBroken
from ledger.place import Place
from tests.ledger.copying.test_copy import fill, rows, texts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")

COPYING = """
import os, signal, sys
from pathlib import Path
from ledger.copying import ledger_copy
from ledger.place import Place

source, target, database, when = sys.argv[1:]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if when == "when the keys are there":
    ledger_copy.sync = die
    die = lambda *_: None
ledger_copy.copy_ledger(
    Place(directory=Path(source)), Place(directory=Path(target), database=database or None),
    with_keys=True, environ={}, progress=die,
)
"""
AMID = "amid the log"


@pytest.mark.parametrize(("store", "when"), [("file", AMID), ("table", AMID), ("file", "when the keys are there")])
def test_a_killed_copy_leaves_an_empty_log_and_is_made_again(
    tmp_path: Path, store: str, when: str, request: pytest.FixtureRequest
) -> None:
    source, target = Place(directory=tmp_path / "file"), tmp_path / "other"
    fill(source)
    before = rows(source)
    database = str(request.getfixturevalue("empty_database")) if store == "table" else None
    arguments = [str(source.directory), str(target), database or "", when]
    killed = subprocess.run([sys.executable, "-c", COPYING, *arguments], check=False)
    assert killed.returncode == -9
    there = Place(directory=target, database=database)
    assert (rows(there), rows(source)) == ([], before)
    if when != AMID:
        with pytest.raises(RuleBroken, match="of another ledger perhaps"):
            copy_ledger(source, there, with_keys=True, environ={})
        there = Place(directory=tmp_path / "a new one")
    copy_ledger(source, there, with_keys=True, environ={})
    assert (rows(there), texts(there)) == (before, texts(source))
