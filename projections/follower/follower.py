"""The follower: a thread that keeps the views up to date while the server runs."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from ledger.errors import GuanxiError, Unavailable
from ledger.log_row import Row
from ledger.readable import ReadableLedger
from ledger.subscription import LedgerSubscription
from projections.clocks import end_of_day, present_rules
from projections.follower.following import Following, Taken
from projections.follower.reached import Reached
from projections.follower.rebuild import AT_ONCE, Means, far_behind, rebuild
from projections.journal.building import DIRECTORY
from projections.policy import PolicyVersion
from projections.policy_file import default_policy
from projections.replay.parts import OpenLog
from projections.replay.workers import Workers
from projections.views.fitness import fit_to_follow
from projections.views.reading import Overtaken
from projections.views.recorder import ViewsRecorder
from projections.views.step import News
from projections.views.store import Lease, Views

LOOK_SECONDS = 1.0  # how often the date and the file are looked at while nothing is recorded
RETRY_SECONDS = 1.0

_LOG = logging.getLogger("guanxi.follower")


class _Stopped(Exception):
    """Somebody asked the follower to stop in the middle of long work."""


def _tell_nobody(taken: Taken) -> None:
    pass


class Follower(Reached):
    """Takes what is recorded into the views, and builds them first where they are missing or too old; where several
    processes keep the same views, one does so and the others hear from it how far they are.

    ledger: open, the caller's to close after stop(). clock: microseconds since 1970 UTC. told: hears of every step once
    its rows can be read, in the follower's thread; it must not block. A failure (full disk, locked file) is tried again
    every second; `failure` says what it is. open_log: opens the ledger in the processes of a rebuild, where there
    are several.
    """

    def __init__(
        self,
        ledger: ReadableLedger,
        views: Views,
        *,
        clock: Callable[[], int],
        told: Callable[[Taken], None] = _tell_nobody,
        rules: PolicyVersion | None = None,
        open_log: OpenLog | None = None,
        processes: int = 1,
    ) -> None:
        super().__init__()
        self._ledger, self._views, self._clock, self._told = ledger, views, clock, told
        self._given, self._rules = rules, rules or default_policy()
        self._open_log, self._processes = open_log or (lambda: ledger), processes
        self._stopping = threading.Event()
        self._changing = threading.Lock()
        self._listener: LedgerSubscription | Lease | None = None
        self._thread = threading.Thread(target=self._run, name="guanxi-follower", daemon=True)
        self.failure: str | None = None

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until it has ended: at most as long as one step takes. Again is fine."""
        self._stopping.set()
        with self._changing:
            if self._listener:
                self._listener.stop()
        self.end()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
                self.failure = None
            except (_Stopped, Overtaken):
                continue
            except Exception as error:  # the edge of the thread: it must not die while the server lives
                self.failure = str(error)
                if isinstance(error, GuanxiError):
                    _LOG.warning("the views do not follow: %s", error)
                else:
                    _LOG.exception("the views do not follow")
                self._stopping.wait(RETRY_SECONDS)

    def _follow(self) -> None:
        """Move the views while nobody else does, and hear how far they are until then."""
        with self._views.lease() as lease, self._listening(lease):
            while not self._stopping.is_set() and not lease.take():
                self.failure = None
                self.tell(lease.heard(LOOK_SECONDS))
            if not self._stopping.is_set():
                self._lead(lease)

    def _lead(self, lease: Lease) -> None:
        """Until stopped, until the lease is lost or the views are others, or until another policy comes into force."""
        self._rules = self._in_force()
        if self._views.mark() is None:
            self._rebuild()
        mark = self._views.mark()
        with self._views.opener()() as recorder:
            progress = recorder.progress(self._rules)
            fit = progress is not None and fit_to_follow(progress, self._ledger, self._rules)
            if progress is None or not fit or far_behind(self._ledger, progress):
                self._rebuild()
                return
            self._clean(recorder)
            following = Following(self._ledger, recorder, progress, self._rules, pulse=self._go_on)
            self.tell(progress.position)
            subscribed = self._ledger.application.recorder.subscribe(gt=progress.position)
            with subscribed as subscription, self._listening(subscription):
                while not self._stopping.is_set() and lease.held() and self._views.mark() == mark:
                    rows = subscription.batch(AT_ONCE, LOOK_SECONDS)
                    if self._in_force() != self._rules:  # it may be these rows, or the day, that bring another one
                        return
                    if len(rows) == AT_ONCE and far_behind(self._ledger, following.progress):
                        return
                    self._take(following, rows)

    def _take(self, following: Following, rows: Sequence[Row]) -> None:
        news = [
            News(row.id, row.event_id, str(row.originator_id), row.topic, row.occurred_at, row.recorded_at)
            for row in rows
        ]
        taken = following.take(news, as_of=end_of_day(self._rules, self._clock()))
        self.failure = None
        if taken is None:
            return
        self.tell(taken.position)
        try:
            self._told(taken)
        except Exception:  # whoever listens must not stop the views
            _LOG.exception("a listener failed")

    def _in_force(self) -> PolicyVersion:
        """What judges today."""
        return self._given or present_rules(self._ledger, self._clock())

    def _rebuild(self) -> None:
        with Workers(self._open_log, self._processes) as workers:
            rebuild(
                self._ledger,
                self._views,
                clock=self._clock,
                rules=self._rules,
                means=Means(workers=workers, journal=self._ledger.directory / DIRECTORY),
                tell=lambda more: self._go_on(),
            )

    def _clean(self, recorder: ViewsRecorder) -> None:
        """Remove what an interrupted rebuild left, unless one is running."""
        try:
            with self._views.only_rebuild():
                recorder.drop_leftovers()
        except Unavailable:
            return

    @contextmanager
    def _listening(self, listener: LedgerSubscription | Lease) -> Iterator[None]:
        """A stop reaches the listener as long as it is open."""
        with self._changing:
            before, self._listener = self._listener, listener
            if self._stopping.is_set():
                listener.stop()
        try:
            yield
        finally:
            with self._changing:
                self._listener = before

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise _Stopped
