"""One customer: where the relationship stands and why, what is missing, what warns, and what happened."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from api.pages.chart import path_chart
from api.pages.clock_form import ClockForm, told
from projections.clocks import Clocks

Row = dict[str, Any]
EVENTS = 200  # on the page at first; the rest is one link away
PROOFS = 12  # of a list of evidence, the latest ones


def customer_page(
    standing: Row,
    history: Sequence[Row],
    timeline: Sequence[Row],
    clocks: Clocks,
    form: ClockForm,
    *,
    months: Sequence[str],
    everything: bool,
) -> Row:
    """What the template shows. timeline: newest first, with retracted ones. months: dates the slider can go to."""
    summaries = {row["position"]: row["summary"] for row in timeline}
    path = f"/customers/{standing['code']}"
    shown = timeline if everything else timeline[:EVENTS]
    on_page = {row["position"] for row in shown}
    return {
        "c": standing,
        "stage": standing["stage"],
        "facts": standing["stage"]["facts"],
        "rhythm": standing["rhythm"],
        "risk": standing["risk"],
        "in_stage": _since(standing["stage"]["since"], clocks.as_of_text()[:10]),
        "chart": path_chart(history),
        "history": list(reversed(history)),
        "years": _by_month(shown),
        "events": len(timeline),
        "more": form.link(path, all="1") if len(timeline) > len(shown) else None,
        "proofs": lambda positions: _proofs(positions, summaries, on_page),
        "form": form,
        "told": told(clocks, form),
        "book": form.link("/"),
        "path": path,
        "months": months,
        "now": form.as_of is None and form.known_at is None,
        "latest": ClockForm(policy=form.policy).link(path),
    }


def _since(since: str, today: str) -> str:
    """For how long, in words."""
    days = (date.fromisoformat(today) - date.fromisoformat(since)).days
    if days < 61:
        return f"{days} days"
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{days / 365.25:.1f} years"


def _by_month(timeline: Iterable[Row]) -> list[Row]:
    """The timeline cut into months, newest first."""
    months: list[Row] = []
    for row in timeline:
        month = row["occurred_at"][:7]
        if not months or months[-1]["month"] != month:
            months.append({"month": month, "rows": []})
        months[-1]["rows"].append(row)
    return months


def _proofs(positions: Sequence[int], summaries: dict[int, str], on_page: set[int]) -> list[Row]:
    """The latest events behind a sentence, each with what it says, and where it stands on the page."""
    return [
        {"position": p, "text": summaries.get(p, f"Event {p}"), "link": f"#event-{p}" if p in on_page else None}
        for p in reversed(positions[-PROOFS:])
    ]
