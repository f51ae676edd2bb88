"""One customer, judged from scratch at every review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.oracle.effective import Event, effective
from tests.oracle.merging import LEDGER, as_one, not_reverted, survivors
from tests.oracle.moments import Moment, review_moments
from tests.oracle.momentum import interrupted_since, momentum
from tests.oracle.people import departments_met
from tests.oracle.policy import DEFAULTS, Policy
from tests.oracle.rhythm import Rhythm, order_overdue, rhythm
from tests.oracle.risk import GROUP, counts, risk
from tests.oracle.seen import Seen
from tests.oracle.signals.all import READINGS
from tests.oracle.signals.case import Case
from tests.oracle.signals.complaints import complaint_open
from tests.oracle.signals.contact import contact_silence
from tests.oracle.signals.rivals import competitor_active
from tests.oracle.signals.volume import volume_falling
from tests.oracle.steps import STAGES, falls, rises


@dataclass(frozen=True, kw_only=True)
class Review:
    """Money in minor units of the customer's currency; None = unknown. signals: severity and since, by name."""

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
    signals: Mapping[str, tuple[str, date]]
    risk: str | None
    seen: Seen

    @property
    def order_overdue(self) -> str | None:
        return self.signals["order_overdue"][0] if "order_overdue" in self.signals else None

    @property
    def order_overdue_since(self) -> date | None:
        return self.signals["order_overdue"][1] if "order_overdue" in self.signals else None


def judge(
    events: Sequence[Event],
    *,
    as_of: date | datetime,
    known_at: datetime | None = None,
    policy: Policy = DEFAULTS,
    zone: ZoneInfo,
) -> dict[str, list[Review] | None]:
    """All reviews of each customer, ascending; None for a customer that is not in the book at these clocks."""
    customers = sorted({e["customer"] for e in events} - {LEDGER})
    asked = Moment(at=as_of, zone=zone) if isinstance(as_of, datetime) else Moment.ending(as_of, zone)
    merged = survivors(events, known_at)
    histories = {c: history_of(c, events, known_at, merged) for c in customers if c not in merged}
    book = {c: h for c, h in histories.items() if currency_of(h) and h[0]["occurred_at"] <= asked.at}
    return {c: reviews(book[c], list(book.values()), asked, policy) if c in book else None for c in customers}


def history_of(code: str, events: Sequence[Event], known_at: datetime | None, merged: Mapping[str, str]) -> list[Event]:
    """The effective history of a customer that lives on, with all merged into it, in order of time."""
    own = [e for e in not_reverted(events, known_at) if merged.get(e["customer"], e["customer"]) == code]
    return as_one(effective(own, known_at), code)


def currency_of(history: Sequence[Event]) -> str | None:
    """That of the registration; None where there is none."""
    registered = [e for e in history if e["type"] == "CustomerRegistered"]
    return str(registered[0]["data"]["currency"]) if registered else None


def reviews(history: Sequence[Event], book: Sequence[Sequence[Event]], asked: Moment, policy: Policy) -> list[Review]:
    """history: the effective history of one customer, in order of time; book: those of all."""
    currency = currency_of(history) or ""
    everybody = [(h, currency_of(h) or "") for h in book]
    done: list[Review] = []
    steps: list[tuple[Moment, str]] = []
    stage, since, peak = "development", history[0]["occurred_at"].astimezone(asked.zone).date(), "development"
    for moment in review_moments(history[0]["occurred_at"], asked):
        seen = Seen(events=history, currency=currency, moment=moment, policy=policy, book=everybody)
        step = None if rests(moment, steps, policy) else direction(stage, seen)
        if step is not None:
            stage = STAGES[STAGES.index(stage) + (1 if step == "up" else -1)]
            since = moment.day
            peak = max(peak, stage, key=STAGES.index)
            steps.append((moment, step))
        others = [Seen(events=h, currency=c, moment=moment, policy=policy) for h, c in everybody]
        fired = signals(seen, others, stage, since, done)
        ends = [review for review in done if review.final]
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
                signals=fired,
                risk=risk(
                    stage=stage,
                    peak=peak,
                    fired={name: level for name, (level, _) in fired.items()},
                    crisis_before=bool(ends)
                    and any(level == "crisis" for name, (level, _) in ends[-1].signals.items() if counts(name)),
                    seen=seen,
                ),
                seen=seen,
            )
        )
    return done


def signals(
    seen: Seen, book: Sequence[Seen], stage: str, since: date, done: Sequence[Review]
) -> Mapping[str, tuple[str, date]]:
    """Severity and since of what fires at this review; since: of the stage; done: the reviews before. The policy may
    name the only signals to read."""
    case = Case(seen=seen, book=book, stage=stage, entered=since)
    overdue = order_overdue(seen)
    volume = volume_falling(seen, book)
    found = {
        "competitor_active": competitor_active(seen, stage),
        "complaint_open": complaint_open(seen),
        "contact_silence": contact_silence(seen, overdue=overdue[0] is not None),
        "order_overdue": overdue,
        "volume_falling": (volume, None),
    }
    wanted = seen.policy.get("signals", READINGS)
    for name, (_, reading) in READINGS.items():
        fires = reading(case) if name in wanted else None
        found[name] = (fires.level, fires.since) if fires else (None, None)
    return {
        name: (
            "alert" if (level, GROUP[name], stage) == ("watch", "quality", "initial") else level,
            day or beginning_of_run(name, seen.moment.day, done),
        )
        for name, (level, day) in found.items()
        if level is not None and name in seen.policy.get("signals", found)
    }


def beginning_of_run(name: str, today: date, done: Sequence[Review]) -> date:
    """The first month-end review of the unbroken run, back to 24 of them; today where it begins."""
    since = today
    for review in [r for r in reversed(done) if r.final][:24]:
        if name not in review.signals:
            break
        since = review.on
    return since


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
