"""The rejects file: every row or event that was refused, with its place and the reason."""

import csv
import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ledger.errors import GuanxiError

COLUMNS = ("file", "row", "field", "code", "reason", "raw")


class RejectsFile:
    """FOLDER/BATCH.csv, made with the first line; readable by this user alone, since raw rows name persons."""

    def __init__(self, folder: Path, batch_id: str) -> None:
        self._path = folder / f"{batch_id}.csv"
        self._out: IO[str] | None = None

    @property
    def path(self) -> Path | None:
        """The file, or None while nothing was refused."""
        return None if self._out is None else self._path

    def add(self, file: str, row: int | None, field: str, code: str, reason: str, raw: str) -> None:
        """Add a line; row: from 1, or None when it is not known."""
        if self._out is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._out = os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="")
            self._writer = csv.writer(self._out, lineterminator="\n")
            self._writer.writerow(COLUMNS)
        place = (file, "" if row is None else row, field)
        self._writer.writerow((*place, code, reason, raw.replace("\0", "\N{SYMBOL FOR NULL}")))

    def add_error(self, file: str, row: int | None, error: GuanxiError, raw: str) -> None:
        """Add an event the ledger refused: the place of its first problem, and all its reasons."""
        first = error.problems[0]
        reason = "; ".join(problem.sentences for problem in error.problems)
        self.add(file, row, first.pointer, error.code, reason, raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._out is not None:
            self._out.close()
