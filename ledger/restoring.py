"""Restoring a past: events keep the recorded_at they bring, and the ledger says first that it was restored."""

from collections.abc import Sequence

from ledger.errors import Invalid, RuleBroken
from ledger.interaction import Interaction
from ledger.ledger_stream import LEDGER_STREAM, ledger_event
from ledger.reading import Reading
from ledger.recording import Outcome, Recording
from ledger.stamp import Stamp
from ledger.times import format_instant


class Restoring:
    """One restoration, chunk after chunk. Lines whose recorded_at falls behind the line before are refused."""

    def __init__(self, past: Sequence[Interaction], *, source: str, simulated: bool, stamp: Stamp, now: int) -> None:
        """past: all of it, not empty."""
        moments = [line.recorded_at for line in past if line.recorded_at is not None]
        if len(moments) < len(past):
            raise Invalid("a line without recorded_at cannot be restored", "Import such lines instead.", "/recorded_at")
        self._stamp, self._latest, self._now = stamp, moments[0], now
        self._announcement = ledger_event(
            "LedgerRestored",
            {
                "source": source,
                "simulated": simulated,
                "from": format_instant(moments[0]),
                "to": format_instant(max(moments)),
            },
            occurred_at=now,
            recorded_at=moments[0],
        )

    def begin(self, recording: Recording) -> None:
        """Say that the ledger is restored; RuleBroken when it holds something that must come after."""
        check_empty(recording.writing)
        recording.record([self._announcement], self._stamp, restoring=True)

    def record(self, recording: Recording, chunk: Sequence[Interaction]) -> list[Outcome]:
        """Record the next lines, each on its own."""
        refused: dict[int, Outcome] = {}
        for number, line in enumerate(chunk):
            moment = line.recorded_at or 0
            if moment > self._now:
                refused[number] = _misplaced(f"{format_instant(moment)} lies in the future")
            elif moment < self._latest:
                refused[number] = _misplaced(
                    f"{format_instant(moment)} lies before the line ahead of it, {format_instant(self._latest)}"
                )
            else:
                self._latest = moment
        kept = [line for number, line in enumerate(chunk) if number not in refused]
        outcomes = iter(recording.record(kept, self._stamp, restoring=True))
        return [refused[number] if number in refused else next(outcomes) for number in range(len(chunk))]


def check_empty(reading: Reading) -> None:
    """A past can only be restored where there is none."""
    position, _ = reading.last()
    if any(stream != LEDGER_STREAM for stream in reading.streams()):
        raise RuleBroken(
            f"this ledger holds events already, up to position {position}; a past is restored into an empty one",
            "Name a new data directory, or import without --restore and with --ignore-recorded-at.",
        )
    if position:
        raise RuleBroken("this ledger has a history of its own already", "Restore into a new data directory.")


def _misplaced(message: str) -> Invalid:
    return Invalid(message, "Restore lines in the order in which they were recorded.", "/recorded_at")
