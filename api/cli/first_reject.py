"""The first line of a rejects file as a sentence, so that the reason is on the screen at once."""

import csv
from pathlib import Path

ENOUGH = 64 * 1024  # for everything but a very long raw row, which stands last and is not shown


def first_reject(path: Path) -> str:
    """ "orders.csv, row 3, /data/amount: this is no amount. Write ...": file, row, field, reason."""
    with path.open(encoding="utf-8", newline="") as file:
        start = file.read(ENOUGH)
    lines = csv.reader(start.splitlines(keepends=True))
    next(lines)
    name, row, field, _, reason, *_ = next(lines)
    place = ", ".join(part for part in (Path(name).name, f"row {row}" if row else "", field) if part)
    return f"{place}: {reason}"
