"""Law: a replay gives the same rows from the journal or the log, in parts of any size, by any number of processes."""

import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.application import open_ledger
from projections import answers
from projections.clocks import Clocks
from projections.journal.building import build
from projections.journal.files import Broken
from projections.journal.manifest import buckets_of, read_manifest
from projections.merging import swept_at
from projections.replay.replaying import replayed_book
from projections.replay.workers import Workers
from tests.laws.clocks import clocks
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.everything import unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.simulated_ledger import AS_OF, ZONE, simulated_ledger
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, known


@pytest.mark.props
@effort(5)
@given(data=st.data())
def test_the_journal_says_what_the_log_says_in_parts_of_any_size(data: st.DataObject) -> None:
    history = data.draw(histories(customers=3), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
    sealed = data.draw(st.floats(0.3, 1), label="part of the log in the journal")
    at_once = data.draw(st.sampled_from((1, 20, 10_000)), label="events in a part")

    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        at = clocks(log, as_of=as_of, known_at=known_at, zone=found.zone)
        positions = max(int(log.last()[0] * sealed), 1)
        expected = answers.book(log, at)
        with tempfile.TemporaryDirectory() as home, Workers(lambda: log, 1) as here:
            directory = Path(home, "journal")
            build(log.until(positions), directory, swept_at(log, positions).survivors, positions=positions)
            frames = [replayed_book(log, at, here, journal=journal, at_once=at_once) for journal in (directory, None)]
        return [line for frame in frames for line in unlike(expected, frame.to_dicts())]

    must_hold(history, check)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A ledger with a simulated book, and its journal."""
    return simulated_ledger(tmp_path, customers=25)


def at_the_end(log: answers.Ledger) -> Clocks:
    return clocks(log, as_of=AS_OF, known_at=None, zone=ZONE)


def test_two_processes_give_the_bytes_of_one(directory: Path) -> None:
    opened = partial(open_ledger, directory, create=False)
    with opened() as ledger:
        at, found = at_the_end(ledger), []
        for processes in (1, 2):
            with Workers(opened, processes) as workers:
                for journal in (directory / "journal", None):
                    told: list[int] = []
                    frame = replayed_book(ledger, at, workers, journal=journal, at_once=500, tell=told.append)
                    found.append(frame.write_json())
                    assert sum(told) >= ledger.last()[0]
    assert found[0] != "[]"
    assert len(set(found)) == 1


def test_a_bucket_that_is_not_what_was_written_is_not_believed(
    directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = partial(open_ledger, directory, create=False)
    with opened() as ledger:
        expected = answers.book(ledger, at_the_end(ledger))
        manifest = read_manifest(directory / "journal")
        largest = max(manifest.buckets, key=lambda bucket: bucket.rows)
        path = buckets_of(directory / "journal", manifest.generation) / largest.name
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        with Workers(opened, 1) as here, pytest.raises(Broken, match=largest.name):
            replayed_book(ledger, at_the_end(ledger), here, journal=directory / "journal")
        assert answers.book(ledger, at_the_end(ledger)) == expected
    assert "the journal is not read" in caplog.text
