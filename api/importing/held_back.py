"""Events on their way into the ledger: in chunks, those that name something not yet recorded again and again."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import orjson

from api.importing.lines import Block
from api.importing.rejects import RejectsFile
from api.importing.rows_read import shown
from api.importing.summary import FileCounts, ImportSummary
from ledger.application import CHUNK
from ledger.errors import AlreadyRegistered, GuanxiError, UnknownCustomer, UnknownReference
from ledger.prepared import Prepared
from ledger.receipt import Receipt
from ledger.recording import Outcome

Progress = Callable[[str, int], None]
Record = Callable[[Sequence[Prepared]], Sequence[Outcome]]


class Sent(NamedTuple):
    """An event, and where it came from. row: None = not known. once: a customer registered already is no refusal.

    raw: the line, or the block in which it stands; None = made by a mapping.
    """

    wanted: Prepared
    file: FileCounts
    row: int | None
    raw: bytes | Block | None = None
    once: bool = False

    def alone(self) -> "Sent":
        """The same without the lines around it, to be held for long."""
        if isinstance(self.raw, Block) and self.row is not None:
            return self._replace(raw=self.raw.raw(self.row))
        return self


class Sender:
    """Sends events to the ledger in their order and keeps count of what became of them."""

    def __init__(
        self,
        summary: ImportSummary,
        rejects: RejectsFile,
        *,
        record: Record | None,
        hold_back: bool = True,
        progress: Progress | None = None,
    ) -> None:
        """record: takes the events of a chunk, answers for each; None = everything waits for `finish`.

        hold_back: whether events whose references are missing are tried again at the end.
        """
        self._summary = summary
        self._rejects = rejects
        self._record = record
        self._hold_back = hold_back
        self._progress = progress
        self._waiting: list[Sent] = []
        self._held: list[tuple[Sent, GuanxiError]] = []

    def send(self, event: Sent) -> None:
        """Take the event; it goes to the ledger with its chunk, or with `finish`."""
        self.send_many([event], event.file)

    def send_many(self, events: Sequence[Sent], file: FileCounts) -> None:
        """The same of some events of one file, fewer than a chunk, in their order."""
        before = len(self._waiting)
        file.read += len(events)
        self._waiting += events
        if before // CHUNK < len(self._waiting) // CHUNK:
            if self._record is not None:
                self._send_waiting(self._record, CHUNK)
            if self._progress is not None:
                self._progress(file.file, file.read)

    def refuse(self, file: FileCounts, row: int | None, error: GuanxiError, raw: str) -> None:
        """Count an event that could not even be read."""
        file.read += 1
        self._refused(file, row, error, raw)

    def finish(self, record: Record) -> None:
        """Send what waits, then what was held back, round after round until one records nothing."""
        self._send_waiting(record, len(self._waiting))
        before = -1
        while self._held and self._summary.total("recorded") > before:
            before = self._summary.total("recorded")
            self._waiting, self._held = [event for event, _ in self._held], []
            self._send_waiting(record, len(self._waiting))
        for event, error in self._held:
            self._refused(event.file, event.row, error, _raw(event))
        self._held = []

    def _send_waiting(self, record: Record, count: int) -> None:
        events, self._waiting = self._waiting[:count], self._waiting[count:]
        if events:
            recorded: list[str] = []
            outcomes = record([event.wanted for event in events])
            for event, outcome in zip(events, outcomes, strict=True):
                if isinstance(outcome, Receipt) and not outcome.known:
                    event.file.recorded += 1
                    recorded.append(event.wanted.interaction.type)
                else:
                    self._settle(event, outcome)
            self._summary.by_type.update(recorded)

    def _settle(self, event: Sent, outcome: Outcome) -> None:
        if isinstance(outcome, Receipt) or (event.once and isinstance(outcome, AlreadyRegistered)):
            event.file.known += 1
        elif self._hold_back and isinstance(outcome, UnknownCustomer | UnknownReference):
            self._held.append((event.alone(), outcome))
        else:
            self._refused(event.file, event.row, outcome, _raw(event))

    def _refused(self, file: FileCounts, row: int | None, error: GuanxiError, raw: str) -> None:
        file.rejected += 1
        self._summary.reasons[error.code] += 1
        self._rejects.add_error(file.file, row, error, raw)


def _raw(event: Sent) -> str:
    raw = event.alone().raw
    if isinstance(raw, bytes):
        return shown(raw)
    made = event.wanted.interaction
    document = {"customer": made.customer, "type": made.type, "external_id": made.external_id, "data": dict(made.data)}
    return orjson.dumps(document).decode()
