"""Events on their way into the ledger: in chunks, those that name something not yet recorded again and again."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import orjson

from api.importing.rejects import RejectsFile
from api.importing.rows_read import shown
from api.importing.summary import FileCounts, ImportSummary
from ledger.errors import AlreadyRegistered, GuanxiError, UnknownCustomer, UnknownReference
from ledger.interaction import Interaction
from ledger.receipt import Receipt
from ledger.recording import Outcome

CHUNK = 2000
Progress = Callable[[str, int], None]
Record = Callable[[Sequence[Interaction]], Sequence[Outcome]]


class Sent(NamedTuple):
    """An event, and where it came from. row: None = not known. raw: the line; None = made by a mapping.

    once: a customer registered already is no refusal.
    """

    interaction: Interaction
    file: FileCounts
    row: int | None
    raw: bytes | None = None
    once: bool = False


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
        event.file.read += 1
        self._waiting.append(event)
        if len(self._waiting) % CHUNK == 0:
            if self._record is not None:
                self._send_waiting(self._record)
            if self._progress is not None:
                self._progress(event.file.file, event.file.read)

    def refuse(self, file: FileCounts, row: int | None, error: GuanxiError, raw: str) -> None:
        """Count an event that could not even be read."""
        file.read += 1
        self._refused(file, row, error, raw)

    def finish(self, record: Record) -> None:
        """Send what waits, then what was held back, round after round until one records nothing."""
        self._send_waiting(record)
        before = -1
        while self._held and self._summary.total("recorded") > before:
            before = self._summary.total("recorded")
            self._waiting, self._held = [event for event, _ in self._held], []
            self._send_waiting(record)
        for event, error in self._held:
            self._refused(event.file, event.row, error, _raw(event))
        self._held = []

    def _send_waiting(self, record: Record) -> None:
        events, self._waiting = self._waiting, []
        if events:
            outcomes = record([event.interaction for event in events])
            for event, outcome in zip(events, outcomes, strict=True):
                self._settle(event, outcome)

    def _settle(self, event: Sent, outcome: Outcome) -> None:
        if isinstance(outcome, Receipt):
            if outcome.known:
                event.file.known += 1
            else:
                event.file.recorded += 1
                self._summary.by_type[event.interaction.type] += 1
        elif event.once and isinstance(outcome, AlreadyRegistered):
            event.file.known += 1
        elif self._hold_back and isinstance(outcome, UnknownCustomer | UnknownReference):
            self._held.append((event, outcome))
        else:
            self._refused(event.file, event.row, outcome, _raw(event))

    def _refused(self, file: FileCounts, row: int | None, error: GuanxiError, raw: str) -> None:
        file.rejected += 1
        self._summary.reasons[error.code] += 1
        self._rejects.add_error(file.file, row, error, raw)


def _raw(event: Sent) -> str:
    if event.raw is not None:
        return shown(event.raw)
    made = event.interaction
    document = {"customer": made.customer, "type": made.type, "external_id": made.external_id, "data": dict(made.data)}
    return orjson.dumps(document).decode()
