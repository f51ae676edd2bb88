"""Law: what the whole book says at a position is the same from any other position as made anew."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.book import book_rows
from projections.book_counts import BookCounts
from projections.clocks import Clocks
from projections.counting import count_rows
from projections.effective import effective
from projections.journal import journal_of
from projections.judging import judge_at
from projections.merging import swept_at
from projections.nearby import MOST_CUSTOMERS, MOST_EVENTS, moved_book, moved_counts
from projections.parameters import Parameters, parameters_of
from tests.laws.clocks import clocks
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked
from tests.laws.sweeping import swept_histories
from tests.laws.turns import turns
from tests.views.order_books import Buyer, log_of


def counted(log: MemoryLog, at: Clocks, cut: int) -> BookCounts:
    swept = swept_at(log, cut).of(log, None, cut=cut)
    return count_rows(log.rows(upto=cut), replace(at, cut=cut), swept)


def said(counts: BookCounts) -> list[Any]:
    """The numbers alone, to be compared."""
    return [
        [
            (window, one.days.tolist(), one.counts.tolist())
            for window, one in sorted(counts.season.by_window.items())
            if len(one.days)
        ],
        [
            (sizing, day, s.classes.tolist(), s.sums.tolist())
            for sizing, one in sorted(counts.sizes.items())
            for day, s in sorted(one.by_day.items())
        ],
    ]


def judged(log: MemoryLog, at: Clocks, cut: int, parameters: Parameters) -> list[dict[str, Any]]:
    swept = swept_at(log, cut).of(log, None, cut=cut)
    history = effective(journal_of(log.rows(upto=cut)), cut=cut, as_of=at.as_of, swept=swept)
    if not history.codes:
        return []
    return book_rows(judge_at(history, at, parameters))


@pytest.mark.props
@effort(12)
@given(data=st.data())
def test_a_book_moved_to_a_position_equals_the_book_made_there(data: st.DataObject) -> None:
    history = data.draw(swept_histories(customers=3), label="history")
    places = data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1)), label="from, to")
    as_of = data.draw(dates_asked(history), label="as_of")
    rules = data.draw(turns(history, as_of), label="rules")

    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        start, cut = (round(place * len(log.events)) for place in places)
        at = replace(clocks(log, as_of=as_of, zone=found.zone), cut=cut, rules=rules)
        anew = counted(log, at, cut)
        moved = moved_counts(log, counted(log, at, start), start=start, clocks=at)
        parameters = parameters_of(anew)
        before, now = judged(log, at, start, parameters), judged(log, at, cut, parameters)
        rows = moved_book(log, before, start=start, cut=cut, anew=lambda codes: [r for r in now if r["code"] in codes])
        complaints = []
        if moved is None or said(moved) != said(anew):
            complaints.append(f"counts from {start} to {cut}: {moved} against {anew}")
        if rows != now:
            complaints.append(f"book from {start} to {cut}: {rows} against {now}")
        return complaints

    must_hold(history, check)


def test_a_long_way_is_not_gone() -> None:
    log = log_of(
        [Buyer(code=f"B{n:03}", gap=7, stops=70, amount="10.00", cancelled=()) for n in range(MOST_CUSTOMERS + 1)]
    )
    end = len(log.events)
    at = clocks(log, as_of=date(2023, 12, 31), zone=ZoneInfo("UTC"))
    assert end > MOST_EVENTS
    assert moved_counts(log, counted(log, at, 0), start=0, clocks=at) is None
    assert moved_counts(log, counted(log, at, end), start=end - MOST_EVENTS, clocks=at) is not None
    assert moved_book(log, [], start=end - MOST_CUSTOMERS - 1, cut=end, anew=lambda codes: []) is None
