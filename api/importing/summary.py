"""The summary of an import: what became of every row and of every event made of them."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ledger.errors import GuanxiError, Invalid

STRICT = "not recorded, since something else was rejected and the import is strict"


@dataclass(kw_only=True)
class FileCounts:
    """One file: rows = rows_used + rows_left_out + rows_rejected; read = recorded + known + rejected.

    In JSON Lines a row is an event: rows = read, and a rejected event is a rejected row.
    """

    file: str
    rows: int = 0
    rows_used: int = 0
    rows_left_out: int = 0
    rows_rejected: int = 0
    read: int = 0
    recorded: int = 0
    known: int = 0
    rejected: int = 0


COUNTS = ("rows", "rows_used", "rows_left_out", "rows_rejected", "read", "recorded", "known", "rejected")


@dataclass(kw_only=True)
class ImportSummary:
    """What an import did.

    by_type: events recorded. reasons: rows left out or rejected by the reason the mapping gives, rejected events and
    unreadable rows by their code, and local times that were read twice or never by the clock. failure: why the command
    must end with 1; what was recorded before it stays recorded.
    """

    batch_id: str
    dry_run: bool = False
    files: list[FileCounts] = field(default_factory=list)
    by_type: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rejects_file: Path | None = None
    failure: GuanxiError | None = None

    def total(self, count: str) -> int:
        """The sum of one count over the files."""
        return sum(int(getattr(file, count)) for file in self.files)

    def refuse_all(self) -> None:
        """A strict import recorded nothing: its good events go down with what was rejected."""
        rejected = self.total("rejected") + self.total("rows_rejected")
        if self.total("recorded"):
            self.reasons[STRICT] = self.total("recorded")
        for counts in self.files:
            counts.rejected, counts.recorded = counts.rejected + counts.recorded, 0
        self.by_type.clear()
        self.failure = self.failure or Invalid(
            f"{rejected} rows or events are rejected, so nothing was recorded"
            if rejected != 1
            else "a row or an event is rejected, so nothing was recorded",
            f"see {self.rejects_file}, or import without --strict",
            "--strict",
        )

    def document(self) -> dict[str, Any]:
        """The body of contracts section 5."""
        return {
            "batch_id": self.batch_id,
            "dry_run": self.dry_run,
            "files": [asdict(file) for file in self.files],
            **{count: self.total(count) for count in COUNTS},
            "by_type": dict(sorted(self.by_type.items())),
            "reasons": dict(sorted(self.reasons.items())),
            "rejects_file": None if self.rejects_file is None else str(self.rejects_file),
        }
