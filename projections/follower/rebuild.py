"""A rebuild: the views anew, in a generation beside the present one, then put in its place."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ledger.errors import Unavailable
from projections.clocks import Clocks, present_rules, today
from projections.follower.filling import Filling
from projections.follower.following import Following
from projections.journal.files import Broken
from projections.policy import PolicyVersion
from projections.replay.dividing import parts_of
from projections.replay.sending import sent
from projections.replay.work import counted
from projections.replay.workers import Workers
from projections.views.book_slices import BookLog
from projections.views.fitness import event_id_at
from projections.views.progress import Progress, progress_at
from projections.views.reading import Gone, Overtaken
from projections.views.recorder import ViewsRecorder
from projections.views.step import News
from projections.views.store import OpenViews, Views

AT_ONCE = 500  # events taken in one step: as many customers at most, who are judged together
FAR_BEHIND = 20_000  # events
IN_MEMORY = 50_000  # events whose rows are in memory
BYTES_PER_EVENT = 10_240  # of a part whose rows are made; measured: 5 to 7 thousand (docs/performance.md)

Tell = Callable[[int], None]
"""Told how many more events were looked at; each is twice."""

_LOG = logging.getLogger("guanxi.rebuild")


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a rebuild works with. journal: its directory; None to read the log alone. in_memory: events whose rows a
    process holds at once, about.
    """

    workers: Workers
    journal: Path | None = None
    in_memory: int = IN_MEMORY


def rebuild(
    log: BookLog,
    views: Views,
    *,
    clock: Callable[[], int],
    rules: PolicyVersion | None = None,
    means: Means | None = None,
    tell: Tell = lambda more: None,
) -> Progress:
    """Make the views anew and present them; readers see the old ones until then.

    clock: microseconds since 1970 UTC. rules: those that judge; without them those in force today. means: without any,
    this process reads the log. Unavailable while another process rebuilds them, and where somebody takes them away
    meanwhile.
    """
    rules = rules or present_rules(log, clock())
    with views.only_rebuild():
        views.make()
        open_views, mark = views.opener(), views.mark()
        with open_views() as recorder, Workers(lambda: log, 1) as here:
            making = _Making(
                log=log,
                recorder=recorder,
                open_views=open_views,
                clock=clock,
                rules=rules,
                means=means or Means(workers=here),
                tell=tell,
            )
            try:
                progress = making.rebuilt()
            except Overtaken:
                raise _taken_away(views) from None
            if views.mark() != mark:  # a file that was deleted takes what is written until it is closed
                raise _taken_away(views)
            return progress


def _taken_away(views: Views) -> Unavailable:
    place = next(filter(None, views.place().values()))
    return Unavailable(f"the views in {place} were taken away while they were made anew", "Run `guanxi rebuild` again.")


def far_behind(log: BookLog, progress: Progress) -> bool:
    """Whether making the views anew is faster than taking in what they lack."""
    return log.last()[0] - progress.position > FAR_BEHIND


def catch_up(log: BookLog, following: Following, clocks: Clocks) -> None:
    """Take everything there is now, and the day it is now."""
    following.take([], as_of=clocks.as_of)
    while batch := list(islice(log.rows(after=following.progress.position, upto=clocks.position), AT_ONCE)):
        following.take([News.of(row) for row in batch], as_of=clocks.as_of)


@dataclass(frozen=True, kw_only=True)
class _Making:
    """A rebuild under way, by who holds the lock of rebuilds."""

    log: BookLog
    recorder: ViewsRecorder
    open_views: OpenViews
    clock: Callable[[], int]
    rules: PolicyVersion
    means: Means
    tell: Tell

    def rebuilt(self) -> Progress:
        while True:
            following = Following(self.log, self.recorder, self._filled(), self.rules)
            if not far_behind(self.log, following.progress):
                break  # else a large import came in meanwhile, and filling again is faster than following
        while True:
            catch_up(self.log, following, self._today())
            try:
                self.recorder.present(following.progress.generation)
            except Gone:
                raise
            except Overtaken:  # who keeps the present generation up to date took more events meanwhile
                continue
            return following.progress

    def _today(self) -> Clocks:
        return today(self.log, rules=self.rules, now=self.clock())

    def _filled(self) -> Progress:
        """A new generation with the rows of everybody, as of now; of the log alone where the journal is broken."""
        try:
            return self._filled_from(self.means)
        except Broken as broken:
            _LOG.warning("the journal is not read, since %s: guanxi journal build mends it", broken)
            return self._filled_from(replace(self.means, journal=None))

    def _filled_from(self, means: Means) -> Progress:
        clocks, generation = self._today(), _next_generation(self.recorder)
        self.recorder.drop_leftovers()
        parts = parts_of(self.log, clocks, means.journal, at_once=means.in_memory, complete=True)
        counts = counted(means.workers, sent(clocks), parts, self.tell)
        event_id = event_id_at(self.log, clocks.position)
        start = progress_at(clocks, generation=generation, event_id=event_id, counts=counts)
        self.recorder.begin(start)
        filling = Filling(
            clocks=sent(clocks),
            parameters=start.parameters,
            generation=generation,
            open_views=self.open_views,
            at_once=means.in_memory,
        )
        for part, _ in means.workers.map(filling, parts):
            self.tell(part.events)
        return start


def _next_generation(recorder: ViewsRecorder) -> int:
    """A number no generation ever had: who is left of a killed rebuild then writes into no other one."""
    with recorder.reading() as reading:
        return reading.last_generation() + 1
