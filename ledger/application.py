"""The ledger: the one door to the log for everything above."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any, TypeVar

from ledger.access_log.file import AccessLog
from ledger.attempt import Attempt, Undone
from ledger.errors import GuanxiError, Invalid
from ledger.eventsourced import LedgerApplication
from ledger.interaction import Interaction
from ledger.ledger_stream import ledger_event
from ledger.log_opening import log_factory
from ledger.place import Place
from ledger.prepared import Wanted
from ledger.privacy.key_uses import KeyUses
from ledger.privacy.keyring import Keyring
from ledger.privacy.sealer import Sealer
from ledger.readable import ReadableLedger
from ledger.receipt import Receipt
from ledger.recording import Outcome, Recording
from ledger.remembered import Remembered
from ledger.restoring import Restoring
from ledger.stamp import Stamp
from ledger.upcasting import UPCASTING

__all__ = ["Ledger", "Outcome", "Receipt", "now_micros", "open_ledger"]

W = TypeVar("W")
CHUNK = 8_000  # interactions a write: long enough to be fast, short enough for other writers to get their turn


def now_micros() -> int:
    """Microseconds since 1970 UTC by the machine's clock."""
    return time_ns() // 1000


def open_ledger(
    place: Path | Place,
    *,
    clock: Callable[[], int] = now_micros,
    create: bool = True,
    random: Callable[[int], bytes] = os.urandom,
    environ: Mapping[str, str] = os.environ,
) -> "Ledger":
    """The ledger in a data directory (ledger.db, keys.db, master.key), or with its log in a database; for a `with`.

    create: make what is missing; else NotFound. clock: microseconds. environ: where the master key may stand.
    """
    UPCASTING.check()
    where = place if isinstance(place, Place) else Place(directory=place)
    factory = log_factory(where, clock=clock, create=create)
    uses = KeyUses(factory.application_recorder())
    keyring = Keyring(where.directory.absolute(), environ=environ, random=random, clock=clock, log=uses)
    application = LedgerApplication(factory, Sealer(keyring, random))
    return Ledger(application, keyring, clock=clock, random=random)


class Ledger(ReadableLedger):
    """Records interactions: decided by the rules, sealed, appended, each once."""

    def __init__(
        self,
        application: LedgerApplication,
        keyring: Keyring,
        *,
        clock: Callable[[], int],
        random: Callable[[int], bytes],
    ) -> None:
        super().__init__(application, keyring)
        self._clock, self._random = clock, random
        self._remembered = Remembered()
        self.access_log = AccessLog(self.directory, clock=clock)

    def close(self) -> None:
        super().close()
        self.access_log.close()

    def record(self, interaction: Interaction, *, actor: str = "local", correlation_id: str | None = None) -> Receipt:
        """Record one interaction, durably; or raise what the rules raise.

        Decided while holding the write lock: it costs less than to decide before and to look again when writing.
        """
        with self._write() as recording:
            (outcome,) = recording.record(
                [interaction], Stamp(actor=actor, correlation_id=correlation_id), by_hand=True
            )
        if isinstance(outcome, GuanxiError):
            raise outcome
        return outcome

    def record_many(
        self,
        interactions: Sequence[Wanted],
        *,
        actor: str = "local",
        correlation_id: str | None = None,
        all_or_nothing: bool = False,
    ) -> list[Outcome]:
        """Record in order, each on its own: a receipt or a refusal for each. Fast: one write per CHUNK.

        all_or_nothing: one write, and none at all if anything is refused; receipts then say what would have been.
        """
        stamp = Stamp(actor=actor, correlation_id=correlation_id)
        if all_or_nothing:
            with self.attempt() as attempt:
                outcomes = attempt.record_many(interactions, actor=actor, correlation_id=correlation_id)
                if not any(isinstance(outcome, GuanxiError) for outcome in outcomes):
                    attempt.keep()
            return outcomes
        outcomes = []
        for chunk in _chunks(interactions):
            with self._write() as recording:
                outcomes += recording.record(chunk, stamp)
        return outcomes

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """Many recordings as one write, kept only on `keep()`: for what must be whole, and for trying out."""
        try:
            with self._write() as recording:
                attempt = Attempt(recording, CHUNK)
                yield attempt
                if not attempt.kept:
                    raise Undone
        except Undone:
            pass

    def restore(
        self,
        interactions: Iterable[Interaction],
        *,
        source: str,
        simulated: bool,
        actor: str = "local",
        correlation_id: str | None = None,
    ) -> list[Outcome]:
        """Record a past with its own recorded_at (non-decreasing, not ahead of now) into an empty ledger.

        LedgerRestored stands first. RuleBroken where the ledger is not empty; nothing is written for an empty past.
        """
        past = list(interactions)
        if not past:
            return []
        moments = [line.recorded_at for line in past if line.recorded_at is not None]
        if len(moments) < len(past):
            raise Invalid("a line without recorded_at cannot be restored", "Import such lines instead.", "/recorded_at")
        with self.restoration(
            span=(moments[0], max(moments)),
            source=source,
            simulated=simulated,
            actor=actor,
            correlation_id=correlation_id,
        ) as restoring:
            return [outcome for chunk in _chunks(past) for outcome in restoring.record(chunk)]

    @contextmanager
    def restoration(
        self,
        *,
        span: tuple[int, int],
        source: str,
        simulated: bool,
        actor: str = "local",
        correlation_id: str | None = None,
    ) -> Iterator[Restoring]:
        """The same for a past that is handed on chunk by chunk; it is there when this is left without an error.

        One write: who is killed on the way leaves an empty ledger. span: first and last recorded_at of the past.
        """
        stamp = Stamp(actor=actor, correlation_id=correlation_id)
        with self._write() as recording:
            yield Restoring(recording, span=span, source=source, simulated=simulated, stamp=stamp, now=self._clock())

    def finish_import(
        self, *, batch_id: str, files: Sequence[Mapping[str, Any]], counts: Mapping[str, Any], actor: str = "local"
    ) -> Receipt:
        """Write down that an import recorded something: ImportFinished on the ledger's own stream."""
        data = {"batch_id": batch_id, "files": list(files), "counts": counts}
        return self.record(
            ledger_event("ImportFinished", data, occurred_at=self._clock()), actor=actor, correlation_id=batch_id
        )

    @contextmanager
    def _write(self) -> Iterator[Recording]:
        try:
            with self.application.recorder.writing() as writing:
                yield Recording(
                    writing,
                    mapper=self.application.mapper,
                    clock=self._clock,
                    random=self._random,
                    remembered=self._remembered,
                )
        except BaseException:
            self._remembered.forget()  # it may tell of what was not written in the end
            raise


def _chunks(interactions: Sequence[W]) -> Iterator[Sequence[W]]:
    for start in range(0, len(interactions), CHUNK):
        yield interactions[start : start + CHUNK]
