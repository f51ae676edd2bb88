"""contact_only_to_collect: when we turn to the customer, it is for money."""

import numpy as np
from numpy.typing import NDArray

from projections.contact_days import contact_events, in_last, later_than, theirs
from projections.facts import Facts
from projections.section import Count, Days, Part, Section, said
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
    if not facts.once(_outbound).any():
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, (total, other) = facts.policy.signals.of(Limits), _counts(facts, columns)
    share = np.round((total - other) / np.maximum(total, 1), 9)
    holds = [total < limits.least, other == 0, share > limits.share]
    return np.select(holds, [NONE, ALERT, WATCH], NONE).astype(np.int8)


def _outbound(facts: Facts) -> NDArray[np.bool_]:
    """The contact events that began with us."""
    return contact_events(facts).equal("direction", "outbound")


def _collecting(facts: Facts) -> NDArray[np.bool_]:
    """Those that were about payment."""
    return contact_events(facts).equal("purpose", "collection")


def _counts(facts: Facts, columns: Ints) -> tuple[Grid, Grid]:
    """Contact-days of ours, and those on which something else than payment was the purpose too."""
    days, window = facts.reviews.days[columns], facts.policy.signals.of(Limits).days
    began = facts.once(_outbound) & later_than(facts, int(days[0]) - window)
    both = (facts.once(theirs).days(counted) for counted in (began, began & ~facts.once(_collecting)))
    total, other = (in_last(part, part.c, facts.shape[0], days, window) for part in both)
    return total, other


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), np.array([facts.reviews.asked])
    total, other = _counts(facts, asked)
    today = int(facts.reviews.days[facts.reviews.asked])
    recent = contact_events(facts).where(facts.once(_outbound) & later_than(facts, today - limits.days))
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
