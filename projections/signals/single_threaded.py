"""single_threaded: the relationship hangs on one person, theirs or ours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.contact_days import ContactDays, contact_events, in_last, later_than, ours, theirs
from projections.facts import Facts
from projections.figures import ratio
from projections.section import Count, Days, Part, Section, said
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.stage import STABLE
from projections.windows import Grid, Ints
from projections.words import Words

THEIRS = Words(
    en="{share:percent} of {contact_days} contact-days in {days} days went through one person of theirs, {person}.",
    zh="{days} 天内 {contact_days} 个联系日中有 {share:percent} 只通过对方一人：{person}。",
)
OURS = Words(
    en="{share:percent} of {contact_days} contact-days in {days} days went through one person of ours, {person}.",
    zh="{days} 天内 {contact_days} 个联系日中有 {share:percent} 只通过我方一人：{person}。",
)


class Limits(Section):
    """How much of the contact may go through one person."""

    days: Days = said(182, "contact-days of so many days")
    least: Count = said(5, "judged from so many contact-days on")
    share: Part = said(0.8, "fires above this share; at stable or above as an alert")


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One side: its contact-days in the window, and those of its top person, customers x columns."""

    days: ContactDays
    total: Grid
    top: Grid

    def hangs(self, limits: Limits) -> NDArray[np.bool_]:
        share = np.round(self.top / np.maximum(self.total, 1), 9)
        hangs: NDArray[np.bool_] = (self.total >= limits.least) & (share > limits.share)
        return hangs


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(contact_events(facts)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits = facts.policy.signals.of(Limits)
    hangs = np.any([thread.hangs(limits) for thread in threads(facts, columns)], axis=0)
    held = facts.path.stage[:, columns] >= STABLE
    return np.select([hangs & held, hangs], [ALERT, WATCH], NONE).astype(np.int8)


def threads(facts: Facts, columns: Ints) -> tuple[Thread, Thread]:
    """Their side and ours."""
    window, days = facts.policy.signals.of(Limits).days, facts.reviews.days[columns]
    found = []
    for side in both_sides(facts, int(days[0]) - window):
        persons = len(side.customer_of)
        top = np.zeros((facts.shape[0], len(columns)), dtype=np.int64)
        np.maximum.at(top, side.customer_of, in_last(side, side.person, persons, days, window))
        found.append(Thread(days=side, total=in_last(side, side.c, facts.shape[0], days, window), top=top))
    return found[0], found[1]


def both_sides(facts: Facts, after: int) -> tuple[ContactDays, ContactDays]:
    """Contact-days of their people and of ours later than a local day."""
    counted = later_than(facts, after)
    return facts.once(theirs).days(counted), facts.once(ours).days(counted)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), np.array([facts.reviews.asked])
    today = int(facts.reviews.days[facts.reviews.asked])
    both = threads(facts, asked)
    recent = contact_events(facts).where(later_than(facts, today - limits.days))
    found = []
    for c, places in zip(customers.tolist(), recent.places(customers), strict=True):
        their_part, our_part = (int(side.top[c, 0]) / max(int(side.total[c, 0]), 1) for side in both)
        hanging = [side.hangs(limits)[c, 0] for side in both]
        first = bool(hanging[0] and (not hanging[1] or their_part >= our_part))
        side = both[0] if first else both[1]
        share = ratio(their_part if first else our_part)
        found.append(
            Firing(
                value=share,
                threshold=limits.share,
                unit="share",
                parts={
                    "side": "theirs" if first else "ours",
                    "person": top_person(side.days, c, today - limits.days),
                    "share": share,
                    "contact_days": int(side.total[c, 0]),
                    "days": limits.days,
                    "both_sides": bool(all(hanging)),
                },
                words=THEIRS if first else OURS,
                evidence=recent.position[places].tolist(),
            )
        )
    return found


def top_person(days: ContactDays, c: int, after: int) -> str:
    """Who has most contact-days later than a day; the first by name among equals."""
    counts = np.bincount(days.person[(days.c == c) & (days.day > after)])
    return str(days.name[int(np.argmax(counts))])


SIGNAL = Signal(name="single_threaded", group="people", cause="own", limits=Limits, severity=severity, explain=explain)
