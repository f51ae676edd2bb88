"""Loyalty, drivers and needs of one customer, as its standing must say them."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from tests.oracle.judgement import Review
from tests.oracle.loyalty.bonds import cost, locks, retention
from tests.oracle.loyalty.contact import communication, safeguards
from tests.oracle.loyalty.drivers import NAMES, drivers, weakest, won_by
from tests.oracle.loyalty.known import Number, trend, whole
from tests.oracle.loyalty.needs import needs
from tests.oracle.loyalty.scores import attitude, attitudinal, behavioural, emotional, kind
from tests.oracle.loyalty.trade import trade
from tests.oracle.moments import Moment
from tests.oracle.seen import Seen

Row = dict[str, Any]
TREND_DAYS = 182


def standing_part(reviews: Sequence[Review]) -> Row:
    """reviews: ascending, the last at the asked-for moment."""
    seen, stage = reviews[-1].seen, reviews[-1].stage
    then = seen.from_another_time(earlier(seen.moment))
    before = [review.stage for review in reviews if review.seen.moment.at <= then.moment.at]
    stage_then = before[-1] if before else "development"

    def score(of: Callable[[Seen], Number | None]) -> Row:
        return shown(of(then), of(seen))

    ours, mutual, sided = locks(seen)
    now = drivers(seen)
    driving = {name: shown(drivers(then)[name], now[name]) for name in NAMES}
    return {
        "loyalty": {
            "behavioural": score(behavioural),
            "attitudinal": score(attitudinal),
            "emotional": score(emotional),
            "attitude": score(attitude),
            "type": kind(seen),
            "switching_cost": {
                **score(cost),
                "our_lock_in": whole(ours),
                "mutual_lock": whole(mutual),
                "one_sided": sided,
            },
            "retention": retention(seen, attitude(seen)),
            "communication": {
                **shown(communication(then, stage_then), communication(seen, stage)),
                "safeguards": {name: {"met": met} for name, met in safeguards(seen, stage).items()},
            },
            "trade": {name: {"value": value} for name, value in trade(seen).items()},
        },
        "drivers": {**driving, "weakest": weakest(now), "won_by": won_by(now)},
        "needs": needs(seen),
    }


def earlier(moment: Moment) -> Moment:
    """The same moment half a year of days before; the end of a day is the end of that day."""
    day = moment.day - timedelta(days=TREND_DAYS)
    return Moment.ending(day, moment.zone) if moment.ends_day else moment.on(day)


def shown(then: Number | None, now: Number | None) -> Row:
    return {"value": whole(now), "trend": trend(then, now)}
