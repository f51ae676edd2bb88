"""tender_open: a customer that we supply invites offers, ours among others."""

import numpy as np

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.rows import Rows
from projections.section import Section
from projections.signals.definition import ALERT, NONE, Firing, Severity, Signal
from projections.stage import STABLE
from projections.windows import Ints, running_sum
from projections.words import Words

ANNOUNCED = "TenderAnnounced"

OPEN = Words(
    en="Tender {tender_id}, announced on {announced_on:date}, is due on {due_on:date}, in {days_left:day|days}",
    zh="{announced_on:date} 公布的招标 {tender_id} 将于 {due_on:date} 截止，还有 {days_left} 天",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 项。")


class Limits(Section):
    """A tender counts until the day it is due; there is no number to set."""


def severity(facts: Facts, columns: Ints) -> Severity:
    announced = facts.history.of(ANNOUNCED)
    if not len(announced):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    over = facts.reviews.gone_after_days(announced.days("due_on"), 1)
    open_now = running_sum(facts.shape, announced.c, facts.reviews.seen_from(announced.at), over)[:, columns] > 0
    return np.where(open_now & (facts.path.stage[:, columns] >= STABLE), ALERT, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    announced, today = facts.history.of(ANNOUNCED), int(facts.reviews.days[facts.reviews.asked])
    rows = announced.where(announced.days("due_on") >= today)
    return [_firing(facts, rows.at_places(places), today) for places in rows.places(customers)]


def _firing(facts: Facts, rows: Rows, today: int) -> Firing:
    """One customer's open tenders; the one due first gives the numbers."""
    due, announced = rows.days("due_on"), facts.reviews.local_days(rows.at)
    first = int(np.lexsort((rows.position, due))[0])
    left = int(due[first]) - today
    return Firing(
        value=left,
        threshold=0,
        unit="days",
        since=int(announced.min()),
        parts={
            "tender_id": rows.texts("tender_id")[first],
            "announced_on": str(from_day_number(int(announced[first]))),
            "due_on": str(from_day_number(int(due[first]))),
            "days_left": left,
            "open": len(rows),
            "others": len(rows) - 1,
        },
        words=OPEN + (MORE if len(rows) > 1 else ALONE),
        evidence=rows.position.tolist(),
    )


SIGNAL = Signal(
    name="tender_open", group="rivalry", cause="customer", limits=Limits, severity=severity, explain=explain
)
