"""Laws: a policy that comes into force changes nothing of the reviews before it, and is whole from its first day on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections import answers
from projections.calendar import day_number
from projections.policy import PolicyVersion
from tests.laws.clocks import clocks
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.memory_log import MemoryLog
from tests.laws.rows import Row
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories
from tests.laws.turns import turns

pytestmark = pytest.mark.props


def without_the_last(rules: PolicyVersion) -> PolicyVersion:
    *before, last = rules.earlier
    return PolicyVersion(version=last.version, sha256="before", policy=last.policy, earlier=tuple(before))


@effort(10)
@given(data=st.data())
def test_no_review_before_a_policy_is_changed_by_it(data: st.DataObject) -> None:
    history = data.draw(histories(customers=2), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")
    rules = data.draw(turns(history, as_of).filter(lambda found: found.earlier), label="rules")
    before = without_the_last(rules)

    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        at = clocks(log, as_of=as_of, zone=found.zone)
        complaints = []
        for code in {row["code"] for row in answers.book(log, at)}:
            known = {row["on"]: row for row in answers.history(log, code, replace(at, rules=before)) if row["final"]}
            complaints += [
                f"{row} against {known[row['on']]}"
                for row in answers.history(log, code, replace(at, rules=rules))
                if row["final"] and day(row) <= rules.earlier[-1].until and row != known[row["on"]]
            ]
        return complaints

    must_hold(history, check)


@effort(10)
@given(data=st.data())
def test_what_the_book_says_under_a_policy_is_what_it_says_under_that_alone(data: st.DataObject) -> None:
    history = data.draw(histories(customers=3), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")
    rules = data.draw(turns(history, as_of), label="rules")

    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        at = replace(clocks(log, as_of=as_of, zone=found.zone), rules=rules)
        alone = replace(at, rules=replace(rules, earlier=()))
        rows, others = answers.book(log, at), answers.book(log, alone)
        return [f"{one} against {other}" for one, other in zip(rows, others, strict=True) if said(one) != said(other)]

    must_hold(history, check)


def day(row: Row) -> int:
    return day_number(date.fromisoformat(row["on"]))


def said(row: Row) -> tuple[object, ...]:
    """What does not go by the path, which earlier policies made."""
    return row["tier"], [one for one in row["signals"] if one["name"] == "volume_falling" and row["stage"] != "ended"]
