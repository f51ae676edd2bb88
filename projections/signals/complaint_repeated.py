"""complaint_repeated: the same kind of complaint again and again."""

from dataclasses import dataclass

import numpy as np

from projections.complaints import RAISED
from projections.facts import Facts
from projections.rows import Rows
from projections.section import Count, Days, Positive, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

AGAIN = Words(
    en='{complaints} complaints of the category "{category}" in {days} days.',
    zh="{days} 天内有 {complaints} 起“{category:term}”类投诉。",
)
MORE_THAN_BEFORE = Words(
    en='{complaints} complaints of the category "{category}" in {days} days, over {orders:order|orders}; in the year '
    "before it were {complaints_before} over {orders_before:order|orders}.",
    zh="{days} 天内 {orders} 次订单有 {complaints} 起“{category:term}”类投诉；上一年 {orders_before} 次订单有 "
    "{complaints_before} 起。",
)


class Limits(Section):
    """How many complaints of one category are too many, and against which own rate."""

    rises = ("watch", "alert", "crisis")

    days: Days = said(90, "complaints of one category in so many days")
    watch: Count = said(2, "")
    alert: Count = said(3, "")
    crisis: Count = said(5, "")
    before_days: Days = said(365, "the own rate per order is that of so many days before")
    before_complaints: Count = said(3, "... if they had so many complaints of the category")
    rate_factor: Positive = said(2, "... and is reached so many times")


@dataclass(frozen=True, kw_only=True)
class Categories:
    """Complaints by customer and category (spellings that differ in case or outer blanks are one).

    group: a number per customer and category, of each complaint. customer: of each group. now, before: complaints of
    the groups within days and in before_days before them; orders, orders_before: of their customers in the same.
    """

    raised: Rows
    group: Ints
    customer: Ints
    now: Grid
    before: Grid
    orders: Grid
    orders_before: Grid


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(RAISED)):
        found = facts.once(_categories)
        np.maximum.at(worst, found.customer, _levels(facts, found)[:, columns])
    return worst


def _levels(facts: Facts, found: Categories) -> Severity:
    """Severity per group and column."""
    limits = facts.policy.signals.of(Limits)
    more = (found.orders_before > 0) & (
        found.now * found.orders_before >= limits.rate_factor * found.before * found.orders
    )
    counts = (found.before < limits.before_complaints) | more
    holds = [counts & (found.now >= least) for least in (limits.crisis, limits.alert, limits.watch)]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _categories(facts: Facts) -> Categories:
    limits, reviews, orders = facts.policy.signals.of(Limits), facts.reviews, facts.quantities.orders
    raised = facts.history.of(RAISED)
    names = [(name or "").strip().casefold() for name in raised.texts("category")]
    number = {name: place for place, name in enumerate(sorted(set(names)))}
    keys = raised.c * len(number) + np.array([number[name] for name in names], dtype=np.int64)
    groups, group = np.unique(keys, return_inverse=True)
    customer = groups // len(number)
    shape = (len(groups), facts.shape[1])

    def within(who: Ints, day: Ints, seen: Ints, gone: Ints | int, size: tuple[int, int]) -> tuple[Grid, Grid]:
        """How many in `days`, and how many in the year before."""
        leaves = reviews.gone_after_days(day, limits.days)
        forgotten = reviews.gone_after_days(day, limits.days + limits.before_days)
        return (
            running_sum(size, who, seen, np.minimum(leaves, gone)),
            running_sum(size, who, leaves, np.minimum(forgotten, gone)),
        )

    now, before = within(group, reviews.local_days(raised.at), reviews.seen_from(raised.at), facts.shape[1], shape)
    ordered, ordered_before = within(orders.customer, orders.day, orders.seen, orders.cancelled, facts.shape)
    return Categories(
        raised=raised,
        group=group,
        customer=customer,
        now=now,
        before=before,
        orders=ordered[customer],
        orders_before=ordered_before[customer],
    )


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, found, asked = facts.policy.signals.of(Limits), facts.once(_categories), facts.reviews.asked
    level = _levels(facts, found)[:, asked]
    day = facts.reviews.local_days(found.raised.at)
    recent = facts.reviews.days[asked] - day < limits.days
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    bounds = np.searchsorted(found.customer, [customers, customers + 1]).tolist()
    firings = []
    for severity_, places, begin, end in zip(levels.tolist(), found.raised.places(customers), *bounds, strict=True):
        groups = np.arange(begin, end)
        top = int(groups[np.lexsort((-groups, found.now[groups, asked], level[groups]))[-1]])
        mine = places[recent[places]]
        of_top = mine[found.group[mine] == top]
        before = int(found.before[top, asked])
        firings.append(
            Firing(
                value=int(found.now[top, asked]),
                threshold=thresholds[severity_],
                unit="complaints",
                parts={
                    "category": found.raised.at_places(of_top[-1:]).texts("category")[0],
                    "complaints": int(found.now[top, asked]),
                    "days": limits.days,
                    "orders": int(found.orders[top, asked]),
                    "complaints_before": before,
                    "orders_before": int(found.orders_before[top, asked]),
                },
                words=MORE_THAN_BEFORE if before >= limits.before_complaints else AGAIN,
                evidence=found.raised.position[mine[level[found.group[mine]] > NONE]].tolist(),
            )
        )
    return firings


SIGNAL = Signal(
    name="complaint_repeated", group="quality", cause="own", limits=Limits, severity=severity, explain=explain
)
