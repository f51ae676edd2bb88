"""All or nothing: many interactions in one write, kept only if the caller says so."""

from collections.abc import Sequence

from ledger.prepared import Wanted
from ledger.recording import Outcome, Recording
from ledger.stamp import Stamp


class Undone(Exception):
    """Ends the write transaction of an attempt that was not kept."""


class Attempt:
    """Records as often as one likes; nothing of it is seen by anybody, or stays, unless `keep` is called.

    The write lock is held from the first moment to the last. Receipts of an attempt that is not kept say what would
    have been recorded.
    """

    def __init__(self, recording: Recording, chunk: int) -> None:
        self._recording, self._chunk = recording, chunk
        self.kept = False

    def record_many(
        self, interactions: Sequence[Wanted], *, actor: str = "local", correlation_id: str | None = None
    ) -> list[Outcome]:
        """In order, each on its own: a receipt or a refusal for each."""
        stamp = Stamp(actor=actor, correlation_id=correlation_id)
        outcomes: list[Outcome] = []
        for start in range(0, len(interactions), self._chunk):
            outcomes += self._recording.record(interactions[start : start + self._chunk], stamp)
        return outcomes

    def keep(self) -> None:
        """Everything recorded so far, and from now on, stays when the attempt ends without an error."""
        self.kept = True
