"""contract_expiring: the last contract runs out, or has run out, and none follows it."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from projections.calendar import from_day_number
from projections.contracts import Terms, read_terms
from projections.facts import Facts
from projections.section import Days, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints
from projections.words import Words

EXPIRING = Words(
    en="Contract {contract_id} ends on {ends_on:date}, in {days_left:day|days}, and none follows it.",
    zh="合同 {contract_id} 将于 {ends_on:date} 到期，还有 {days_left} 天，之后没有新合同。",
)
EXPIRED = Words(
    en="Contract {contract_id} expired on {ends_on:date}, {expired_days:day|days} ago, and none follows it.",
    zh="合同 {contract_id} 已于 {ends_on:date} 到期 {expired_days} 天，没有新合同。",
)
GOES_ON = Words(en=" Orders go on without it.", zh="订单仍在继续。")
ABSENT = Words(en="no contract after {ends_on:date}", zh="{ends_on:date} 之后没有合同")
NONE_SAID = np.iinfo(np.int64).min


class Limits(Section):
    """Days before the end of the last contract, and how long an end counts."""

    watch_days: Days = said(90, "so many days before it ends")
    alert_days: Annotated[int, Field(ge=0, le=36500)] = said(30, "... or expired while orders go on")
    expired_days: Days = said(180, "crisis: expired; it counts for so many days")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.alert_days <= self.watch_days:
            raise ValueError("alert_days <= watch_days must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    terms = facts.once(read_terms)
    if not len(terms.rows):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, ends = facts.policy.signals.of(Limits), _last_day(facts, terms, columns)
    left = np.where(ends == NONE_SAID, limits.watch_days + 1, ends - facts.reviews.days[columns][None, :])
    holds = [
        left < -limits.expired_days,
        (left < 0) & _orders_go_on(facts, ends, columns),
        left < 0,
        left <= limits.alert_days,
        left <= limits.watch_days,
    ]
    return np.select(holds, [NONE, ALERT, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _last_day(facts: Facts, terms: Terms, columns: Ints) -> Grid:
    """The last day of the contract that runs longest, per customer and column; NONE_SAID without one."""
    last = np.full((facts.shape[0], len(columns)), NONE_SAID)
    for place, moment in enumerate(facts.reviews.moments[columns].tolist()):
        in_force = np.flatnonzero((terms.rows.at <= moment) & (terms.replaced_at > moment))
        np.maximum.at(last[:, place], terms.rows.c[in_force], terms.ends[in_force])
    return last


def _orders_go_on(facts: Facts, ends: Grid, columns: Ints) -> NDArray[np.bool_]:
    """Whether there was an order later than the last day."""
    days = facts.quantities.days
    ordered = days.count[:, columns] > 0
    if not len(days.day):
        return np.zeros(ends.shape, dtype=np.bool_)
    later: NDArray[np.bool_] = ordered & (days.day[np.where(ordered, days.last[:, columns], 0)] > ends)
    return later


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    terms, asked = facts.once(read_terms), np.array([facts.reviews.asked])
    limits, now = facts.policy.signals.of(Limits), facts.reviews.moments[facts.reviews.asked]
    ends, today = _last_day(facts, terms, asked), int(facts.reviews.days[facts.reviews.asked])
    goes_on = _orders_go_on(facts, ends, asked)[:, 0]
    open_now = (terms.rows.at <= now) & (terms.replaced_at > now)
    told = facts.reviews.local_days(terms.rows.at)
    found = []
    for c, places, level in zip(customers.tolist(), terms.rows.places(customers), levels.tolist(), strict=True):
        last = int(ends[c, 0])
        own = places[open_now[places] & (terms.ends[places] == last)]
        row, left = terms.rows.at_places(own[:1]), last - today
        thresholds = {WATCH: limits.watch_days, ALERT: limits.alert_days if left >= 0 else 0, CRISIS: 0}
        words = EXPIRING if left >= 0 else EXPIRED + GOES_ON if goes_on[c] else EXPIRED
        found.append(
            Firing(
                value=left,
                threshold=thresholds[level],
                unit="days",
                since=max(last - limits.watch_days, int(told[own].min())),
                parts={
                    "contract_id": row.texts("contract_id")[0],
                    "ends_on": str(from_day_number(last)),
                    "days_left": left,
                    "expired_days": max(-left, 0),
                    "orders_go_on": bool(goes_on[c]),
                },
                words=words,
                evidence=terms.rows.position[own].tolist(),
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(
    name="contract_expiring", group="contract", cause="own", limits=Limits, severity=severity, explain=explain
)
