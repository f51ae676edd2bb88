"""The numbers behind one stage decision, as plain values: one per customer at one review."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.figures import ratio
from projections.quantities import UNKNOWN
from projections.stage import STAGES
from projections.windows import Ints


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """Money as text in the customer's currency; share to 4 decimals; None where unknown; stage as index into STAGES."""

    on: date
    stage: int
    step: int
    peak: int
    currency: str
    purchases: str
    wallet: str | None
    share: float | None
    departments: int
    lapse_window_days: int
    in_lapse_window: bool
    order_after_end: bool
    ended_on: date | None
    ended_by: str | None
    order_days: int
    last_order_on: date | None
    lock_in: bool
    evaluated: bool
    ranked_first: bool
    owner_managed: bool
    executive_met: bool
    meetings_enter: int
    meetings_leave: int

    def answer(self) -> dict[str, object]:
        """The `facts` of the standing."""
        return {
            "purchases_12m": self.purchases,
            "currency": self.currency,
            "wallet": self.wallet,
            "share": self.share,
            "departments_12m": self.departments,
            "lapse_window_days": self.lapse_window_days,
            "lock_in": self.lock_in,
        }

    @property
    def stage_name(self) -> str:
        return STAGES[self.stage]


def stage_facts(facts: Facts, customers: Ints, columns: Ints) -> list[StageFacts]:
    """One per cell, in that order; customers, columns: the cells, all of customers that have begun by then."""
    q, path = facts.quantities, facts.path
    currencies = facts.history.registered["currency"].to_list()
    windows = q.lapse.lengths(customers, columns).tolist()
    by, end_days = facts.history.events["by"], facts.reviews.local_days(facts.history.at)
    found = []
    for customer, column, window in zip(customers.tolist(), columns.tolist(), windows, strict=True):
        cell, currency = (customer, column), currencies[customer]
        end = int(q.last_end[cell]) if q.ended[cell] else None
        wallet, share, count = int(q.wallet[cell]), float(q.share[cell]), int(q.days.count[cell])
        found.append(
            StageFacts(
                on=from_day_number(int(facts.reviews.days[column])),
                stage=int(path.stage[cell]),
                step=int(path.step[cell]),
                peak=int(path.peak[cell]),
                currency=currency,
                purchases=from_minor(int(q.purchases[cell]), currency),
                wallet=None if wallet == UNKNOWN else from_minor(wallet, currency),
                share=None if np.isnan(share) else ratio(share),
                departments=int(q.departments[cell]),
                lapse_window_days=window,
                in_lapse_window=bool(q.lapse.inside[cell]),
                order_after_end=bool(q.last_order[cell] > q.last_end[cell]),
                ended_on=None if end is None else from_day_number(int(end_days[end])),
                ended_by=None if end is None else by[end],
                order_days=count,
                last_order_on=from_day_number(int(q.days.day[q.days.last[cell]])) if count else None,
                lock_in=bool(q.lock_in[cell]),
                evaluated=bool(q.evaluated[cell]),
                ranked_first=bool(q.ranked_first[cell]),
                owner_managed=bool(q.owner_managed[cell]),
                executive_met=bool(q.executive_met[cell]),
                meetings_enter=int(q.meetings_enter[cell]),
                meetings_leave=int(q.meetings_leave[cell]),
            )
        )
    return found
