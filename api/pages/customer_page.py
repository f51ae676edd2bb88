"""One customer: where the relationship stands and why, what is missing, what warns, and what happened."""

from collections.abc import Sequence
from typing import Any

from api.dates import lasted, local
from api.pages.chart import path_chart
from api.pages.clock_form import ClockForm, told
from api.pages.happened import Happened
from api.pages.silence import silence_scale
from api.pages.worklist import worklist
from projections.clocks import Clocks

Row = dict[str, Any]
REVIEWS = 36  # in the table, the latest ones; the drawing has all


def customer_page(
    standing: Row,
    history: Sequence[Row],
    timeline: Sequence[Row],
    clocks: Clocks,
    form: ClockForm,
    *,
    months: Sequence[str],
    skip: int,
) -> Row:
    """What the template shows.

    timeline: newest first, with retracted ones. skip: so many of them, to show older ones. months: dates the slider can
    go to.
    """
    path = f"/customers/{standing['code']}"
    zone = clocks.policy.zone
    happened = Happened(timeline, zone=zone, skip=skip, link=lambda start: form.link(path, skip=start or None))
    return {
        "c": standing,
        "stage": standing["stage"],
        "facts": standing["stage"]["facts"],
        "rhythm": standing["rhythm"],
        "silence": silence_scale(standing["rhythm"]),
        "risk": standing["risk"],
        "work": worklist(standing),
        "in_stage": lasted(standing["stage"]["since"], local(clocks.as_of_text(), zone).date()),
        "chart": path_chart(history),
        "history": history[: -REVIEWS - 1 : -1],
        "reviews": len(history),
        "happened": happened,
        "proofs": happened.proofs,
        "form": form,
        "told": told(clocks),
        "book": form.link("/"),
        "path": path,
        "months": months,
        "now": form.as_of is None and form.known_at is None,
        "latest": ClockForm(policy=form.policy).link(path),
    }
