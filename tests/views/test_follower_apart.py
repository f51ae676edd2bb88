"""The follower in a process of its own."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from ledger.application import now_micros, open_ledger
from projections.follower.apart import FollowerApart
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import ViewsFile
from projections.views.store import views_of
from tests.views.kept import contents
from tests.views.test_killed import registered

PATIENCE = 60.0

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def follower(directory: Path) -> Iterator[FollowerApart]:
    open_ledger(directory).close()
    made = FollowerApart(partial(open_ledger, directory, create=False))
    made.start()
    yield made
    made.stop()


def process_of(follower: FollowerApart, *, but: int = 0) -> int:
    """The number of its process, once there is another one."""
    deadline = monotonic() + PATIENCE
    while (number := follower.process) in (None, but):
        assert monotonic() < deadline
        sleep(0.01)
    assert number is not None
    return number


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_when_its_process_is_killed_another_one_takes_what_it_missed_and_none_is_left_after_a_stop(
    directory: Path, follower: FollowerApart, tmp_path: Path
) -> None:
    with open_ledger(directory, create=False) as ledger:
        registered(ledger, "C-1")
        assert follower.wait_for(ledger.last()[0], PATIENCE)
        killed = process_of(follower)
        os.kill(killed, signal.SIGKILL)
        registered(ledger, "C-2")
        assert follower.wait_for(ledger.last()[0], PATIENCE)
        assert follower.position() == ledger.last()[0]

        last = process_of(follower, but=killed)
        follower.stop()
        follower.stop()
        assert not is_there(killed)
        assert not is_there(last)
        assert not follower.wait_for(ledger.last()[0] + 1, PATIENCE)
        anew = ViewsFile(tmp_path / "anew.db")
        rebuild(ledger, anew, clock=now_micros)
        assert contents(views_of(ledger)) == contents(anew)


def test_one_that_is_stopped_at_once_leaves_no_process(directory: Path) -> None:
    open_ledger(directory).close()
    follower = FollowerApart(partial(open_ledger, directory, create=False))
    follower.start()
    begun = process_of(follower)
    follower.stop()
    assert not is_there(begun)
