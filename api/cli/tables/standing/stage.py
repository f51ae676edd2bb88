"""Where the relationship stands: the path of four stages, momentum, risk, and the sentence that says why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rich.console import RenderableType

from api.cli.tables.amounts import days, money, percent
from api.cli.tables.grid import Cell, Column, Grid
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.standing.section import Section, absences, evidence
from api.cli.tables.words import DIM, STAGE_STYLE, STAGES, Span, momentum, risk
from api.dates import lasted


def stage_section(stage: Mapping[str, Any], risk_row: Mapping[str, Any], today: date) -> Section:
    """Path, badges, reason, the figures behind it."""
    return [
        Paragraph(*_path(stage["name"], stage["peak"])),
        Paragraph(*_badges(stage, risk_row, today)),
        "",
        Paragraph(stage["reason"], evidence(stage["evidence"], stage.get("evidence_count"))),
        *absences(stage["absences"]),
        "",
        _figures(stage["facts"]),
    ]


def _path(name: str, peak: str | None) -> list[Span]:
    """development ━━ INITIAL ── stable ── strategic; the highest stage ever reached is marked."""
    here = STAGES.index(name)
    spans: list[Span] = []
    for index, stage in enumerate(STAGES):
        if index:
            spans.append((" ━━ ", STAGE_STYLE[name]) if index <= here else (" ── ", DIM))
        if index == here:
            spans.append((stage.upper(), f"bold {STAGE_STYLE[name]}"))
        else:
            spans.append((f"{stage} (peak)" if stage == peak and index > here else stage, DIM))
    return spans


def _badges(stage: Mapping[str, Any], risk_row: Mapping[str, Any], today: date) -> list[Span]:
    """Momentum, risk, and since when, the most telling first."""
    moved = [*momentum(stage["momentum"])]
    if stage["interrupted_since"]:
        moved.append((f" since {stage['interrupted_since']}", ""))
    judged = risk(risk_row["status"]) if risk_row["status"] else (("not judged yet", DIM),)
    since = f"in this stage since {stage['since']} ({lasted(stage['since'], today)})"
    provisional = [(", provisional until the month end", "yellow")] if stage["provisional"] else []
    return [*moved, (" · risk ", DIM), *judged, (" · ", DIM), (since, DIM), *provisional]


def _figures(facts: Mapping[str, Any]) -> RenderableType:
    """The numbers the stage is judged by, two to a line."""
    currency = facts["currency"]
    cells: list[Cell] = [
        (("purchases, 12 months", DIM),),
        money(facts["purchases_12m"], currency),
        (("departments met", DIM),),
        str(facts["departments_12m"]),
        (("wallet", DIM),),
        money(facts["wallet"], currency),
        (("lapse window", DIM),),
        days(facts["lapse_window_days"]),
        (("share of wallet", DIM),),
        ((percent(facts["share"]), "bold"),),
        (("lock-in", DIM),),
        "yes" if facts["lock_in"] else "no",
    ]
    columns = [Column(title=""), Column(title="", right=True), Column(title=""), Column(title="")]
    return Grid(columns, [cells[i : i + 4] for i in range(0, len(cells), 4)])
