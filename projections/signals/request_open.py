"""request_open: the customer asked for something and has no answer."""

import numpy as np

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.rows import Rows, first_closing
from projections.section import Days, Section, said
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints, running_sum
from projections.words import Words

RAISED, ANSWERED = "RequestRaised", "RequestAnswered"

UNANSWERED = Words(
    en="Request {request_id} of {raised_on:date} has had no answer for {age_days:day|days}",
    zh="{raised_on:date} 的请求 {request_id} 已 {age_days} 天没有答复",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 项。")
ABSENT = Words(
    en="no answer to request {request_id} since {raised_on:date}", zh="自 {raised_on:date} 起没有答复请求 {request_id}"
)


class Limits(Section):
    """How long an answer may take."""

    rises = ("watch_days", "alert_days")

    watch_days: Days = said(2, "so many days without an answer")
    alert_days: Days = said(7, "")


def severity(facts: Facts, columns: Ints) -> Severity:
    raised = facts.history.of(RAISED)
    if not len(raised):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits = facts.policy.signals.of(Limits)
    holds = [_waiting(facts, raised, days)[:, columns] > 0 for days in (limits.alert_days, limits.watch_days)]
    return np.select(holds, [ALERT, WATCH], NONE).astype(np.int8)


def _waiting(facts: Facts, raised: Rows, days: int) -> Ints:
    """Requests unanswered for so many days, per customer and column."""
    start = facts.reviews.gone_after_days(facts.reviews.local_days(raised.at), days)
    return running_sum(facts.shape, raised.c, start, facts.reviews.seen_from(facts.once(_answered_at)))


def _answered_at(facts: Facts) -> Ints:
    return first_closing(facts.history.of(RAISED), facts.history.of(ANSWERED), "request_id")


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), facts.reviews.asked
    raised, today = facts.history.of(RAISED), int(facts.reviews.days[asked])
    day = facts.reviews.local_days(raised.at)
    open_now = facts.once(_answered_at) > facts.reviews.moments[asked]
    waiting = open_now & (today - day >= limits.watch_days)
    rows, day = raised.where(waiting), day[waiting]
    thresholds = {WATCH: limits.watch_days, ALERT: limits.alert_days}
    found = []
    for places, level in zip(rows.places(customers), levels.tolist(), strict=True):
        first = int(day[places[0]])
        found.append(
            Firing(
                value=today - first,
                threshold=thresholds[level],
                unit="days",
                since=first + limits.watch_days,
                parts={
                    "request_id": rows.at_places(places[:1]).texts("request_id")[0],
                    "raised_on": str(from_day_number(first)),
                    "age_days": today - first,
                    "open": len(places),
                    "others": len(places) - 1,
                },
                words=UNANSWERED + (MORE if len(places) > 1 else ALONE),
                evidence=rows.position[places].tolist(),
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(name="request_open", group="quality", cause="own", limits=Limits, severity=severity, explain=explain)
