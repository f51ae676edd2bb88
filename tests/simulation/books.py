"""Small simulated books for tests."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from api.simulation.arguments import Arguments
from api.simulation.book import write_book

UNTIL = date(2025, 12, 31)


def arguments(customers: int = 30, years: int = 3, seed: int = 11, until: date = UNTIL) -> Arguments:
    return Arguments(customers=customers, years=years, seed=seed, until=until)


def written(path: Path, given: Arguments, **how: Any) -> bytes:
    """The file's content."""
    write_book(given, path, **how)
    return path.read_bytes()


def documents(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]
