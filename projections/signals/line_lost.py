"""line_lost: a product the customer bought regularly is missing from its orders, which go on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor, line_total
from projections.amounts import converted
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.figures import plain, ratio
from projections.medians import medians
from projections.product_days import Goods, goods_after, product_days
from projections.rows import Rows
from projections.section import Count, Days, Part, Positive, Section, said
from projections.signals.definition import ALERT, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

LOST = Words(
    en="{product} was bought on {order_days} days of a year, about every {median_gap_days} days, and not since "
    "{last_on:date}, while other orders came; it was {part:percent} of their value",
    zh="{product} 一年内有 {order_days} 天下单，约每 {median_gap_days} 天一次，自 {last_on:date} 起不再购买，"
    "而其他订单仍在继续；它占其金额的 {part:percent}",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 种。")
ABSENT = Words(en="no order of {product} since {last_on:date}", zh="自 {last_on:date} 起没有 {product} 的订单")


class Limits(Section):
    """Which product counts as regular, and for how long it may be missing."""

    year_days: Days = said(365, "the year up to its last order-day; a silence of a year is no news any more")
    order_days: Count = said(6, "bought on so many days of that year")
    gaps: Positive = said(3, "silent for more than so many of its median gaps")
    alert_part: Part = said(0.30, "alert: it was this part of the value ordered in that year")


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Lines lost at one column, by customer, then product. last, since: local day numbers; days: order-days in the
    year; gap: their median gap; value, total: minor units in that year, of the product and of all orders.
    """

    goods: Goods
    pair: Ints
    last: Ints
    since: Ints
    days: Ints
    gap: NDArray[np.float64]
    value: Ints
    total: Ints

    @property
    def customer(self) -> Ints:
        return self.goods.customer[self.pair]

    @property
    def part(self) -> NDArray[np.float64]:
        """Of the year's value, 9 digits."""
        part: NDArray[np.float64] = np.round(self.value / np.maximum(self.total, 1), 9)
        return part


def severity(facts: Facts, columns: Ints) -> Severity:
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    policy, days = facts.policy.signals.of(Limits), facts.reviews.days[columns]
    goods = goods_after(facts, int(days[0]) - 2 * policy.year_days)
    if len(goods.pair):
        for place, column in enumerate(columns.tolist()):
            found = _lost(facts, goods, column)
            np.maximum.at(levels[:, place], found.customer, _levels(found, policy))
    return levels


def _levels(found: Lost, policy: Limits) -> Severity:
    return np.where(found.part >= policy.alert_part, ALERT, WATCH).astype(np.int8)


def _lost(facts: Facts, goods: Goods, column: int) -> Lost:
    policy, today = facts.policy.signals.of(Limits), int(facts.reviews.days[column])
    bought = product_days(facts, goods, column, goods.day > today - 2 * policy.year_days)
    there = np.flatnonzero(np.diff(bought.start))
    last = np.full(len(goods.customer), today)
    last[there] = bought.day[bought.start[there + 1] - 1]
    in_year = bought.day > (last - policy.year_days)[bought.pair]
    pair, day = bought.pair[in_year], bought.day[in_year]
    days = np.bincount(pair, minlength=len(last))
    follows = np.flatnonzero(np.diff(pair, prepend=-1) == 0)
    gap = medians(len(last), pair[follows], day[follows] - day[follows - 1])
    silent = today - last
    lost = (days >= policy.order_days) & (silent > policy.gaps * gap) & (silent < policy.year_days)
    candidates = np.flatnonzero(lost)
    following = _next_order_day(facts, goods.customer[candidates], last[candidates], column)
    candidates, following = candidates[following >= 0], following[following >= 0]
    value, total = _worth(facts, goods, candidates, last[candidates], column)
    began = last[candidates] + np.floor(policy.gaps * gap[candidates]).astype(np.int64) + 1
    return Lost(
        goods=goods,
        pair=candidates,
        last=last[candidates],
        since=np.maximum(began, following),
        days=days[candidates],
        gap=gap[candidates],
        value=value,
        total=total,
    )


def _next_order_day(facts: Facts, customer: Ints, last: Ints, column: int) -> Ints:
    """The first order-day of each customer later than `last`; -1 without."""
    days = facts.quantities.days
    sequence = days.sequence[customer, column]
    place = days.first_after(sequence, last)
    there = place < days.start[sequence] + days.count[customer, column]
    found: Ints = np.where(there, days.day[np.where(there, place, 0)], -1) if len(days.day) else np.full(len(last), -1)
    return found


def _worth(facts: Facts, goods: Goods, pairs: Ints, last: Ints, column: int) -> tuple[Ints, Ints]:
    """Of these pairs, what was bought of the product in its last year, and what was ordered in all."""
    orders = facts.quantities.orders
    value, total = np.zeros(len(pairs), dtype=np.int64), np.zeros(len(pairs), dtype=np.int64)
    begin, end = np.searchsorted(orders.customer, [goods.customer[pairs], goods.customer[pairs] + 1])
    first, stop = np.searchsorted(goods.pair, [pairs, pairs + 1])
    lines: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for place in range(len(pairs)):
        total[place] = int(
            orders.minor[_in_year(facts, np.arange(begin[place], end[place]), last[place], column)].sum()
        )
        own = np.arange(first[place], stop[place])
        lines.append(own[np.isin(goods.order[own], _in_year(facts, goods.order[own], last[place], column))])
    which = np.repeat(np.arange(len(lines)) - 1, [len(own) for own in lines])
    np.add.at(value, which, _values(facts, goods, np.concatenate(lines)))
    return value, total


def _in_year(facts: Facts, orders: Ints, last: int, column: int) -> Ints:
    """Those of these orders that stand at the column and were placed in the year up to a day."""
    placed, year = facts.quantities.orders, facts.policy.signals.of(Limits).year_days
    standing = (placed.seen[orders] <= column) & (column < placed.cancelled[orders])
    return orders[standing & (placed.day[orders] > last - year) & (placed.day[orders] <= last)]


def _values(facts: Facts, goods: Goods, lines: Ints) -> Ints:
    """What these lines are worth in the customers' currencies."""
    if not len(lines):
        return np.zeros(0, dtype=np.int64)
    orders, rates = facts.quantities.orders, facts.policy.currency.rates
    rows = Rows(facts.history.events, orders.row[goods.order[lines]])
    ours = facts.history.registered["currency"][rows.c].to_list()
    worth = np.zeros(len(lines), dtype=np.int64)
    said = zip(goods.quantity[lines], goods.unit_price[lines], rows.column("currency"), ours, strict=True)
    for place, (quantity, unit_price, theirs, own) in enumerate(said):
        minor = line_total(quantity, unit_price, theirs)
        if theirs != own:
            minor = converted(from_minor(minor, theirs), rates.get(theirs), rates.get(own), own) or 0
        worth[place] = minor
    return worth


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    policy, asked = facts.policy.signals.of(Limits), facts.reviews.asked
    goods = goods_after(facts, int(facts.reviews.days[asked]) - 2 * policy.year_days)
    found = _lost(facts, goods, asked)
    bounds = np.searchsorted(found.customer, [customers, customers + 1]).tolist()
    return [
        _firing(facts, found, np.arange(begin, end), level)
        for level, begin, end in zip(levels.tolist(), *bounds, strict=True)
    ]


def _firing(facts: Facts, found: Lost, places: Ints, level: int) -> Firing:
    """One customer's lost lines; the one worth most gives the numbers."""
    policy, asked = facts.policy.signals.of(Limits), facts.reviews.asked
    top = int(places[np.lexsort((-places, found.part[places]))[-1]])
    goods, orders, last = found.goods, facts.quantities.orders, int(found.last[top])
    lines = np.flatnonzero(goods.pair == found.pair[top])
    bought = goods.order[lines[goods.day[lines] > last - policy.year_days]]
    bought = bought[(orders.seen[bought] <= asked) & (asked < orders.cancelled[bought])]
    silent, part = int(facts.reviews.days[asked]) - last, ratio(found.part[top])
    return Firing(
        value=part if level == ALERT else silent,
        threshold=policy.alert_part if level == ALERT else plain(round(policy.gaps * float(found.gap[top]), 1)),
        unit="part of the value" if level == ALERT else "days",
        since=int(found.since[places].min()),
        parts={
            "product": goods.product[int(found.pair[top])],
            "order_days": int(found.days[top]),
            "median_gap_days": plain(round(float(found.gap[top]), 1)),
            "last_on": str(from_day_number(last)),
            "silent_days": silent,
            "part": part,
            "lines": len(places),
            "others": len(places) - 1,
        },
        words=LOST + (MORE if len(places) > 1 else ALONE),
        evidence=facts.evidence_rows()[orders.row[bought]].tolist(),
        absences=[ABSENT],
    )


SIGNAL = Signal(name="line_lost", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain)
