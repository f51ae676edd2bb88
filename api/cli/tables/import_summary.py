"""What an import did: per file, per type, and why rows were rejected."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType

from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph, Unbroken
from api.cli.tables.plain import one_line
from api.cli.tables.words import DIM

COUNTS = ("rows", "rows_used", "rows_left_out", "rows_rejected", "read", "recorded", "known", "rejected")
TITLES = ("ROWS", "USED", "LEFT OUT", "BAD ROWS", "EVENTS", "RECORDED", "KNOWN", "REJECTED")
LEAST = "USED"
SIDE_BY_SIDE = 2


def summary_table(summary: Mapping[str, Any], first_reject: str | None) -> RenderableType:
    """The summary of contracts section 5, and the first rejected row in words."""
    title = "Dry run, nothing was recorded" if summary["dry_run"] else "Import"
    counts = [Column(title=name, right=True, drop=name == LEAST) for name in TITLES]
    columns = [Column(title="FILE", shrink_to=12), *counts]
    lines: list[list[Cell]] = [[one_line(Path(file["file"]).name), *_counts(file)] for file in summary["files"]]
    if len(lines) > 1:
        lines.append([(("all files", DIM),), *_counts(summary)])
    parts: list[RenderableType] = [Paragraph((title, "bold"), indent=0), "", Grid(columns, lines)]
    if summary["by_type"]:
        parts += ["", _recorded(summary["by_type"])]
    if summary["reasons"]:
        parts += ["", _tally("LEFT OUT OR REJECTED BECAUSE", summary["reasons"])]
    if summary["rejects_file"]:
        parts += ["", Paragraph("Every rejected row with its reason:"), Unbroken(summary["rejects_file"], "yellow")]
    if first_reject:
        parts.append(Paragraph(first_reject, mark=(("first: ", DIM),)))
    return Group(*parts)


def _counts(row: Mapping[str, Any]) -> list[Cell]:
    return [((f"{row[key]:,}", "red" if key.endswith("rejected") and row[key] else ""),) for key in COUNTS]


def _recorded(by_type: Mapping[str, int]) -> Grid:
    """Counts and types side by side, the most frequent first, read by column."""
    ordered = sorted(by_type.items(), key=lambda item: (-item[1], item[0]))
    height = -(-len(ordered) // SIDE_BY_SIDE)
    lines: list[list[Cell]] = []
    for number in range(height):
        row = ordered[number::height]
        cells = [cell for name, count in row for cell in (f"{count:,}", name)]
        lines.append([*cells, *[""] * (2 * SIDE_BY_SIDE - len(cells))])
    columns = [Column(title="RECORDED", right=True), Column(title="")]
    columns += [Column(title="", right=True), Column(title="")] * (SIDE_BY_SIDE - 1)
    return Grid(columns, lines)


def _tally(name: str, counts: Mapping[str, Any]) -> Grid:
    columns = [Column(title=name, shrink_to=20), Column(title="COUNT", right=True)]
    return Grid(columns, [[one_line(key), _tallied(count)] for key, count in counts.items()])


def _tallied(count: object) -> str:
    return f"{count:,}" if isinstance(count, int) else one_line(str(count))
