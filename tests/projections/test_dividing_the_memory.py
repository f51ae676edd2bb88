"""The memory is divided among the processes, and what their parts gave is not kept beyond its turn."""

import weakref
from concurrent.futures import Future

import polars as pl
import pytest

from projections.journal.bucketing import share_of
from projections.merging import UNSWEPT
from projections.replay.parts import LogPart, Part
from projections.replay.sizing import ASKER, GIB, LEAST, MOST, PROCESS, shares
from projections.replay.workers import in_turn


@pytest.mark.parametrize("bytes_per_event", [4_096, 10_240])
@pytest.mark.parametrize("processes", [1, 2, 8, 64])
@pytest.mark.parametrize("gib", [0.6, 1, 2, 4, 32])
def test_all_processes_together_stay_within_the_memory(gib: float, processes: int, bytes_per_event: int) -> None:
    share = shares(gib, processes, bytes_per_event=bytes_per_event)
    assert 1 <= share.processes <= processes
    assert LEAST <= share.events <= MOST
    assert ASKER + share.processes * (PROCESS + share.events * bytes_per_event) <= gib * GIB


def test_with_hardly_any_memory_one_process_works_on_small_parts() -> None:
    share = shares(0.1, 4)
    assert (share.processes, share.events) == (1, LEAST)


class Answer:
    """A result whose end can be seen."""


def test_few_parts_are_handed_out_ahead_and_no_result_is_kept_beyond_its_turn() -> None:
    parts = [LogPart(codes=(str(number),), cut=0, swept=UNSWEPT, events=1) for number in range(12)]
    handed, taken = list[Part](), list[weakref.ref[Answer]]()

    def hand_out(part: Part) -> Future[Answer]:
        handed.append(part)
        done: Future[Answer] = Future()
        done.set_result(Answer())
        return done

    worked = list[Part]()
    for part, found in in_turn(hand_out, parts, ahead=3):
        worked.append(part)
        taken.append(weakref.ref(found))
        assert len(handed) - len(worked) < 3
        assert not any(one() for one in taken[:-1])
    assert handed == parts
    assert {part.codes for part in worked if isinstance(part, LogPart)} == {part.codes for part in parts}


def test_a_large_bucket_is_divided_by_whole_families() -> None:
    codes = pl.Series([f"C-{number}" for number in range(300)])
    merged = {f"C-{number}": f"C-{number - 1}" for number in range(1, 300, 2)}
    found = share_of(codes, merged, 3)
    assert set(found.tolist()) == {0, 1, 2}
    assert found[0::2].tolist() == found[1::2].tolist()
    assert share_of(codes, {}, 1).tolist() == [0] * 300
