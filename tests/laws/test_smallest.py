"""The cutting down of histories, on a law that is broken on purpose."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.laws.documents import Document, History
from tests.laws.smallest import must_hold, smallest


def numbered(count: int, needs: dict[int, set[int]]) -> History:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    documents = [
        Document(
            name=str(n),
            customer="C",
            type="NoteAdded",
            occurred_at=start + timedelta(n),
            recorded_at=start + timedelta(n),
            data={},
            needs=frozenset(str(m) for m in needs.get(n, set())),
        )
        for n in range(count)
    ]
    return History(documents=tuple(documents), zone=ZoneInfo("UTC"), anchor=date(2024, 1, 1))


def names(history: History) -> list[str]:
    return [d.name for d in history.documents]


def test_only_what_breaks_the_law_is_left_with_what_it_needs() -> None:
    history = numbered(40, {31: {7}})
    assert names(smallest(history, lambda h: {"31", "12"} <= set(names(h)))) == ["7", "12", "31"]


def test_a_crash_breaks_a_law_too() -> None:
    def crashes(history: History) -> list[str]:
        raise ZeroDivisionError(len(history.documents))

    with pytest.raises(pytest.fail.Exception, match="ZeroDivisionError: 1"):
        must_hold(numbered(9, {}), crashes)


def test_a_law_that_holds_is_silent() -> None:
    must_hold(numbered(3, {}), lambda _: [])
