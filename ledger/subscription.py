"""Following the log: new events in their order as they are recorded, whoever records them."""

from abc import abstractmethod
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from eventsourcing.persistence import Subscription

from ledger.log_row import Row

if TYPE_CHECKING:
    from ledger.recorder import LedgerRecorder

AT_ONCE = 500  # events read at a time


class LedgerSubscription(Subscription["LedgerRecorder"]):
    """Yields events after position `gt` in their order, and then waits for more until it is stopped.

    For one reader; `stop` may come from any thread. Use it in a `with`.
    """

    def __init__(self, recorder: "LedgerRecorder", gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._ready: list[Row] = []

    def __next__(self) -> Row:
        if not self._ready:
            self._ready = [*reversed(self.batch())]
        if self._has_been_stopped or not self._ready:
            raise StopIteration
        return self._ready.pop()

    def batch(self, limit: int = AT_ONCE, seconds: float | None = None) -> Sequence[Row]:
        """At least one new event and at most `limit`, ascending; none when stopped, or when `seconds` have passed.

        Not to be mixed with iterating.
        """
        deadline = None if seconds is None else monotonic() + seconds
        while not self._has_been_stopped:
            self._look()
            found = self._recorder.select_notifications(
                self._last_notification_id, limit, topics=self._topics, inclusive_of_start=False
            )
            if found:
                self._last_notification_id = found[-1].id
                return found
            if not self._wait(deadline):
                break
        return ()

    def stop(self) -> None:
        """End the waiting at once."""
        super().stop()
        self.wake()

    @abstractmethod
    def wake(self) -> None:
        """End the waiting, to look or to stop; from any thread."""

    @abstractmethod
    def _look(self) -> None:
        """The log is about to be read: `_wait` is to end at whatever is committed from now on."""

    @abstractmethod
    def _wait(self, deadline: float | None) -> bool:
        """Until somebody has committed since the last `_look`; False when stopped, or when it is too late."""
