"""Where the events of an import go: into the log as they are read, into one write that may be undone, or as a past."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from api.importing.held_back import Record, Sender
from api.importing.summary import ImportSummary
from ledger.application import Ledger, open_ledger
from ledger.errors import RuleBroken
from ledger.prepared import Prepared
from ledger.recording import Outcome
from ledger.restoring import Restoring


class Destination(Protocol):
    """Takes the events of one import."""

    @property
    def record(self) -> Record | None:
        """Takes events while the files are read; None = they wait until everything is read."""
        ...

    def finish(self, sender: Sender) -> None:
        """Let the sender finish; what the destination keeps is kept when this returns."""


class Log:
    """The log itself: each event is recorded or not on its own, in chunks."""

    def __init__(self, ledger: Ledger, actor: str, batch_id: str) -> None:
        self.record: Record = partial(ledger.record_many, actor=actor, correlation_id=batch_id)

    def finish(self, sender: Sender) -> None:
        sender.finish(self.record)


@dataclass(kw_only=True)
class Trial:
    """One write for everything, which is undone unless `wanted` says otherwise when all is done.

    The write lock is held only from `finish` on: reading and checking the files keeps nobody waiting.
    """

    ledger: Ledger
    actor: str
    batch_id: str
    wanted: Callable[[], bool]
    record: Record | None = None

    def finish(self, sender: Sender) -> None:
        with self.ledger.attempt() as attempt:
            sender.finish(partial(attempt.record_many, actor=self.actor, correlation_id=self.batch_id))
            if self.wanted():
                attempt.keep()


@dataclass(kw_only=True)
class Past:
    """A past with its own recorded_at, in one write that is begun with its first lines; none of them is held back.

    span: first and last recorded_at, None where no line has any. write: where the write is left, and kept unless an
    error leaves it.
    """

    ledger: Ledger
    actor: str
    batch_id: str
    source: str
    simulated: bool
    span: tuple[int, int] | None
    write: ExitStack
    restoring: Restoring | None = None

    def record(self, events: Sequence[Prepared]) -> Sequence[Outcome]:
        if self.restoring is None:
            if self.span is None:
                raise TypeError("lines that can be restored say when they were recorded")
            self.restoring = self.write.enter_context(
                self.ledger.restoration(
                    span=self.span,
                    source=self.source,
                    simulated=self.simulated,
                    actor=self.actor,
                    correlation_id=self.batch_id,
                )
            )
        return self.restoring.record(events)

    def finish(self, sender: Sender) -> None:
        sender.finish(self.record)


@contextmanager
def scratch_ledger(like: Ledger, now: int) -> Iterator[Ledger]:
    """An empty ledger to restore into for trial, where the real one could take a past as well; gone afterwards."""
    if like.last()[0]:
        raise RuleBroken("this ledger is not empty, so no past can be restored", "restore into a new directory")
    with (
        tempfile.TemporaryDirectory(prefix="guanxi-trial-") as folder,
        open_ledger(Path(folder), clock=lambda: now) as ledger,
    ):
        yield ledger


def spoiled(summary: ImportSummary) -> bool:
    """Whether a strict import must not be kept."""
    return bool(summary.failure or summary.total("rejected") or summary.total("rows_rejected"))
