"""Restoring a past: events keep the recorded_at they bring, and the ledger says first that it was restored."""

from collections.abc import Sequence

from ledger.errors import Invalid, RuleBroken
from ledger.ledger_stream import LEDGER_STREAM, ledger_event
from ledger.prepared import Prepared, Wanted
from ledger.reading import Reading
from ledger.recording import Outcome, Recording
from ledger.stamp import Stamp
from ledger.times import format_instant


class Restoring:
    """One restoration, chunk after chunk. Lines whose recorded_at falls behind the line before are refused."""

    def __init__(
        self, recording: Recording, *, span: tuple[int, int], source: str, simulated: bool, stamp: Stamp, now: int
    ) -> None:
        """Says first that the ledger is restored; RuleBroken when it holds something that must come after.

        recording: one open write, so that all of the past is restored or none. span: the first and the last
        recorded_at of the past.
        """
        check_empty(recording.writing)
        first, last = span
        self._recording, self._stamp, self._latest, self._now = recording, stamp, first, now
        announcement = ledger_event(
            "LedgerRestored",
            {"source": source, "simulated": simulated, "from": format_instant(first), "to": format_instant(last)},
            occurred_at=now,
            recorded_at=first,
        )
        recording.record([announcement], stamp, restoring=True)

    def record(self, chunk: Sequence[Wanted]) -> list[Outcome]:
        """Record the next lines, each on its own."""
        refused: dict[int, Outcome] = {}
        for number, line in enumerate(chunk):
            moment = (line.interaction if isinstance(line, Prepared) else line).recorded_at or 0
            if moment > self._now:
                refused[number] = _misplaced(f"{format_instant(moment)} lies in the future")
            elif moment < self._latest:
                refused[number] = _misplaced(
                    f"{format_instant(moment)} lies before the line ahead of it, {format_instant(self._latest)}"
                )
            else:
                self._latest = moment
        kept = [line for number, line in enumerate(chunk) if number not in refused]
        outcomes = iter(self._recording.record(kept, self._stamp, restoring=True))
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
