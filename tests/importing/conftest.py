"""A ledger in a directory of its own, and the import as the command line calls it."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.importing.importing import import_files
from api.importing.summary import COUNTS, ImportSummary
from ledger.application import Ledger, open_ledger
from ledger.times import to_micros

NOW = to_micros(datetime(2026, 6, 30, 12, tzinfo=UTC))
Import = Callable[..., ImportSummary]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "data", clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def run(ledger: Ledger, tmp_path: Path) -> Import:
    """Import files into the ledger; whatever becomes of them, the counts add up."""

    def import_them(*paths: Path, mapping: Path | None = None, **options: Any) -> ImportSummary:
        chosen = {"restore": False, "ignore_recorded_at": False, "strict": False, "dry_run": False, **options}
        rejects = tmp_path / "data" / "rejects"
        summary = import_files(ledger, paths, mapping=mapping, zone=UTC, now=NOW, rejects_dir=rejects, **chosen)
        adds_up(summary)
        return summary

    return import_them


def adds_up(summary: ImportSummary) -> None:
    document = summary.document()
    for part in (document, *document["files"]):
        assert part["rows"] == part["rows_used"] + part["rows_left_out"] + part["rows_rejected"]
        assert part["read"] == part["recorded"] + part["known"] + part["rejected"]
    for count in COUNTS:
        assert document[count] == sum(file[count] for file in document["files"])
    assert sum(document["by_type"].values()) == document["recorded"]


def rejects_of(summary: ImportSummary) -> list[dict[str, str]]:
    """The lines of the rejects file."""
    if summary.rejects_file is None:
        return []
    with summary.rejects_file.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
