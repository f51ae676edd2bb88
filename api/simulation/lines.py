"""The lines of many customers, one JSON document per event, made column by column.

A line costs a call or two of Python where it is made by itself; in columns its instants cost a tenth, and nothing is
copied before the lines are written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from api.simulation.diary import Diary
from api.simulation.instants import Instants, ledger_times, office_times

PIECES = 6  # of a line


@dataclass(frozen=True, kw_only=True)
class Lines:
    """recorded: of each line, ascending. pieces: of all lines, one after the other."""

    recorded: Instants
    pieces: list[bytes]

    def text(self, first: int, last: int) -> bytes:
        """Some of the lines; last: exclusive."""
        return b"".join(self.pieces[first * PIECES : last * PIECES])


def lines_of(diaries: Sequence[Diary]) -> Lines:
    """In the order of recording, at least one; each event of a customer is recorded later than the one before."""
    recorded, places = _recorded(diaries)
    order = places.tolist()
    occurred = _column([diary.occurred for diary in diaries], len(order))
    pieces: list[bytes] = [b'{"recorded_at":"'] * (PIECES * len(order))
    pieces[1::PIECES] = ledger_times(recorded)
    pieces[2::PIECES] = _ordered([repeat(_customer(diary), len(diary.recorded)) for diary in diaries], order)
    pieces[3::PIECES] = _ordered([diary.kinds for diary in diaries], order)
    pieces[4::PIECES] = office_times(occurred[places])
    pieces[5::PIECES] = _ordered([diary.rests for diary in diaries], order)
    return Lines(recorded=recorded, pieces=pieces)


def _recorded(diaries: Sequence[Diary]) -> tuple[Instants, NDArray[np.int64]]:
    """When each event is recorded, ascending, and its place among the events of all diaries as they were told."""
    counts = [len(diary.recorded) for diary in diaries]
    told = _column([diary.recorded for diary in diaries], sum(counts))
    begin = told.min()
    # Every customer has a stretch of time of its own, behind that of the customer before.
    stretch = np.repeat(np.arange(len(diaries)), counts) * (told.max() - begin + len(told))
    alone = told - begin + stretch
    places = np.argsort(alone, kind="stable")
    ramp = np.arange(len(told))
    later = np.maximum.accumulate(alone[places] - ramp) + ramp  # than the event before
    recorded = later - stretch + begin
    order = np.argsort(recorded, kind="stable")
    return recorded[order], places[order]


def _customer(diary: Diary) -> bytes:
    return f'","customer":"{diary.code}'.encode()


def _column(columns: Iterable[Iterable[int]], count: int) -> NDArray[np.int64]:
    return np.fromiter(chain.from_iterable(columns), np.int64, count)


def _ordered(columns: Iterable[Iterable[bytes]], order: Sequence[int]) -> list[bytes]:
    told = list(chain.from_iterable(columns))
    return [told[place] for place in order]
