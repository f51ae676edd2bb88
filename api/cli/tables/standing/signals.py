"""Risk: the status with its sentence, then every signal with severity, cause, numbers and evidence."""

from collections.abc import Mapping
from typing import Any

from rich.console import RenderableType

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.standing.section import Section, absences, evidence, title
from api.cli.tables.words import DIM, Span, risk, severity, signal_name


def risk_section(row: Mapping[str, Any], rhythm_reason: str | None) -> Section:
    """The status may be null (not judged); its sentence says why. What the rhythm already said is not said again."""
    status = risk(row["status"]) if row["status"] else (("not judged yet", DIM),)
    lines: Section = [title("Risk", *status)]
    if row["reason"]:
        lines.append(Paragraph(row["reason"]))
    for signal in row["signals"]:
        lines += _signal(signal, said=signal["reason"] == rhythm_reason)
    return lines


def _signal(signal: Mapping[str, Any], *, said: bool) -> list[RenderableType]:
    acknowledged: list[Span] = [("  acknowledged", "green")] if signal["acknowledged"] else []
    name = Paragraph(
        (signal_name(signal["name"]), "bold"),
        (f"  since {signal['since']} · {signal['group']} · cause: {signal['cause']}", DIM),
        *acknowledged,
        mark=(*severity(signal["severity"]), ("  ", "")),
    )
    reason = "As the order rhythm above says." if said else signal["reason"]
    sentence = Paragraph(reason, evidence(signal["evidence"], signal["evidence_count"]), indent=6)
    return [name, sentence, *absences(signal["absences"])]
