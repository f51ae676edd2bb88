"""Which way a relationship moves."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.moments import Moment
from tests.oracle.seen import Seen

Steps = Sequence[tuple[Moment, str]]


def momentum(stage: str, since: date, steps: Steps, seen: Seen) -> str:
    """steps: the moments of all steps so far, this review's included, each with "up" or "down"."""
    p = seen.policy
    start = seen.moment.before(p["momentum_months"]).at
    recent = {direction for moment, direction in steps if moment.at > start}
    ratio = figure_ratio(seen)
    if interrupted_since(seen) is not None:
        return "interrupted"
    if "down" in recent or (ratio is not None and ratio <= p["regressing_ratio"]):
        return "regressing"
    if "up" in recent or (ratio is not None and ratio >= p["advancing_ratio"]):
        return "advancing"
    return "stagnant" if is_stagnant(stage, since, seen) else "steady"


def interrupted_since(seen: Seen) -> date | None:
    """The date of the explicit end, or the last order's date plus the lapse window; the earlier where both hold."""
    dates = []
    if seen.end_in_force is not None:
        dates.append(seen.day_of(seen.end_in_force))
    if seen.orders and not seen.orders_in_lapse_window:
        last = max(seen.day_of(order) for order in seen.orders)
        dates.append(last + timedelta(days=seen.lapse_window_days))
    return min(dates, default=None)


def figure_ratio(seen: Seen) -> Fraction | None:
    """The figure against its value six months ago; None where it is not judged."""
    then = judged_then(seen)
    if then is None:
        return None
    if seen.wallet is None or then.wallet is None:
        now_value, then_value = Fraction(seen.purchases), Fraction(then.purchases)
    elif seen.share is None or then.share is None:
        return None
    else:
        now_value, then_value = seen.share, then.share
    return now_value / then_value if then_value else None


def judged_then(seen: Seen) -> Seen | None:
    """The look back on six months ago; None where ratios are not judged yet."""
    p = seen.policy
    long_enough = (
        bool(seen.orders) and seen.orders[0]["occurred_at"] <= seen.moment.before(p["ratio_first_order_months"]).at
    )
    days = seen.order_days(seen.inside(seen.orders, p["ratio_order_days_months"]))
    if not long_enough or len(days) < p["ratio_order_days"]:
        return None
    return seen.from_another_time(seen.moment.before(p["momentum_months"]))


def is_stagnant(stage: str, since: date, seen: Seen) -> bool:
    months = seen.policy["stagnant_months"].get(stage)
    if months is None or since >= seen.moment.day_before(months):
        return False
    if stage == "development":
        return not seen.opening_or_quotation_is_open
    if stage == "initial":
        return seen.wallet is not None or seen.recent_evaluation is not None
    return seen.tier in seen.policy["stagnant_tiers"]
