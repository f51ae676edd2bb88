"""The publications of policies, kept: what stands in the log never changes, so only what came since is looked for."""

import threading

from ledger.ledger_stream import LEDGER_STREAM
from ledger.reading import RawRow, Reading

PUBLISHED = "PolicyPublished"


class KeptPolicies:
    """Of one open ledger; threads may share it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._rows: list[RawRow] = []
        self._upto = 0

    def rows(self, reading: Reading, *, upto: int) -> list[RawRow]:
        """Raw rows, ascending. upto: inclusive, a position that was reached."""
        with self._guard:
            if upto > self._upto:
                new = reading.raw_of_streams([LEDGER_STREAM], after=self._upto, upto=upto)
                self._rows += [row for row in new if row[4] == PUBLISHED]
                self._upto = upto
            return [row for row in self._rows if row[0] <= upto]
