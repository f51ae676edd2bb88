"""One customer: where the relationship stands and why, what is missing, what warns, and what happened."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from api.citing import cited
from api.dates import lasted, local
from api.pages.chart import Hashes, path_chart
from api.pages.clock_form import ClockForm, told
from api.pages.happened import Happened
from api.pages.people_map import people_map, present_contacts
from api.pages.score_chart import score_chart
from api.pages.silence import silence_scale
from api.pages.worklist import worklist
from projections.answers import Told
from projections.clocks import Clocks
from projections.contacts import DESCRIBED
from projections.loyalty.limits import LoyaltyLimits

Row = dict[str, Any]
SALES = 12  # lines of the sales report, the latest months
REVIEWS = 36  # in the table, the latest ones; the drawing has all


def customer_page(
    told_of: Told,
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
    standing, history = told_of.standing, told_of.history
    path = f"/customers/{standing['code']}"
    zone, hashes = clocks.policy.zone, clocks.rules.hashes()
    today = local(clocks.as_of_text(), zone).date()
    happened = Happened(
        timeline, zone=zone, skip=skip, link=lambda start: form.link(path, skip=start or None), language=form.language
    )
    return {
        "c": standing,
        "stage": standing["stage"],
        "facts": standing["stage"]["facts"],
        "rhythm": standing["rhythm"],
        "silence": silence_scale(standing["rhythm"]),
        "risk": standing["risk"],
        "work": worklist(standing),
        "trend_days": clocks.policy.scores.of(LoyaltyLimits).trend_days,
        "in_stage": lasted(standing["stage"]["since"], today, form.language),
        "today": str(today),
        "chart": path_chart(history, hashes, form.language),
        "scores": score_chart(history, hashes, form.language),
        "turns": _turns(history, hashes),
        "trade": [one for one in standing["loyalty"]["trade"].values() if one["value"] is not None],
        "history": history[: -REVIEWS - 1 : -1],
        "reviews": len(history),
        "happened": happened,
        "proofs": happened.proofs,
        "people": standing["people"],
        "map": people_map(standing["people"]),
        "contacts": present_contacts(standing["people"]),
        "names": _names(timeline),
        "openings": standing["openings"],
        "sales": _latest(told_of.sales),
        "form": form,
        "told": told(clocks, form.language),
        "book": form.link("/"),
        "path": path,
        "months": months,
        "now": form.as_of is None and form.known_at is None,
        "latest": ClockForm(policy=form.policy, lang=form.lang).link(path),
    }


def _names(timeline: Sequence[Row]) -> dict[str, str]:
    """The latest name of each contact that has one; what is derived knows contacts by their codes alone."""
    found: dict[str, str] = {}
    for row in timeline:
        if row["type"] in DESCRIBED and row["status"] != "retracted" and {"contact_id", "name"} <= row["data"].keys():
            found.setdefault(row["data"]["contact_id"], row["data"]["name"])
    return found


def _turns(history: Sequence[Row], hashes: Hashes) -> dict[str, str]:
    """The reviews at which another version of the policy judges than before, and which."""
    return {
        row["on"]: cited(row["policy"], hashes)
        for before, row in pairwise(history)
        if before["policy"] != row["policy"]
    }


def _latest(sales: Sequence[Row]) -> list[Row]:
    """The latest months first, products in order within each."""
    return sorted(sorted(sales, key=lambda row: str(row["product"])), key=lambda row: str(row["month"]), reverse=True)[
        :SALES
    ]
