"""A rebuild: the views anew from the log, in a generation beside the present one, then put in its place."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from projections.clocks import Clocks, today
from projections.follower.following import Following
from projections.parameters import parameters_of
from projections.policy import PolicyVersion
from projections.policy_file import default_policy
from projections.views.book_slices import BookLog, book_slices, count_book
from projections.views.datastore import make_views, open_views
from projections.views.fitness import event_id_at
from projections.views.only_one import only_rebuild
from projections.views.progress import Progress, progress_at
from projections.views.reading import Overtaken
from projections.views.recorder import ViewsRecorder
from projections.views.slice import view_rows
from projections.views.step import News

AT_ONCE = 500  # events taken in one step: as many customers at most, who are judged together
FAR_BEHIND = 20_000  # events

Tell = Callable[[int, int], None]
"""Told how many customers are done, and of how many."""


def rebuild(
    log: BookLog,
    path: Path,
    *,
    clock: Callable[[], int],
    rules: PolicyVersion | None = None,
    tell: Tell = lambda done, of: None,
) -> Progress:
    """Make the views at `path` anew and present them; readers see the old ones until then.

    clock: microseconds since 1970 UTC. rules: those that judge; the default ones. Unavailable while another process
    rebuilds them.
    """
    with only_rebuild(path):
        make_views(path)
        datastore = open_views(path)
        try:
            return rebuilt(log, ViewsRecorder(datastore), clock=clock, rules=rules or default_policy(), tell=tell)
        finally:
            datastore.close()


def rebuilt(
    log: BookLog,
    recorder: ViewsRecorder,
    *,
    clock: Callable[[], int],
    rules: PolicyVersion,
    tell: Tell = lambda done, of: None,
) -> Progress:
    """The same on open views, for who holds the lock of rebuilds."""
    while True:
        following = _filled(log, recorder, today(log, rules=rules, now=clock()), tell)
        if not far_behind(log, following.progress):
            break  # else a large import came in meanwhile, and filling again is faster than following
    while True:
        catch_up(log, following, today(log, rules=rules, now=clock()))
        try:
            recorder.present(following.progress.generation)
        except Overtaken:  # who keeps the present generation up to date took more events meanwhile
            continue
        return following.progress


def far_behind(log: BookLog, progress: Progress) -> bool:
    """Whether making the views anew is faster than taking in what they lack."""
    return log.last()[0] - progress.position > FAR_BEHIND


def catch_up(log: BookLog, following: Following, clocks: Clocks) -> None:
    """Take everything there is now, and the day it is now."""
    following.take([], as_of=clocks.as_of)
    while batch := list(islice(log.rows(after=following.progress.position, upto=clocks.position), AT_ONCE)):
        following.take([News.of(row) for row in batch], as_of=clocks.as_of)


def _filled(log: BookLog, recorder: ViewsRecorder, clocks: Clocks, tell: Tell) -> Following:
    """A new generation with the rows of the log as it is now."""
    recorder.drop_leftovers()
    start = progress_at(
        clocks,
        generation=_next_generation(recorder),
        event_id=event_id_at(log, clocks.position),
        counts=count_book(log, clocks),
    )
    recorder.begin(start)
    parameters, of, done = parameters_of(start.counts), len(log.customers()), 0
    for codes, customers in book_slices(log, clocks):
        recorder.fill(start.generation, view_rows(customers, parameters))
        done += len(codes)
        tell(done, of)
    return Following(log, recorder, start, clocks.rules)


def _next_generation(recorder: ViewsRecorder) -> int:
    """A number no generation has."""
    with recorder.reading() as reading:
        return reading.last_generation() + 1
