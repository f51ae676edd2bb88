"""One customer, judged from scratch at every review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.oracle.effective import Event, effective
from tests.oracle.moments import Moment, review_moments
from tests.oracle.momentum import interrupted_since, momentum
from tests.oracle.people import departments_met
from tests.oracle.policy import DEFAULTS, Policy
from tests.oracle.rhythm import Rhythm, order_overdue, rhythm
from tests.oracle.risk import risk
from tests.oracle.seen import Seen
from tests.oracle.steps import STAGES, falls, rises


@dataclass(frozen=True, kw_only=True)
class Review:
    """Money in minor units of the customer's currency; None = unknown."""

    on: date
    final: bool
    stage: str
    step: str | None
    since: date
    provisional: bool
    peak: str
    momentum: str
    interrupted_since: date | None
    currency: str
    purchases_12m: int
    wallet: int | None
    share: Fraction | None
    departments_12m: int
    lapse_window_days: int
    lock_in: bool
    rhythm: Rhythm
    tier: str | None
    order_overdue: str | None
    order_overdue_since: date | None
    risk: str | None


def judge(
    events: Sequence[Event],
    *,
    as_of: date | datetime,
    known_at: datetime | None = None,
    policy: Policy = DEFAULTS,
    zone: ZoneInfo,
) -> dict[str, list[Review] | None]:
    """All reviews of each customer, ascending; None for a customer that is not in the book at these clocks."""
    customers = sorted({e["customer"] for e in events})
    asked = Moment(at=as_of, zone=zone) if isinstance(as_of, datetime) else Moment.ending(as_of, zone)
    return {
        customer: reviews(effective([e for e in events if e["customer"] == customer], known_at), asked, policy)
        for customer in customers
    }


def reviews(history: Sequence[Event], asked: Moment, policy: Policy) -> list[Review] | None:
    """history: the effective history of one customer, in order of time."""
    registered = [e for e in history if e["type"] == "CustomerRegistered"]
    if not registered or history[0]["occurred_at"] > asked.at:
        return None
    currency = registered[0]["data"]["currency"]
    done: list[Review] = []
    steps: list[tuple[Moment, str]] = []
    stage, since, peak = "development", history[0]["occurred_at"].astimezone(asked.zone).date(), "development"
    for moment in review_moments(history[0]["occurred_at"], asked):
        seen = Seen(events=history, currency=currency, moment=moment, policy=policy)
        step = None if rests(moment, steps, policy) else direction(stage, seen)
        if step is not None:
            stage = STAGES[STAGES.index(stage) + (1 if step == "up" else -1)]
            since = moment.day
            peak = max(peak, stage, key=STAGES.index)
            steps.append((moment, step))
        overdue, overdue_since = order_overdue(seen)
        done.append(
            Review(
                on=moment.day,
                final=moment.ends_month,
                stage=stage,
                step=step,
                since=since,
                provisional=step is not None and not moment.ends_month,
                peak=peak,
                momentum=momentum(stage, since, steps, seen),
                interrupted_since=interrupted_since(seen),
                currency=currency,
                purchases_12m=seen.purchases,
                wallet=seen.wallet,
                share=seen.share,
                departments_12m=departments_met(seen),
                lapse_window_days=seen.lapse_window_days,
                lock_in=seen.lock_in,
                rhythm=rhythm(seen),
                tier=seen.tier,
                order_overdue=overdue,
                order_overdue_since=overdue_since,
                risk=risk(
                    stage=stage,
                    peak=peak,
                    overdue=overdue,
                    overdue_before=done[-1].order_overdue if done else None,
                    seen=seen,
                ),
            )
        )
    return done


def direction(stage: str, seen: Seen) -> str | None:
    """Where up and down both hold, down wins."""
    if falls(stage, seen):
        return "down"
    return "up" if rises(stage, seen) else None


def rests(moment: Moment, steps: Sequence[tuple[Moment, str]], policy: Policy) -> bool:
    """An asked-for review that is no month end takes no step soon after the month-end review before it took one."""
    if moment.ends_month or not steps:
        return False
    rest_days: int = policy["asked_review_rest_days"]
    return (moment.day - steps[-1][0].day).days < rest_days
