"""Behavioural loyalty (行为忠诚): whether the customer buys at its rhythm, as much as before, and mainly from us."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from projections.amounts import own_money
from projections.evidence import order_positions
from projections.facts import Facts
from projections.loyalty.limits import Points
from projections.loyalty.score import Part as ScorePart
from projections.loyalty.score import Said, Score, known_mean, sentence
from projections.persons import at_columns
from projections.rhythm import Rhythm
from projections.section import Count, Days, Months, Section, said
from projections.signals import order_overdue
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

BROKEN = Words(
    en="0 of 100: the relationship is interrupted, nothing is bought any more.",
    zh="100 分中得 0 分：关系已中断，不再采购。",
)
NO_ORDER = Words(en="No order yet: not enough to judge.", zh="尚无订单：不足以判断。")
TOO_FEW = Words(
    en="{orders:order-day|order-days} in {days:day|days}; {min_orders} in at least {min_days} days are needed: "
    "not enough to judge.",
    zh="{days} 天内有 {orders} 个订货日；需要至少 {min_days} 天内 {min_orders} 个：不足以判断。",
)
NAMES = {
    "rhythm": Words(en="rhythm {rhythm}", zh="订货节奏 {rhythm}"),
    "volume": Words(en="volume {volume}", zh="采购量 {volume}"),
    "share": Words(en="share of wallet {share}", zh="采购份额 {share}"),
}
MISSING = {
    "rhythm": Words(en="too few orders to know the rhythm", zh="订单太少，无法得知订货节奏"),
    "volume": Words(
        en="not {volume_history_months} months of orders to compare the volume with",
        zh="订货历史不足 {volume_history_months} 个月，无法比较采购量",
    ),
    "share": Words(en="wallet never estimated: share unknown", zh="从未估计采购总额度：份额未知"),
}


class Limits(Section):
    """Weights, and what counts as full."""

    rhythm_weight: Points = said(25, "weights of the known parts")
    volume_weight: Points = said(25, "")
    share_weight: Points = said(50, "")
    rhythm_full: Annotated[float, Field(gt=0, le=1)] = said(0.5, "a chance of this silence so large is full rhythm")
    volume_months: Months = said(12, "purchases of so many months against those of as many before")
    volume_history_months: Months = said(24, "... once the first order lies so far back")
    share_full: Annotated[float, Field(gt=0, le=1)] = said(0.5, "a share of wallet so large is full")
    min_orders: Count = said(3, "judged from so many order-days on")
    min_days: Days = said(180, "... and so many days after the first")


def behavioural(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    limits, days = facts.policy.scores.of(Limits), facts.quantities.days
    ordered = days.count[:, columns] > 0
    rhythm = order_overdue.rhythm(facts, columns)
    enough = (rhythm.orders >= limits.min_orders) & (_age(facts, columns, rhythm) >= limits.min_days)
    tail = np.where(rhythm.judged, rhythm.tail(rhythm.silent), np.nan)
    score = known_mean(
        {
            "rhythm": (limits.rhythm_weight, _part_of(tail, limits.rhythm_full)),
            "volume": (limits.volume_weight, _part_of(_volume(facts, columns, limits), 1)),
            "share": (limits.share_weight, _part_of(facts.quantities.share[:, columns], limits.share_full)),
        }
    )
    broken = interrupted(facts, columns) & ordered
    value = np.select([~ordered, broken, ~enough], [np.nan, 0.0, np.nan], score.value)
    parts = {
        name: ScorePart(value=part.value, points=np.where(broken, part.points * 0, part.points))
        for name, part in score.parts.items()
    }
    return Score(value=value, parts=parts)


def interrupted(facts: Facts, columns: Ints) -> Flags:
    """Ended explicitly, or ordered once and not within the lapse window."""
    q = facts.quantities
    return ((q.days.count[:, columns] > 0) & ~q.lapse.inside[:, columns]) | q.ended[:, columns]


def _part_of(value: Floats, full: float) -> Floats:
    """100 from `full` on, in proportion below; nan stays."""
    found: Floats = np.round(100 * np.minimum(1, value / full), 9)
    return found


def _age(facts: Facts, columns: Ints, rhythm: Rhythm) -> Grid:
    """Days since the first order; 0 before it."""
    return np.where(rhythm.orders > 0, facts.reviews.days[columns][None, :] - rhythm.first, 0)


def _volume(facts: Facts, columns: Ints, limits: Limits) -> Floats:
    """Purchases of the last months over those of as many before; nan where nothing was bought then or the first order
    is too young.
    """
    q, reviews = facts.quantities, facts.reviews
    before = earlier_purchases(facts, columns, limits.volume_months)
    if not len(q.days.day):
        return np.full(before.shape, np.nan)
    ordered = q.days.count[:, columns] > 0
    first_at = q.days.first_at[np.where(ordered, q.days.first[:, columns], 0)]
    old = ordered & (first_at <= reviews.window(limits.volume_history_months)[columns][None, :]) & (before > 0)
    return np.where(old, q.purchases[:, columns] / np.where(old, before, 1), np.nan)


def earlier_purchases(facts: Facts, columns: Ints, months: int) -> Grid:
    """Orders minus returns of the `months` months before the last `months`, minor units, not below 0."""
    q, reviews, shape = facts.quantities, facts.reviews, (facts.shape[0], len(columns))
    own, rates = facts.history.registered["currency"], facts.policy.currency.rates
    returns = facts.history.of("GoodsReturned")

    def total(customer: Ints, at: Ints, minor: Ints, until: Ints | None = None) -> Grid:
        begin, end = reviews.gone_from(at, months), reviews.gone_from(at, 2 * months)
        stop = end if until is None else np.minimum(end, until)
        return running_sum(shape, customer, at_columns(columns, begin), at_columns(columns, stop), minor)

    bought = total(q.orders.customer, q.orders.at, q.orders.minor, q.orders.cancelled)
    returned = total(returns.c, returns.at, own_money(returns, own, rates).minor)
    net: Grid = np.maximum(bought - returned, 0)
    return net


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    asked, limits = np.array([facts.reviews.asked]), facts.policy.scores.of(Limits)
    positions, broken = order_positions(facts, customers), interrupted(facts, asked)[:, 0]
    rhythm = order_overdue.rhythm(facts, asked)
    orders, age = rhythm.orders[:, 0], _age(facts, asked, rhythm)[:, 0]
    found = []
    for c in customers.tolist():
        numbers = limits.model_dump() | {"orders": int(orders[c]), "days": int(age[c])}
        judged = not np.isnan(score.value[c, -1])
        words = BROKEN if judged and broken[c] else TOO_FEW if orders[c] else NO_ORDER
        said = Said(words=words, numbers=numbers, evidence=positions[c])
        found.append(sentence(score, c, NAMES, MISSING, said) if judged and not broken[c] else said)
    return found
