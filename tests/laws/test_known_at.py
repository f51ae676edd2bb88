"""Law: what was known at a past instant never changes, whatever is recorded later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.everything import everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked
from tests.laws.sweeping import swept_histories
from tests.oracle.moments import MICROSECOND

pytestmark = pytest.mark.props


@effort(8)
@given(data=st.data())
def test_answers_at_a_past_known_at_are_those_given_then(data: st.DataObject) -> None:
    history = data.draw(swept_histories(), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")
    chosen = data.draw(st.integers(0, 999), label="position")
    early = data.draw(st.booleans(), label="asked right before the next was recorded")

    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        position = chosen % len(found.documents) + 1
        known_at = found.documents[position - 1].recorded_at
        if early and position < len(found.documents):
            known_at = found.documents[position].recorded_at - MICROSECOND
        now = everything(log, found.customers, as_of=as_of, known_at=known_at, zone=found.zone)
        then = everything(log.until(position), found.customers, as_of=as_of, known_at=None, zone=found.zone)
        return unlike(then, now)

    must_hold(history, check)
