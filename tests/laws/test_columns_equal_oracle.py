"""Law: the columns say of every review what the slow oracle says."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import UnknownCustomer
from projections import answers
from projections.parameters import parameters_of
from projections.signals import all_signals
from tests.laws.clocks import clocks
from tests.laws.documents import History, as_events
from tests.laws.effort import effort
from tests.laws.memory_log import MemoryLog
from tests.laws.rows import Row, book_row, differences, history_row, rhythm_part, signals, stage_part
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, known
from tests.laws.sweeping import swept_histories
from tests.oracle.judgement import Review, judge
from tests.oracle.merging import survivors
from tests.oracle.policy import DEFAULTS

pytestmark = pytest.mark.props
JUDGED = tuple(signal.name for signal in all_signals())


@effort(12)
@given(data=st.data())
def test_the_columns_equal_the_oracle_at_any_clocks(data: st.DataObject) -> None:
    history = data.draw(swept_histories(), label="history")
    for _ in range(2):
        as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
        must_hold(history, partial(disagreements, as_of=as_of, known_at=known_at))


def disagreements(
    history: History, *, as_of: date | datetime, known_at: datetime | None, every_review: bool = True
) -> list[str]:
    """Everything in which book, standing and, of every review, history differ from the oracle."""
    asked: dict[str, Any] = {"as_of": as_of, "known_at": known_at, "zone": history.zone}
    log = MemoryLog.of(history.documents)
    expected = judge(as_events(history.documents), **asked, policy=DEFAULTS | {"signals": JUDGED})
    at = clocks(log, **asked)
    found = []
    rows = answers.book(log, at)
    standing = {code: reviews for code, reviews in expected.items() if reviews is not None}
    if [row["code"] for row in rows] != list(standing):
        found.append(f"book: oracle {list(standing)}, columns {[row['code'] for row in rows]}")
    for row in rows:
        found += differences(book_row(row["code"], standing[row["code"]][-1]), row, f"book {row['code']}")
    parameters = parameters_of(answers.count_book(log, at))
    for code, survivor in survivors(as_events(history.documents), known_at).items():
        expected[code] = expected.get(survivor)
    for code, reviews in expected.items():
        if reviews is None:
            with pytest.raises(UnknownCustomer):
                answers.standing(log, code, at)
            continue
        if every_review:
            told = answers.told_of(log, code, at, parameters)
            found += of_history(code, reviews, told.history) + of_standing(code, reviews[-1], told.standing)
        else:
            found += of_standing(code, reviews[-1], answers.standing(log, code, at, parameters))
    return [f"asked {as_of}, known {known_at}", *found] if found else []


def of_history(code: str, reviews: list[Review], rows: list[Row]) -> list[str]:
    if [row["on"] for row in rows] != [review.on.isoformat() for review in reviews]:
        return [f"{code}: oracle reviews {[str(r.on) for r in reviews]}, columns {[row['on'] for row in rows]}"]
    return [
        line
        for review, row in zip(reviews, rows, strict=True)
        for line in differences(history_row(review), row, f"{code} history {review.on}")
    ]


def of_standing(code: str, review: Review, row: Row) -> list[str]:
    found = differences(stage_part(review), row["stage"], f"{code} stage")
    found += differences(rhythm_part(review), row["rhythm"], f"{code} rhythm")
    fired = [{"name": s["name"], "severity": s["severity"]} for s in row["risk"]["signals"]]
    risk = {"status": row["risk"]["status"], "signals": fired, "since": [s["since"] for s in row["risk"]["signals"]]}
    since = [review.signals[signal["name"]][1].isoformat() for signal in signals(review)]
    return found + differences(
        {"status": review.risk, "signals": signals(review), "since": since}, risk, f"{code} risk"
    )
