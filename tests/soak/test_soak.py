"""The soak, small: `make soak` runs it at full size."""

import os
from pathlib import Path

import pytest

from tests.soak.crowd import soak_crowd
from tests.soak.documents import soak_documents
from tests.soak.kills import soak_kills
from tests.soak.stores import SQLITE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


@pytest.fixture(params=[SQLITE, "postgres"])
def store(request: pytest.FixtureRequest) -> str:
    """Each store with nothing in it."""
    return SQLITE if request.param == SQLITE else str(request.getfixturevalue("empty_database"))


def test_documents_that_went_wrong_never_crash_a_ledger_and_what_it_records_reads_back(
    store: str, tmp_path: Path
) -> None:
    tally = soak_documents(store, tmp_path / "data", seed=4, count=4_000)
    assert tally["documents"] == 4_000
    assert not [name for name in tally if name.startswith("without a remedy")]
    assert tally["recorded"] == tally["read back"] > 200


def test_whatever_is_killed_nothing_is_lost_doubled_or_torn(store: str, tmp_path: Path) -> None:
    of_each = 2 if store == SQLITE else 1
    tally = soak_kills(store, tmp_path / "data", seed=4, count=3 * of_each)
    assert (tally["killed while appending"], tally["killed while rebuilding"]) == (of_each, of_each)
    assert tally["acknowledged"] > 2


def test_a_crowd_of_writers_is_heard_by_every_follower_once_and_in_order(store: str, tmp_path: Path) -> None:
    tally = soak_crowd(store, tmp_path / "data", seed=4, batches=12)
    assert tally["heard by each follower"] == tally["events in the log"] > tally["acknowledged"]
    assert tally["taken back"] == 12
