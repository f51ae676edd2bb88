"""The figures of trade: what each is made of, what it says, and how it is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ledger.catalogue.fields import DECIMALS
from projections.contacts import CONTACT
from projections.facts import Facts
from projections.loyalty import trade_cases
from projections.loyalty.behavioural import earlier_purchases
from projections.loyalty.score import Floats
from projections.loyalty.trade_cases import Cases
from projections.medians import medians
from projections.section import Count, Months, Section, said
from projections.windows import Ints
from projections.words import Words

DAYS, PART, EACH = "days", "part of 1", "contact-days"

NO_CONTACT = Words(en="No contact was ever recorded: not enough to judge.", zh="从未记录过联系：不足以判断。")
NOTHING_BEFORE = Words(
    en="Nothing was bought in the {months} months before: nothing to compare with.",
    zh="此前 {months} 个月没有采购：无从比较。",
)


class Limits(Section):
    """How far back, and from how many cases on."""

    months: Months = said(12, "dealings of so many months")
    least: Count = said(5, "unknown below so many cases")


@dataclass(frozen=True, kw_only=True)
class Found:
    """Of every customer. value: nan where unknown. cases: how many it rests on. parts: the numbers in it; amounts:
    those that are money, in minor units. evidence: what the cases are. unknown: the sentence where there are cases and
    yet no value.
    """

    value: Floats
    cases: Ints
    evidence: Cases
    parts: Mapping[str, Ints] = field(default_factory=dict)
    amounts: Mapping[str, Ints] = field(default_factory=dict)
    unknown: Words = NOTHING_BEFORE


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure: what it says, how it is found, and what is said of too few cases."""

    unit: str
    words: Words
    find: Callable[[Facts, Limits], Found]
    few: Words


def _few(nouns: str, zh: str, span: str = "{months}") -> Words:
    """What is said of too few cases. nouns: one and several of them. span: of how many months."""
    return Words(
        en=f"{{cases:{nouns}}} in {span} months, {{least}} are needed: not enough to judge.",
        zh=f"{span} 个月内{zh} {{cases}} 次，需要 {{least}} 次：不足以判断。",
    )


def _median_of(find: Callable[[Facts, int], Cases]) -> Callable[[Facts, Limits], Found]:
    """The median of the cases."""

    def found(facts: Facts, limits: Limits) -> Found:
        cases, customers = find(facts, limits.months), facts.shape[0]
        return Found(value=medians(customers, cases.customer, cases.value), cases=cases.many(customers), evidence=cases)

    return found


def _rate_of(find: Callable[[Facts, int], Cases], name: str) -> Callable[[Facts, Limits], Found]:
    """The part of the cases that are 1. name: of how many are."""

    def found(facts: Facts, limits: Limits) -> Found:
        cases, customers = find(facts, limits.months), facts.shape[0]
        sums, many = cases.sums(customers), cases.many(customers)
        return Found(value=_over(sums, many), cases=many, evidence=cases, parts={name: sums.astype(np.int64)})

    return found


def _over(amount: Floats | Ints, whole: Floats | Ints) -> Floats:
    """To 9 digits; nan where there is no whole."""
    return np.where(whole > 0, np.round(amount / np.maximum(whole, 1), 9), np.nan)


def _volume(facts: Facts, limits: Limits) -> Found:
    asked = facts.reviews.asked
    bought, before = (
        facts.quantities.purchases[:, asked],
        earlier_purchases(facts, np.array([asked]), limits.months)[:, 0],
    )
    orders = trade_cases.ordered(facts, 2 * limits.months)
    return Found(
        value=_over(bought, before),
        cases=orders.many(facts.shape[0]),
        evidence=orders,
        amounts={"purchases": bought, "purchases_before": before},
        unknown=NOTHING_BEFORE,
    )


def _returns(facts: Facts, limits: Limits) -> Found:
    customers = facts.shape[0]
    orders, back = trade_cases.ordered(facts, limits.months), trade_cases.returned(facts, limits.months)
    worth, returned = orders.sums(customers).astype(np.int64), back.sums(customers).astype(np.int64)
    return Found(
        value=_over(returned, worth),
        cases=orders.many(customers),
        evidence=back,
        amounts={"returned": returned, "ordered": worth},
    )


def _discount(facts: Facts, limits: Limits) -> Found:
    customers, orders = facts.shape[0], trade_cases.discounted(facts, limits.months)
    many = orders.many(customers)
    return Found(value=_over(orders.sums(customers), many * 100 * 10**DECIMALS), cases=many, evidence=orders)


def _effort(facts: Facts, limits: Limits) -> Found:
    customers, orders = facts.shape[0], trade_cases.ordered(facts, limits.months)
    days, many = trade_cases.contacted(facts, limits.months).many(customers), orders.many(customers)
    ever = np.isin(np.arange(customers), facts.history.of(*CONTACT).c)
    return Found(
        value=np.where(ever, _over(days, many), np.nan),
        cases=many,
        evidence=orders,
        parts={"contact_days": days},
        unknown=NO_CONTACT,
    )


INDICATORS = {
    "volume": Indicator(
        unit=PART,
        words=Words(
            en="Purchases of {months} months are {value:percent} of those of the {months} before: {purchases:money} "
            "after {purchases_before:money}.",
            zh="{months} 个月采购 {purchases:money}，为此前同期 {purchases_before:money} 的 {value:percent}。",
        ),
        find=_volume,
        few=_few("order|orders", "订货", "{both}"),
    ),
    "delivery_days": Indicator(
        unit=DAYS,
        words=Words(
            en="Half of {cases} deliveries came within {value:day|days} of the order.",
            zh="{cases} 次交货中一半在订货后 {value} 天内完成。",
        ),
        find=_median_of(trade_cases.delivered),
        few=_few("delivery|deliveries", "交货"),
    ),
    "on_time": Indicator(
        unit=PART,
        words=Words(
            en="{in_time} of {cases} promised deliveries came in time ({value:percent}).",
            zh="{cases} 次承诺交货中 {in_time} 次准时（{value:percent}）。",
        ),
        find=_rate_of(trade_cases.on_time, "in_time"),
        few=_few("promised delivery|promised deliveries", "承诺交货"),
    ),
    "payment_days": Indicator(
        unit=DAYS,
        words=Words(
            en="Half of {cases} invoices were paid within {value:day|days}.",
            zh="{cases} 张发票中一半在 {value} 天内付清。",
        ),
        find=_median_of(trade_cases.paid),
        few=_few("paid invoice|paid invoices", "付清发票"),
    ),
    "quotations_won": Indicator(
        unit=PART,
        words=Words(
            en="{won} of {cases} decided quotations were won ({value:percent}).",
            zh="{cases} 次已定报价中赢得 {won} 次（{value:percent}）。",
        ),
        find=_rate_of(trade_cases.decided, "won"),
        few=_few("decided quotation|decided quotations", "已定报价"),
    ),
    "resolution_days": Indicator(
        unit=DAYS,
        words=Words(
            en="Half of {cases} complaints were resolved within {value:day|days}.",
            zh="{cases} 起投诉中一半在 {value} 天内解决。",
        ),
        find=_median_of(trade_cases.resolved),
        few=_few("resolved complaint|resolved complaints", "解决投诉"),
    ),
    "returned": Indicator(
        unit=PART,
        words=Words(
            en="{returned:money} of {ordered:money} ordered came back ({value:percent}).",
            zh="订购 {ordered:money} 中退回 {returned:money}（{value:percent}）。",
        ),
        find=_returns,
        few=_few("order|orders", "订货"),
    ),
    "mean_discount": Indicator(
        unit=PART,
        words=Words(
            en="Discounts of {value:percent} on average were in force on the days of {cases} orders.",
            zh="{cases} 次订货当日有效折扣平均为 {value:percent}。",
        ),
        find=_discount,
        few=_few("order|orders", "订货"),
    ),
    "contact_days_per_order": Indicator(
        unit=EACH,
        words=Words(
            en="{contact_days:contact-day|contact-days} for {cases} orders: {value} each.",
            zh="{cases} 次订货对应 {contact_days} 个联系日：平均 {value}。",
        ),
        find=_effort,
        few=_few("order|orders", "订货"),
    ),
}
