"""contact_only_to_collect: when we turn to the customer, it is for money."""

import numpy as np

from projections.contact_days import contact_days, in_last, later_than
from projections.contacts import CONTACT
from projections.facts import Facts
from projections.policy import Count, Days, Part, Section, said
from projections.rows import Rows
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints
from projections.words import Words

COLLECTING = Words(
    en="Of {contact_days} contact-days in {days} days that began with us, {collecting} were about payment only.",
    zh="{days} 天内我方主动联系的 {contact_days} 个联系日中，有 {collecting} 个只为催款。",
)


class Limits(Section):
    """Contact-days that start from us and are about payment alone."""

    days: Days = said(90, "outbound contact-days of so many days")
    least: Count = said(3, "judged from so many on")
    share: Part = said(0.5, "watch: above this share; alert: all")


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(_outbound(facts)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, (total, other) = facts.policy.signals.of(Limits), _counts(facts, columns)
    share = np.round((total - other) / np.maximum(total, 1), 9)
    holds = [total < limits.least, other == 0, share > limits.share]
    return np.select(holds, [NONE, ALERT, WATCH], NONE).astype(np.int8)


def _outbound(facts: Facts) -> Rows:
    rows = facts.history.of(*CONTACT)
    return rows.where(rows.equal("direction", "outbound"))


def _counts(facts: Facts, columns: Ints) -> tuple[Grid, Grid]:
    """Contact-days of ours, and those on which something else than payment was the purpose too."""
    days, window = facts.reviews.days[columns], facts.policy.signals.of(Limits).days
    rows = later_than(facts, _outbound(facts), int(days[0]) - window)
    both = (contact_days(facts, part, part.column("contact_ids")) for part in (rows, _of_more(rows)))
    total, other = (in_last(part, part.c, facts.shape[0], days, window) for part in both)
    return total, other


def _of_more(rows: Rows) -> Rows:
    return rows.where(~rows.equal("purpose", "collection"))


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), np.array([facts.reviews.asked])
    total, other = _counts(facts, asked)
    rows, today = _outbound(facts), int(facts.reviews.days[facts.reviews.asked])
    recent = later_than(facts, rows, today - limits.days)
    found = []
    for c, places, level in zip(customers.tolist(), recent.places(customers), levels.tolist(), strict=True):
        many, collecting = int(total[c, 0]), int(total[c, 0] - other[c, 0])
        found.append(
            Firing(
                value=collecting,
                threshold=many if level == ALERT else round(many * limits.share, 9),
                unit="contact-days",
                parts={"contact_days": many, "collecting": collecting, "days": limits.days},
                words=COLLECTING,
                evidence=recent.position[places].tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="contact_only_to_collect", group="contact", cause="own", limits=Limits, severity=severity, explain=explain
)
