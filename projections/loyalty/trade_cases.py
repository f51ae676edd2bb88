"""What the indicators of trade are made of: orders, deliveries, invoices, quotations and complaints."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from projections.amounts import own_money
from projections.complaints import open_spells
from projections.concessions import GRANTED, days_in_force
from projections.deliveries import DELIVERED, first_deliveries, read_deliveries
from projections.facts import Facts
from projections.invoices import ISSUED, read_invoices
from projections.loyalty.communication import recent_sides
from projections.loyalty.score import Floats
from projections.orders import RETURNED
from projections.rows import Rows
from projections.windows import Ints

DECIDED = "QuotationDecided"


@dataclass(frozen=True, kw_only=True)
class Cases:
    """One per thing that happened, by customer. value: days, or 1 and 0 for yes and no, or an amount."""

    customer: Ints
    value: Floats
    position: Ints

    def many(self, customers: int) -> Ints:
        """How many each customer has."""
        return np.bincount(self.customer, minlength=customers)

    def sums(self, customers: int) -> Floats:
        """What they add up to; whole numbers, so that the order never shows."""
        return np.bincount(self.customer, weights=self.value, minlength=customers).astype(np.float64)


def _cases(customer: Ints, value: NDArray[Any], position: Ints) -> Cases:
    return Cases(customer=customer, value=value.astype(np.float64), position=position)


def _nothing() -> Cases:
    none = np.zeros(0, dtype=np.int64)
    return _cases(none, none, none)


def since(facts: Facts, months: int) -> int:
    """The moment after which the last months begin."""
    return int(facts.reviews.window(months)[facts.reviews.asked])


def _since_day(facts: Facts, months: int) -> int:
    return int(facts.reviews.window_days(months)[facts.reviews.asked])


def _ordered(facts: Facts, months: int) -> Ints:
    """Places of the orders of the last months that are not cancelled."""
    orders, asked = facts.quantities.orders, facts.reviews.asked
    return np.flatnonzero((orders.at > since(facts, months)) & (orders.cancelled > asked))


def ordered(facts: Facts, months: int) -> Cases:
    """Orders, with their value in minor units."""
    orders, places = facts.quantities.orders, _ordered(facts, months)
    position = facts.evidence_rows()[orders.row[places]]
    return _cases(orders.customer[places], orders.minor[places], position)


def returned(facts: Facts, months: int) -> Cases:
    """Returns, with their value in minor units."""
    rows = facts.history.of(RETURNED)
    rows = rows.where(rows.at > since(facts, months))
    worth = own_money(rows, facts.history.registered["currency"], facts.policy.currency.rates).minor
    return _cases(rows.c, worth, rows.position)


def delivered(facts: Facts, months: int) -> Cases:
    """Deliveries of the last months, with the days from the order to its first delivery."""
    came_rows = facts.history.of(DELIVERED)
    if not len(came_rows):
        return _nothing()
    orders, reviews = facts.quantities.orders, facts.reviews
    delivery = first_deliveries(Rows(facts.history.events, orders.row), came_rows)
    came_at = facts.history.at[delivery]
    places = np.flatnonzero((delivery >= 0) & (came_at > since(facts, months)) & (orders.cancelled > reviews.asked))
    days = reviews.local_days(came_at[places]) - orders.day[places]
    return _cases(orders.customer[places], days, facts.evidence_rows()[delivery[places]])


def on_time(facts: Facts, months: int) -> Cases:
    """Orders promised for a day of the last months that has come: 1 where they came in time."""
    found, asked = facts.once(read_deliveries), facts.reviews.asked
    due = (found.start <= asked) & (asked < found.stop) & (found.due > _since_day(facts, months))
    row = facts.quantities.orders.row[found.order]
    said_by = np.where(found.delivery >= 0, found.delivery, row)
    places = np.flatnonzero(due)
    places = places[np.argsort(row[places], kind="stable")]
    customer = facts.quantities.orders.customer[found.order[places]]
    return _cases(customer, ~found.late[places], facts.evidence_rows()[said_by[places]])


def paid(facts: Facts, months: int) -> Cases:
    """Invoices paid in the last months, with the days that took."""
    if not len(facts.history.of(ISSUED)):
        return _nothing()
    found = facts.once(read_invoices)
    return _ended(facts, months, found.rows, found.paid_at)


def decided(facts: Facts, months: int) -> Cases:
    """Quotations decided in the last months: 1 where we won."""
    rows = facts.history.of(DECIDED)
    rows = rows.where(rows.at > since(facts, months))
    return _cases(rows.c, rows.equal("result", "won"), rows.position)


def resolved(facts: Facts, months: int) -> Cases:
    """Complaints resolved in the last months, with the days since they were raised or reopened."""
    spells = facts.once(open_spells)
    return _ended(facts, months, spells.rows, spells.closed_at)


def _ended(facts: Facts, months: int, rows: Rows, ended_at: Ints) -> Cases:
    """Those of the rows whose matter ended in the last months, with the days that took."""
    reviews = facts.reviews
    places = np.flatnonzero((ended_at > since(facts, months)) & (ended_at <= reviews.moments[reviews.asked]))
    began = rows.at_places(places)
    days = reviews.local_days(ended_at[places]) - reviews.local_days(began.at)
    return _cases(began.c, days, began.position)


def discounted(facts: Facts, months: int) -> Cases:
    """Orders of the last months, with the percents of discount in force that day, in millionths."""
    orders, places = facts.quantities.orders, _ordered(facts, months)
    customer, day = orders.customer[places], orders.day[places]
    granted = facts.history.of(GRANTED)
    granted = granted.where(granted.equal("kind", "discount") & granted.known("size"))
    position = facts.evidence_rows()[orders.row[places]]
    if not len(granted) or not len(places):
        return _cases(customer, np.zeros(len(places)), position)
    first, last = days_in_force(facts, granted)
    lowest = int(day.min())
    span = int(day.max()) - lowest + 2
    keys = customer * span + (day - lowest)
    begin = np.searchsorted(keys, granted.c * span + np.clip(first - lowest, 0, span - 1), side="left")
    end = np.searchsorted(keys, granted.c * span + np.clip(last - lowest, -1, span - 1), side="right")
    some = begin < end
    size = granted.decimals("size", DECIMALS)[some]
    change = np.zeros(len(places) + 1, dtype=np.int64)
    np.add.at(change, begin[some], size)
    np.subtract.at(change, end[some], size)
    return _cases(customer, np.cumsum(change)[:-1], position)


def contacted(facts: Facts, months: int) -> Cases:
    """Contact-days of their people: one each."""
    days = facts.once(recent_sides)[0]
    own = np.flatnonzero(days.day > _since_day(facts, months))
    return _cases(days.c[own], np.ones(len(own)), np.zeros(len(own), dtype=np.int64))
