"""returns_high: much of what was ordered comes back."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.amounts import own_money
from projections.facts import Facts
from projections.figures import ratio
from projections.section import Count, Months, Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

RETURNED = "GoodsReturned"

BACK = Words(
    en="In {months} months {returns:return|returns} worth {returned:money} of {ordered:money} ordered "
    "({rate:percent}).",
    zh="{months} 个月内订购 {ordered:money}，退货 {returns} 次共 {returned:money}（{rate:percent}）。",
)


class Limits(Section):
    """Value returned as a part of the value ordered."""

    rises = ("watch", "alert", "crisis")

    months: Months = said(12, "ordered and returned in so many months")
    least_orders: Count = said(3, "judged from so many orders on")
    watch: Part = said(0.05, "")
    alert: Part = said(0.10, "")
    least_returns: Count = said(2, "... and at least so many returns")
    crisis: Part = said(0.25, "")
    crisis_returns: Count = said(3, "... and at least so many returns")


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Grids of the last months. orders, returns: in any currency; ordered, returned: minor units, where known."""

    orders: Grid
    ordered: Grid
    returns: Grid
    returned: Grid

    @property
    def rate(self) -> NDArray[np.float64]:
        """Part of the ordered value that came back, 9 digits; 0 where nothing was ordered."""
        rate = self.returned / np.maximum(self.ordered, 1)
        known: NDArray[np.float64] = np.where(self.ordered > 0, rate, 0).round(9)
        return known


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(RETURNED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, found = facts.policy.signals.of(Limits), _returns(facts, columns)
    rate, some = found.rate, (found.orders >= limits.least_orders) & (found.returns >= limits.least_returns)
    holds = [
        some & (found.returns >= limits.crisis_returns) & (rate >= limits.crisis),
        some & (rate >= limits.alert),
        some & (rate >= limits.watch),
    ]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _returns(facts: Facts, columns: Ints) -> Returns:
    months, reviews, orders = facts.policy.signals.of(Limits).months, facts.reviews, facts.quantities.orders
    rows = facts.history.of(RETURNED)
    money = own_money(rows, facts.history.registered["currency"], facts.policy.currency.rates)
    ordered = orders.customer, orders.seen, np.minimum(reviews.gone_from(orders.at, months), orders.cancelled)
    returned = rows.c, reviews.seen_from(rows.at), reviews.gone_from(rows.at, months)
    return Returns(
        orders=running_sum(facts.shape, *ordered)[:, columns],
        ordered=running_sum(facts.shape, *ordered, orders.minor)[:, columns],
        returns=running_sum(facts.shape, *returned)[:, columns],
        returned=running_sum(facts.shape, *returned, money.minor)[:, columns],
    )


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked = facts.policy.signals.of(Limits), facts.reviews.asked
    found, rows = _returns(facts, np.array([asked])), facts.history.of(RETURNED)
    rows = rows.where(rows.at > facts.reviews.window(limits.months)[asked])
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    firings = []
    for c, level, places in zip(customers.tolist(), levels.tolist(), rows.places(customers), strict=True):
        currency, rate = facts.history.registered["currency"][c], ratio(float(found.rate[c, 0]))
        firings.append(
            Firing(
                value=rate,
                threshold=thresholds[level],
                unit="part of the ordered",
                parts={
                    "returns": int(found.returns[c, 0]),
                    "returned": from_minor(int(found.returned[c, 0]), currency),
                    "orders": int(found.orders[c, 0]),
                    "ordered": from_minor(int(found.ordered[c, 0]), currency),
                    "currency": currency,
                    "rate": rate,
                    "months": limits.months,
                },
                words=BACK,
                evidence=rows.position[places].tolist(),
            )
        )
    return firings


SIGNAL = Signal(name="returns_high", group="quality", cause="own", limits=Limits, severity=severity, explain=explain)
