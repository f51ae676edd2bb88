"""exposed: an opening stands open where we are the main supplier, so it is a rival's way in (the mirror rule)."""

import numpy as np

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.openings import OBSERVED, opening_closed_at
from projections.rows import Rows
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.stage import STABLE
from projections.windows import Ints, running_sum
from projections.words import Words

OPEN = Words(
    en="An opening a rival could use stands open since {observed_on:date}: {kind:term}",
    zh="自 {observed_on:date} 起存在竞争对手可以利用的机会：{kind:term}",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 项。")


class Limits(Section):
    """An opening counts until it is closed; there is no number to set."""


def severity(facts: Facts, columns: Ints) -> Severity:
    observed = facts.history.of(OBSERVED)
    if not len(observed):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    start, stop = (facts.reviews.seen_from(at) for at in (observed.at, facts.once(opening_closed_at)))
    open_now = running_sum(facts.shape, observed.c, start, stop)[:, columns] > 0
    return np.where(open_now & (facts.path.stage[:, columns] >= STABLE), WATCH, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    observed, now = facts.history.of(OBSERVED), facts.reviews.moments[facts.reviews.asked]
    rows = observed.where(facts.once(opening_closed_at) > now)
    today = int(facts.reviews.days[facts.reviews.asked])
    return [_firing(facts, rows.at_places(places), today) for places in rows.places(customers)]


def _firing(facts: Facts, rows: Rows, today: int) -> Firing:
    """One customer's open openings; the oldest gives the numbers."""
    first = int(facts.reviews.local_days(rows.at[:1])[0])
    return Firing(
        value=len(rows),
        threshold=1,
        unit="openings",
        since=first,
        parts={
            "opening_id": rows.texts("opening_id")[0],
            "kind": rows.texts("kind")[0],
            "observed_on": str(from_day_number(first)),
            "open_days": today - first,
            "open": len(rows),
            "others": len(rows) - 1,
        },
        words=OPEN + (MORE if len(rows) > 1 else ALONE),
        evidence=rows.position.tolist(),
    )


SIGNAL = Signal(name="exposed", group="rivalry", cause="rival", limits=Limits, severity=severity, explain=explain)
