"""complaint_unacknowledged: nobody told the customer that we have its complaint."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from projections.calendar import MICROS_PER_DAY, from_day_number
from projections.complaints import RAISED, RESOLVED
from projections.facts import Facts
from projections.rows import first_closing
from projections.section import Section, said
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints, running_sum
from projections.words import Words

ACKNOWLEDGED = "ComplaintAcknowledged"
MICROS_PER_HOUR = MICROS_PER_DAY // 24

Hours = Annotated[int, Field(ge=1, le=8760)]

UNHEARD = Words(
    en="Complaint {complaint_id} ({severity:term}) of {raised_on:date} was not acknowledged for {age_hours:hour|hours}",
    zh="{raised_on:date} 的投诉 {complaint_id}（{severity:term}）已 {age_hours} 小时无人确认收到",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 项。")
ABSENT = Words(
    en="no acknowledgement of complaint {complaint_id} since {raised_on:date}",
    zh="自 {raised_on:date} 起没有确认收到投诉 {complaint_id}",
)


class Limits(Section):
    """How soon a complaint is acknowledged, or solved."""

    rises = ("watch_hours", "alert_hours")

    watch_hours: Hours = said(24, "so many hours neither acknowledged nor resolved")
    alert_hours: Hours = said(48, "")


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(RAISED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits = facts.policy.signals.of(Limits)
    holds = [_unheard(facts, hours)[:, columns] for hours in (limits.alert_hours, limits.watch_hours)]
    return np.select(holds, [ALERT, WATCH], NONE).astype(np.int8)


def _unheard(facts: Facts, hours: int) -> NDArray[np.bool_]:
    """Whether there is a complaint nobody answered for so many hours, per customer and column."""
    raised, reviews = facts.history.of(RAISED), facts.reviews
    start = reviews.seen_from(raised.at + hours * MICROS_PER_HOUR)
    flags: NDArray[np.bool_] = (
        running_sum(facts.shape, raised.c, start, reviews.seen_from(facts.once(_answered_at))) > 0
    )
    return flags


def _answered_at(facts: Facts) -> Ints:
    """When each complaint was acknowledged or resolved first."""
    return first_closing(facts.history.of(RAISED), facts.history.of(ACKNOWLEDGED, RESOLVED), "complaint_id")


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, now = facts.policy.signals.of(Limits), int(facts.reviews.moments[facts.reviews.asked])
    raised = facts.history.of(RAISED)
    late_at = raised.at + limits.watch_hours * MICROS_PER_HOUR
    unheard = (facts.once(_answered_at) > now) & (late_at <= now)
    rows, late_day = raised.where(unheard), facts.reviews.local_days(late_at[unheard])
    day = facts.reviews.local_days(rows.at)
    thresholds = {WATCH: limits.watch_hours, ALERT: limits.alert_hours}
    found = []
    for places, level in zip(rows.places(customers), levels.tolist(), strict=True):
        first, oldest = int(places[0]), rows.at_places(places[:1])
        age = (now - int(rows.at[first])) // MICROS_PER_HOUR
        found.append(
            Firing(
                value=age,
                threshold=thresholds[level],
                unit="hours",
                since=int(late_day[first]),
                parts={
                    "complaint_id": oldest.texts("complaint_id")[0],
                    "severity": oldest.texts("severity")[0],
                    "raised_on": str(from_day_number(int(day[first]))),
                    "age_hours": age,
                    "unacknowledged": len(places),
                    "others": len(places) - 1,
                },
                words=UNHEARD + (MORE if len(places) > 1 else ALONE),
                evidence=rows.position[places].tolist(),
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(
    name="complaint_unacknowledged", group="quality", cause="own", limits=Limits, severity=severity, explain=explain
)
