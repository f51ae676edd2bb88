"""Law: on the edges of every window, too, the columns say what the oracle says; here every edge is tried every time."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from tests.laws.corners import EDGES, as_documents
from tests.laws.documents import History
from tests.laws.effort import long_run
from tests.laws.smallest import must_hold
from tests.laws.test_columns_equal_oracle import disagreements
from tests.oracle.moments import MICROSECOND, Moment, end_of_day

pytestmark = pytest.mark.props

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")
MOMENTS: dict[str, date | datetime] = {
    "month end": date(2025, 2, 28),
    "leap day": date(2024, 2, 29),
    "before a month end": date(2024, 8, 30),
    "at noon": datetime(2025, 6, 15, 12, tzinfo=UTC),
}
RARER: dict[str, date | datetime] = {
    "after the change of clocks": date(2025, 3, 31),
    "on a month end, not at its end": datetime(2025, 2, 28, 12, tzinfo=UTC),
}
if long_run():
    MOMENTS |= RARER
CASES = [(corner, asked) for corner in EDGES for asked in MOMENTS]


@pytest.mark.parametrize(("corner", "asked"), CASES)
def test_on_the_edges_of_windows_the_columns_equal_the_oracle(corner: str, asked: str) -> None:
    as_of, edge = MOMENTS[asked], EDGES[corner]
    now = Moment(at=as_of, zone=LONDON) if isinstance(as_of, datetime) else Moment.ending(as_of, LONDON)
    start = now.before(edge.months).at
    ends = end_of_day(start.astimezone(LONDON).date(), LONDON)
    tried = sorted({start, start + MICROSECOND, ends, ends + MICROSECOND, ends - DAY})
    each = [as_documents(f"C{place}", edge.corner(now, at), now) for place, at in enumerate(tried)]
    documents = tuple(sorted(chain.from_iterable(each), key=lambda document: document.recorded_at))
    history = History(documents=documents, zone=LONDON, anchor=now.day)
    must_hold(history, partial(disagreements, as_of=as_of, known_at=None, every_review=long_run()))
