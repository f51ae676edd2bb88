"""volume_falling: fewer orders, or less money, than the own past year and the season of the book let expect."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.evidence import order_positions
from projections.facts import Facts
from projections.figures import ratio
from projections.order_days import OrderDays
from projections.order_windows import window_sums
from projections.parameters import Parameters
from projections.reviews import Reviews
from projections.season import SeasonWindow
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.volume_limits import VolumeFallingLimits
from projections.windows import Grid, Ints
from projections.words import Words

Floats = NDArray[np.float64]

BY_ORDERS = Words(
    en="In the last {window_days} days {orders:order|orders} where {expected_orders} were expected from their own past "
    "year and the season of the whole book; chance alone gives so few in about {chance:percent} of cases.",
    zh="最近 {window_days} 天有 {orders} 次订单，按其上一年和全体客户的季节性应有 {expected_orders} 次；"
    "纯属偶然的可能约为 {chance:percent}。",
)
BY_AMOUNT = Words(
    en="In the last {window_days} days orders of {amount:money} where {expected_amount:money} were expected from their "
    "own past year and the season of the whole book; chance alone gives so little in about {chance:percent} of cases.",
    zh="最近 {window_days} 天订单金额为 {amount:money}，按其上一年和全体客户的季节性应为 {expected_amount:money}；"
    "纯属偶然的可能约为 {chance:percent}。",
)


@dataclass(frozen=True, kw_only=True)
class Fall:
    """One window at some cells. size: part of what was expected that did not come, of the measure that fell most
    (orders, or money where by_amount); z of that measure; both 9 digits. judged: enough orders were expected.
    """

    orders: Grid
    expected_orders: Floats
    amount: Grid
    expected_amount: Floats
    size: Floats
    z: Floats
    by_amount: NDArray[np.bool_]
    judged: NDArray[np.bool_]


def fall(facts: Facts, columns: Ints, window_days: int) -> Fall:
    """How far orders and money fell in the last window_days."""
    orders, policy = facts.quantities.days, facts.policy.signals.of(VolumeFallingLimits)
    return fall_of(orders, facts.reviews, facts.parameters, policy, columns, window_days)


def fall_of(
    orders: OrderDays,
    reviews: Reviews,
    parameters: Parameters,
    policy: VolumeFallingLimits,
    columns: Ints,
    window_days: int,
) -> Fall:
    """signals document, section 2; z of orders: Anscombe 1948."""
    days = reviews.days[columns]
    season = parameters.season_on(SeasonWindow(window_days, policy.reference_days), days)
    now, then = days - window_days, days - window_days - policy.reference_days
    recent = window_sums(orders, columns, now, days)
    before = window_sums(orders, columns, then, now)
    k = (season * window_days / policy.reference_days)[None, :]
    expected, amount = before.count * k, before.amount * k
    judged = expected >= policy.min_expected
    orders_fall = (expected - recent.count) / np.where(judged, expected, 1)
    amount_fall = (amount - recent.amount) / np.where(amount > 0, amount, 1)
    z_orders = 2 * (np.sqrt(recent.count + 0.375) - np.sqrt((before.count + 0.375) * k)) / np.sqrt(1 + k)
    spread = np.sqrt(before.squares * k * (1 + k))
    z_amount = (recent.amount - amount) / np.where(spread > 0, spread, 1)
    by_amount = np.round(amount_fall, 9) > np.round(orders_fall, 9)
    size: Floats = np.where(by_amount, amount_fall, orders_fall).astype(np.float64).round(9)
    z: Floats = np.where(by_amount, z_amount, z_orders).astype(np.float64).round(9)
    return Fall(
        orders=recent.count,
        expected_orders=expected,
        amount=recent.amount,
        expected_amount=amount,
        size=size,
        z=z,
        by_amount=by_amount,
        judged=judged,
    )


def severity(facts: Facts, columns: Ints) -> Severity:
    policy = facts.policy.signals.of(VolumeFallingLimits)
    return severity_of(facts.quantities.days, facts.reviews, facts.parameters, policy, columns)


def severity_of(
    orders: OrderDays, reviews: Reviews, parameters: Parameters, policy: VolumeFallingLimits, columns: Ints
) -> Severity:
    """From the orders alone: what the whole book says to each customer shows here and nowhere else."""
    short = fall_of(orders, reviews, parameters, policy, columns, policy.watch_days)
    long = fall_of(orders, reviews, parameters, policy, columns, policy.alert_days)
    short_counts = short.judged & (short.z <= policy.limit_z)
    long_counts = long.judged & (long.z <= policy.limit_z)
    holds = [
        long_counts & (long.size >= policy.crisis_fall),
        long_counts & (long.size >= policy.alert_fall),
        short_counts & (short.size >= policy.watch_fall),
    ]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    policy, asked = facts.policy.signals.of(VolumeFallingLimits), np.array([facts.reviews.asked])
    short, long = fall(facts, asked, policy.watch_days), fall(facts, asked, policy.alert_days)
    positions = order_positions(facts, customers)
    thresholds = {WATCH: policy.watch_fall, ALERT: policy.alert_fall, CRISIS: policy.crisis_fall}
    found = []
    for c, level in zip(customers.tolist(), levels.tolist(), strict=True):
        shown, window = (short, policy.watch_days) if level == WATCH else (long, policy.alert_days)
        currency = facts.history.registered["currency"][c]
        found.append(
            Firing(
                value=ratio(shown.size[c, 0]),
                threshold=thresholds[level],
                unit="part of the expected",
                parts=_parts(facts, shown, window, c, currency),
                words=BY_AMOUNT if shown.by_amount[c, 0] else BY_ORDERS,
                evidence=positions[c],
            )
        )
    return found


def _parts(facts: Facts, shown: Fall, window: int, c: int, currency: str) -> dict[str, object]:
    day, reference_days = (
        facts.reviews.days[[facts.reviews.asked]],
        facts.policy.signals.of(VolumeFallingLimits).reference_days,
    )
    return {
        "window_days": window,
        "reference_days": reference_days,
        "season": float(facts.parameters.season_on(SeasonWindow(window, reference_days), day)[0]),
        "orders": int(shown.orders[c, 0]),
        "expected_orders": round(float(shown.expected_orders[c, 0]), 1),
        "amount": from_minor(int(shown.amount[c, 0]), currency),
        "expected_amount": from_minor(round(float(shown.expected_amount[c, 0])), currency),
        "measure": "amount" if shown.by_amount[c, 0] else "orders",
        "fall": ratio(shown.size[c, 0]),
        "z": round(float(shown.z[c, 0]), 2),
        "chance": ratio(NormalDist().cdf(float(shown.z[c, 0]))),
        "currency": currency,
    }


SIGNAL = Signal(
    name="volume_falling",
    group="trade",
    cause="customer",
    limits=VolumeFallingLimits,
    severity=severity,
    explain=explain,
)
