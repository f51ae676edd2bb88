"""Law: the columns say of loyalty, drivers, needs and trade what the slow oracle says."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections import answers
from projections.parameters import parameters_of
from tests.laws.clocks import clocks
from tests.laws.documents import History, as_events
from tests.laws.effort import effort
from tests.laws.loyalty_acts import years
from tests.laws.memory_log import MemoryLog
from tests.laws.rows import differences
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, known
from tests.oracle.judgement import judge
from tests.oracle.loyalty.standing import standing_part
from tests.oracle.policy import DEFAULTS

pytestmark = pytest.mark.props


@effort(12)
@given(data=st.data())
def test_loyalty_drivers_needs_and_trade_equal_the_oracle_at_any_clocks(data: st.DataObject) -> None:
    history = data.draw(histories(more=years()), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
    must_hold(history, partial(disagreements, as_of=as_of, known_at=known_at))


def disagreements(history: History, *, as_of: date | datetime, known_at: datetime | None) -> list[str]:
    """Everything in which a standing differs from the oracle."""
    asked: dict[str, Any] = {"as_of": as_of, "known_at": known_at, "zone": history.zone}
    log = MemoryLog.of(history.documents)
    expected = judge(as_events(history.documents), **asked, policy=DEFAULTS | {"signals": ()})
    at = clocks(log, **asked)
    parameters = parameters_of(answers.count_book(log, at))
    found = []
    for code, reviews in expected.items():
        if reviews is not None:
            found += differences(standing_part(reviews), answers.standing(log, code, at, parameters), code)
    return [f"asked {as_of}, known {known_at}", *found] if found else []
