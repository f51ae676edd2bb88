"""Law: once a merge is undone, every answer equals the one before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.documents import History, as_events
from tests.laws.effort import effort
from tests.laws.everything import everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked
from tests.laws.sweeping import Place, merge, swept_histories, unmerge
from tests.oracle.merging import survivors
from tests.oracle.moments import MICROSECOND

pytestmark = pytest.mark.props


@effort(8)
@given(data=st.data())
def test_after_an_unmerge_all_is_as_before_the_merge(data: st.DataObject) -> None:
    history = data.draw(swept_histories(), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")
    turn = data.draw(st.integers(0, 5), label="which two")

    def check(found: History) -> list[str]:
        merged = survivors(as_events(found.documents), None)
        alive = [code for code in found.customers if code not in merged]
        if len(alive) < 2:
            return []
        code, into = alive[turn % len(alive)], alive[(turn + 1) % len(alive)]
        last = found.documents[-1].recorded_at
        joined = merge(Place(number=98, recorded_at=last + MICROSECOND), code, into)
        parted = unmerge(Place(number=99, recorded_at=last + 2 * MICROSECOND), joined)
        before, after = MemoryLog.of(found.documents), MemoryLog.of([*found.documents, joined, parted])
        return unlike(
            *(everything(log, found.customers, as_of=as_of, known_at=None, zone=found.zone) for log in (before, after))
        )

    must_hold(history, check)
