"""Taking new events into one generation of views, step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from projections.policy import PolicyVersion
from projections.views.book_slices import BookLog
from projections.views.new_day import turn
from projections.views.progress import Progress
from projections.views.recorder import ViewsRecorder
from projections.views.step import News, Step, Stepping


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What was done. customers: those whom new events concern. new_day: everybody was judged again, on another day."""

    position: int
    customers: frozenset[str]
    new_day: bool


class Following:
    """One generation on its way through the log. Not for several threads."""

    def __init__(
        self,
        log: BookLog,
        recorder: ViewsRecorder,
        progress: Progress,
        rules: PolicyVersion,
        *,
        pulse: Callable[[], None] = lambda: None,
    ) -> None:
        """pulse: called every now and then in long work, which an exception from it ends without a trace."""
        self._log, self._recorder, self._rules, self._pulse = log, recorder, rules, pulse
        self.progress = progress

    def take(self, news: Sequence[News], *, as_of: int) -> Taken | None:
        """Take the events right after the present position, ascending; none when only the day changed.

        as_of: microseconds, the end of today. None when there is nothing to do. Overtaken when another process moved
        these views; the progress is then what was written last from here.
        """
        new_day, touched = as_of != self.progress.as_of, frozenset[str]()
        if new_day:
            self._move(self._turn(as_of))
        news = [new for new in news if new.position > self.progress.position]
        if news:
            step = self._step(news)
            self._move(step)
            touched = step.touched
        elif not new_day:
            return None
        return Taken(position=self.progress.position, customers=touched, new_day=new_day)

    def _step(self, news: Sequence[News]) -> Step:
        with self._recorder.reading() as reading:
            stepping = Stepping(log=self._log, kept=reading.kept, rules=self._rules, pulse=self._pulse)
            return stepping.take(self.progress, news)

    def _turn(self, as_of: int) -> Step:
        return turn(self._log, self._recorder.kept, self.progress, as_of=as_of, rules=self._rules, pulse=self._pulse)

    def _move(self, step: Step) -> None:
        self._recorder.advance(step.before, step.after, step.differences)
        self.progress = step.after
