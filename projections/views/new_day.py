"""Another day has come: everybody is judged again, since silence is a signal."""

from collections.abc import Callable, Sequence

from projections.calendar import month_ends
from projections.clocks import Clocks
from projections.policy import PolicyVersion
from projections.views.book_slices import BookLog, book_slices, count_book
from projections.views.columns import Table
from projections.views.difference import joined
from projections.views.progress import Progress, progress_at
from projections.views.step import Kept, Step, differences
from projections.views.tables import CUSTOMER_TABLES, JUDGED, TODAYS


def turn(
    log: BookLog,
    kept: Kept,
    before: Progress,
    *,
    as_of: int,
    rules: PolicyVersion,
    pulse: Callable[[], None] = lambda: None,
) -> Step:
    """The step to another day without any new event. as_of: its last microsecond."""
    clocks = Clocks(as_of=as_of, known_at=before.known_at, position=before.position, cut=before.position, rules=rules)
    counts = count_book(log, clocks)
    after = progress_at(clocks, generation=before.generation, event_id=before.event_id, counts=counts)
    parameters, tables, found = after.parameters, _new_on(before, clocks), []
    for codes, customers in book_slices(log, clocks):
        pulse()
        came_into_sight = customers.latest_at() > before.as_of
        wanted = CUSTOMER_TABLES if came_into_sight else tables
        found.append(differences(kept, before, codes, customers, parameters, wanted))
    return Step(before=before, after=after, touched=frozenset(), differences=joined(found))


def _new_on(before: Progress, clocks: Clocks) -> Sequence[Table]:
    """The tables in which another day shows, for customers of whom no event came into sight."""
    if clocks.as_of < before.as_of:
        return CUSTOMER_TABLES
    if month_ends(before.as_of + 1, clocks.as_of, clocks.policy.zone):
        return JUDGED
    return TODAYS
