"""Law: whatever batches the events come in, and on whatever days, the views equal a rebuild at the same position."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections import answers
from projections.clocks import end_of_day, today
from projections.counting import count_rows
from projections.follower.following import Following
from projections.follower.rebuild import rebuild
from projections.merging import swept_at
from projections.parameters import parameters_of
from projections.policy import PolicyVersion
from projections.views.current import current_book, current_counts
from projections.views.sqlite.file import ViewsFile
from projections.views.step import News
from tests.laws.clocks import clocks
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.memory_log import micros
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked
from tests.laws.sweeping import swept_histories
from tests.laws.turns import in_force_from, turns, turns_between
from tests.views.kept import BookInMemory, contents, recorder_of, unlike
from tests.views.order_books import FIRST_DAY, SPAN_DAYS, Buyer, books, log_of

pytestmark = pytest.mark.props

UTC = ZoneInfo("UTC")
LAST_DAY = FIRST_DAY + timedelta(days=SPAN_DAYS)
DAYS = st.sampled_from((0, 0, 0, 1, 35))
SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=4)


class Days:
    """A clock: so many days after the last event that was taken in, never back. It begins where the rules are in
    force: whoever follows begins anew when others come into force.
    """

    def __init__(self, log: BookInMemory, rules: PolicyVersion) -> None:
        self._log, self.now = log, in_force_from(rules)

    def after(self, position: int, days: int) -> None:
        recorded_at = self._log.events[position - 1].recorded_at if position else 0
        self.now = max(self.now, recorded_at + timedelta(days=days) // timedelta(microseconds=1))

    def __call__(self) -> int:
        return self.now


def batches(log: BookInMemory, start: int, sizes: list[int]) -> list[tuple[int, int]]:
    """(after, upto) of batches that cover the rest of the log; sizes are used over and over."""
    found, after = [], start
    while after < len(log.events):
        upto = min(after + sizes[len(found) % len(sizes)], len(log.events))
        found.append((after, upto))
        after = upto
    return found


def news(log: BookInMemory, after: int, upto: int) -> list[News]:
    return [News.of(row) for row in log.rows(after=after, upto=upto)]


@effort(6)
@given(data=st.data())
def test_following_in_any_batches_equals_rebuilding(data: st.DataObject) -> None:
    history = data.draw(swept_histories(customers=3), label="history")
    start, sizes = data.draw(st.integers(0, 12), label="start"), data.draw(SIZES, label="sizes")
    days = data.draw(st.lists(DAYS, min_size=1, max_size=4), label="days")
    rules = data.draw(turns(history), label="rules")

    def check(found: History) -> list[str]:
        log = BookInMemory.of(found.documents)
        begun, clock = BookInMemory(log.events[:start]), Days(log, rules)
        with TemporaryDirectory() as directory:
            followed, built = Path(directory) / "followed.db", Path(directory) / "built.db"
            clock.after(len(begun.events), 0)
            progress = rebuild(begun, ViewsFile(followed), clock=clock, rules=rules)
            with recorder_of(followed) as recorder:
                following = Following(log, recorder, progress, rules)
                for number, (after, upto) in enumerate(batches(log, len(begun.events), sizes)):
                    clock.after(upto, days[number % len(days)])
                    following.take(news(log, after, upto), as_of=end_of_day(rules, clock()))
            rebuild(log, ViewsFile(built), clock=clock, rules=rules)
            return unlike(contents(followed, rules), contents(built, rules))

    must_hold(history, check)


@effort(6)
@given(book=books(), last=st.integers(5, 40), sizes=SIZES, rules=turns_between(UTC, FIRST_DAY, LAST_DAY))
def test_following_a_book_whose_season_changes_equals_rebuilding(
    book: list[Buyer], last: int, sizes: list[int], rules: PolicyVersion
) -> None:
    log = log_of(book)
    start = max(len(log.events) - last, 0)
    with TemporaryDirectory() as directory:
        followed, built = Path(directory) / "followed.db", Path(directory) / "built.db"
        now = max(log.events[-1].recorded_at, in_force_from(rules))
        progress = rebuild(BookInMemory(log.events[:start]), ViewsFile(followed), clock=lambda: now, rules=rules)
        with recorder_of(followed) as recorder:
            following = Following(log, recorder, progress, rules)
            for after, upto in batches(log, start, sizes):
                following.take(news(log, after, upto), as_of=end_of_day(rules, now))
        rebuild(log, ViewsFile(built), clock=lambda: now, rules=rules)
        assert unlike(contents(followed, rules), contents(built, rules)) == []


@effort(8)
@given(data=st.data())
def test_views_behind_the_log_answer_as_the_log_does(data: st.DataObject) -> None:
    history = data.draw(swept_histories(customers=3), label="history")
    behind = data.draw(st.integers(0, 9), label="behind")
    backwards = data.draw(st.booleans(), label="of the season as known before")
    as_of = data.draw(dates_asked(history), label="as_of")
    rules = data.draw(turns(history, as_of), label="rules")

    def check(found: History) -> list[str]:
        log = BookInMemory.of(found.documents)
        earlier = BookInMemory(log.events[: max(len(log.events) - behind, 0)])
        now = micros(found.documents[-1].recorded_at)
        with TemporaryDirectory() as directory:
            views = Path(directory) / "views.db"
            rebuild(earlier, ViewsFile(views), clock=lambda: now, rules=rules)
            at = today(log, rules=rules, now=now)
            complaints = []
            if (rows := current_book(ViewsFile(views), log, at)) != answers.book(log, at):
                complaints.append(f"book: {rows} against {answers.book(log, at)}")
            asked = replace(clocks(log, as_of=as_of, zone=found.zone), rules=rules)
            if backwards:
                rebuild(log, ViewsFile(views), clock=lambda: now, rules=rules)
                asked = replace(asked, cut=len(earlier.events))
            counts = current_counts(ViewsFile(views), log, asked)
            known = None if counts is None else parameters_of(counts)
            swept = swept_at(log, asked.cut).of(log, None, cut=asked.cut)
            anew = parameters_of(count_rows(log.rows(upto=asked.cut), asked, swept))
            if known is not None:
                complaints += [
                    f"cut-offs {known.cut_offs} against {by_day}"
                    for sizing, by_day in anew.cut_offs.items()
                    if by_day.items() - known.cut_offs.get(sizing, {}).items()
                ]
                complaints += [
                    f"season of {window} on {day}: {known.season.get(window, {}).get(day, 1.0)} against {index}"
                    for window, by_day in anew.season.items()
                    for day, index in by_day.items()
                    if known.season.get(window, {}).get(day, 1.0) != index
                ]
            return complaints

    must_hold(history, check)
