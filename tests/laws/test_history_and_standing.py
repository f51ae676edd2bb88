"""Laws: the history row of a month end is the standing of that date, and no history leaps."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import UnknownCustomer
from projections import answers
from projections.parameters import parameters_of
from tests.laws.clocks import clocks
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.everything import unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.rows import Row
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, known
from tests.oracle.steps import STAGES

pytestmark = pytest.mark.props


@effort(8)
@given(data=st.data())
def test_a_month_end_in_the_history_is_the_standing_of_that_date(data: st.DataObject) -> None:
    history = data.draw(histories(customers=1), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
    chosen = data.draw(st.integers(0, 71), label="which month end")

    def check(found: History) -> list[str]:
        rows = rows_of(found, as_of, known_at)
        ends = [row for row in rows if row["final"]]
        return as_standing(found, ends[chosen % len(ends)], known_at) if ends else []

    must_hold(history, check)


@effort(8)
@given(data=st.data())
def test_the_last_row_is_the_standing_of_the_asked_for_moment(data: st.DataObject) -> None:
    history = data.draw(histories(customers=1), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")

    def check(found: History) -> list[str]:
        rows = rows_of(found, as_of, known_at)
        return [*as_standing(found, rows[-1], known_at, as_of=as_of), *as_told(found, as_of, known_at)] if rows else []

    must_hold(history, check)


@effort(12)
@given(data=st.data())
def test_no_history_leaps_over_a_stage(data: st.DataObject) -> None:
    history = data.draw(histories(customers=1), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
    must_hold(history, lambda found: leaps(rows_of(found, as_of, known_at)))


def test_a_leap_would_be_seen() -> None:
    row = {"on": "2024-01-31", "step": "up", "stage": "stable"}
    assert leaps([row]) == ["2024-01-31: from development to stable by 'up'"]
    assert leaps([{**row, "stage": "initial"}, {**row, "step": None}]) == ["2024-01-31: from initial to stable by None"]


def rows_of(history: History, as_of: date | datetime, known_at: datetime | None) -> list[Row]:
    log = MemoryLog.of(history.documents)
    try:
        return answers.history(log, "C1", clocks(log, as_of=as_of, known_at=known_at, zone=history.zone))
    except UnknownCustomer:
        return []


def as_standing(
    history: History, row: Row, known_at: datetime | None, *, as_of: date | datetime | None = None
) -> list[str]:
    """as_of: the row's date unless said."""
    log = MemoryLog.of(history.documents)
    at = clocks(log, as_of=as_of or date.fromisoformat(row["on"]), known_at=known_at, zone=history.zone)
    standing = answers.standing(log, "C1", at)
    stage, risk = standing["stage"], standing["risk"]
    said = {
        "stage": stage["name"],
        "momentum": stage["momentum"],
        "risk": risk["status"],
        "share": stage["facts"]["share"],
        "purchases_12m": stage["facts"]["purchases_12m"],
        "currency": stage["facts"]["currency"],
        "signals": [{"name": s["name"], "severity": s["severity"]} for s in risk["signals"]],
        "reason": stage["reason"],
        "evidence": stage["evidence"],
    }
    found = unlike({key: row[key] for key in said}, said, f"history row of {row['on']} against standing")
    stepped_today = stage["since"] == row["on"] and row["step"] is not None
    if row["step"] is not None and not stepped_today:
        found.append(f"{row['on']}: a step {row['step']}, yet since {stage['since']}")
    return found


def as_told(history: History, as_of: date | datetime, known_at: datetime | None) -> list[str]:
    """Told together with the history, and with the parameters at hand, a standing is the same."""
    log = MemoryLog.of(history.documents)
    at = clocks(log, as_of=as_of, known_at=known_at, zone=history.zone)
    told = answers.told_of(log, "C1", at, parameters_of(answers.count_book(log, at)))
    return unlike(told.standing, answers.standing(log, "C1", at), "standing")


def leaps(rows: list[Row]) -> list[str]:
    found, before = [], "development"
    for row in rows:
        expected = {"up": 1, "down": -1, None: 0}[row["step"]]
        if STAGES.index(row["stage"]) - STAGES.index(before) != expected:
            found.append(f"{row['on']}: from {before} to {row['stage']} by {row['step']!r}")
        before = row["stage"]
    return found
