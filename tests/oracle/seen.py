"""What can be seen of one customer from one moment, found by filtering the effective history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.effective import Event, by_time
from tests.oracle.moments import Moment, local_day
from tests.oracle.money import minor, order_amount, rounded
from tests.oracle.policy import Policy
from tests.oracle.tiers import CutOffs, cut_offs, derived, month_end_of


@dataclass(frozen=True, kw_only=True)
class Seen:
    """events: the effective history in order of time, later events included; every question below leaves those out.
    book: the events and the currency of every customer of the book, where its tiers are asked for.
    """

    events: Sequence[Event]
    currency: str
    moment: Moment
    policy: Policy
    book: Sequence[tuple[Sequence[Event], str]] = ()

    # events

    @cached_property
    def past(self) -> list[Event]:
        return [e for e in self.events if e["occurred_at"] <= self.moment.at]

    def of(self, *types: str) -> list[Event]:
        return [e for e in self.past if e["type"] in types]

    def inside(self, events: Sequence[Event], months: int) -> list[Event]:
        """Those in the last n months: after the same moment n months before."""
        start = self.moment.before(months).at
        return [e for e in events if e["occurred_at"] > start]

    def day_of(self, event: Event) -> date:
        return local_day(event["occurred_at"], self.moment.zone)

    @property
    def zone(self) -> ZoneInfo:
        return self.moment.zone

    def is_open(self, event: Event, closing: str, key: str) -> bool:
        return all(e["data"][key] != event["data"][key] for e in self.of(closing))

    def from_another_time(self, moment: Moment) -> "Seen":
        return Seen(events=self.events, currency=self.currency, moment=moment, policy=self.policy, book=self.book)

    # orders

    @cached_property
    def orders(self) -> list[Event]:
        """Placed, above 0, not cancelled by now."""
        placed = [e for e in self.of("OrderPlaced") if order_amount(e["data"]) > 0]
        return [e for e in placed if self.is_open(e, "OrderCancelled", "order_id")]

    def order_days(self, orders: Sequence[Event]) -> list[date]:
        return sorted({self.day_of(e) for e in orders})

    @cached_property
    def purchases(self) -> int:
        months = self.policy["purchases_months"]
        ordered = [e["data"] for e in self.inside(self.orders, months)]
        returned = [e["data"] for e in self.inside(self.of("GoodsReturned"), months)]
        bought = sum(order_amount(data) for data in ordered if data["currency"] == self.currency)
        back = sum(minor(data["amount"], self.currency) for data in returned if data["currency"] == self.currency)
        return max(0, bought - back)

    # wallet

    @cached_property
    def wallet(self) -> int | None:
        """The latest estimate of each category, times its open share; None without one in the customer's currency."""
        latest: dict[str | None, dict[str, Any]] = {}
        for estimate in self.of("AnnualSpendEstimated"):
            latest[estimate["data"].get("category")] = estimate["data"]
        own = [data for data in latest.values() if data["currency"] == self.currency]
        if not own:
            return None
        return sum(rounded(minor(d["amount"], self.currency) * Decimal(d.get("open_share", "1"))) for d in own)

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.purchases, self.wallet) if self.wallet else None

    # lapse

    @cached_property
    def lapse_window_begins_after(self) -> date:
        p = self.policy
        shortest, longest = self.moment.day_before(p["lapse_months"]), self.moment.day_before(p["lapse_limit_months"])
        days = self.order_days(self.inside(self.orders, p["lapse_history_months"]))
        if len(days) < p["lapse_order_days"]:
            return shortest
        by_gap = self.moment.day - timedelta(days=ceil(p["lapse_gap_factor"] * median_gap(days)))
        return min(shortest, max(by_gap, longest))

    @property
    def lapse_window_days(self) -> int:
        return (self.moment.day - self.lapse_window_begins_after).days

    @cached_property
    def orders_in_lapse_window(self) -> list[Event]:
        return [e for e in self.orders if self.day_of(e) > self.lapse_window_begins_after]

    # ends

    @cached_property
    def latest_end(self) -> Event | None:
        return max(self.of("RelationshipEnded"), key=by_time, default=None)

    def revived_after(self, event: Event) -> bool:
        revivals = [*self.of("RelationshipResumed"), *self.orders]
        return any(by_time(e) > by_time(event) for e in revivals)

    @property
    def end_in_force(self) -> Event | None:
        """The latest explicit end, unless the relationship was resumed or ordered since."""
        end = self.latest_end
        return None if end is None or self.revived_after(end) else end

    # evaluations, tier, file

    @property
    def recent_evaluation(self) -> dict[str, Any] | None:
        held = self.inside(self.of("SupplierEvaluationHeld"), self.policy["evaluation_months"])
        latest = max(held, key=by_time, default=None)
        return latest["data"] if latest else None

    @property
    def tier(self) -> str | None:
        assigned = self.assigned_tier
        return self.derived_tier if assigned is None else str(assigned["data"]["tier"])

    @property
    def assigned_tier(self) -> Event | None:
        """The assignment that still counts."""
        assigned = max(self.of("TierAssigned"), key=by_time, default=None)
        return assigned if assigned and self.inside([assigned], self.policy["tier_months"]) else None

    @cached_property
    def derived_tier(self) -> str | None:
        """None in money that is not that of the comparison, and where nobody had bought anything."""
        if self.currency != self.policy["reporting_currency"]:
            return None
        cut = self.cut_offs
        return derived(self.purchases, self.wallet, cut, self.policy) if cut else None

    @property
    def cut_offs(self) -> CutOffs | None:
        then = month_end_of(self.moment)
        compared = [events for events, currency in self.book if currency == self.currency]
        seen = [Seen(events=e, currency=self.currency, moment=then, policy=self.policy) for e in compared]
        return cut_offs([one.purchases for one in seen if one.past], self.policy)

    @property
    def owner_managed(self) -> bool:
        said = [e["data"] for e in self.of("CustomerRegistered", "ProfileChanged") if "owner_managed" in e["data"]]
        return bool(said) and said[-1]["owner_managed"] is True

    @property
    def opening_or_quotation_is_open(self) -> bool:
        openings = [e for e in self.of("OpeningObserved") if self.is_open(e, "OpeningClosed", "opening_id")]
        quotations = [e for e in self.of("QuotationSubmitted") if self.is_open(e, "QuotationDecided", "quotation_id")]
        return bool(openings or quotations)

    # bindings

    @property
    def lock_in(self) -> bool:
        kinds = {e["data"]["kind"] for e in self.of("BindingFormed") if self.binds(e)}
        together = kinds & set(self.policy["bindings_together"])
        return bool(kinds & set(self.policy["binding_alone"])) or len(together) >= self.policy["kinds_together"]

    def binds(self, formed: Event) -> bool:
        if not self.is_open(formed, "BindingEnded", "binding_id"):
            return False
        ends_on = formed["data"].get("ends_on")
        if ends_on is not None:
            return self.moment.day <= date.fromisoformat(ends_on)
        return bool(self.inside([formed], self.policy["open_ended_binding_months"]))


def median_gap(days: Sequence[date]) -> Fraction:
    """days: ascending, at least two."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    middle = len(gaps) // 2
    return Fraction(gaps[middle]) if len(gaps) % 2 else Fraction(gaps[middle - 1] + gaps[middle], 2)
