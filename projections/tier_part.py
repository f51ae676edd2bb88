"""The part `tier` of a standing: the tier in force, where it comes from, and whether the customer orders regularly."""

from typing import Any, NamedTuple

import numpy as np

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.regularity import regularity
from projections.tier import (
    NEVER,
    NO_TIER,
    TIERS,
    Derived,
    assigned_rows,
    cut_offs_at,
    derived_tier,
    month_ends_of,
    reporting_money,
)
from projections.windows import Grid, Ints
from projections.words import Language, Words

Part = dict[str, Any]

ASSIGNED = Words(en="Assigned on {assigned_on:date}.", zh="于 {assigned_on:date} 指定。")
BY_SIZE = {
    "A": Words(
        en="Bought {purchases:money} in 12 months; from {a_from:money} on, as of {on:date}, a customer is A.",
        zh="12 个月采购 {purchases:money}；按 {on:date} 的名册，达到 {a_from:money} 即为 A 级。",
    ),
    "B": Words(
        en="Bought {purchases:money} in 12 months; from {b_from:money} on, as of {on:date}, a customer is B, and from "
        "{a_from:money} on A.",
        zh="12 个月采购 {purchases:money}；按 {on:date} 的名册，达到 {b_from:money} 为 B 级，"
        "达到 {a_from:money} 为 A 级。",
    ),
    "C": Words(
        en="Bought {purchases:money} in 12 months; from {b_from:money} on, as of {on:date}, a customer is B.",
        zh="12 个月采购 {purchases:money}；按 {on:date} 的名册，达到 {b_from:money} 才为 B 级。",
    ),
}
RAISED = Words(
    en=" A letter better for its potential: a wallet of {wallet:money}, of which we have less than {share:percent}.",
    zh="因潜力上调一级：其采购额度为 {wallet:money}，我们所占不到 {share:percent}。",
)
NO_RATE = Words(
    en="Not assigned, and not to be derived: the policy has no rate from {own} into the reporting currency "
    "{reporting}.",
    zh="未指定，也无法推算：政策中没有从 {own} 到报告货币 {reporting} 的汇率。",
)
NO_CUT_OFF = Words(
    en="Not assigned, and not to be derived: nobody in the book had bought anything in {reporting} at the month end "
    "before.",
    zh="未指定，也无法推算：截至上月末，名册中没有客户以 {reporting} 采购过。",
)


class _Cells(NamedTuple):
    """All customers at the asked-for date; money in minor units of the reporting currency."""

    assigned: Ints
    derived: Derived
    bought: Grid
    wallet: Grid
    a: int
    b: int
    on: int


def tier_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[Part]:
    """In the order of `customers`."""
    asked, q = np.array([facts.reviews.asked]), facts.quantities
    (a,), (b,) = cut_offs_at(facts, asked)
    money = facts.once(reporting_money)
    cells = _Cells(
        assigned=assigned_rows(facts, asked)[:, 0],
        derived=derived_tier(facts, asked),
        bought=money.of(q.purchases[:, asked]),
        wallet=money.of(q.wallet[:, asked]),
        a=int(a),
        b=int(b),
        on=month_ends_of(facts, asked)[0],
    )
    ordering = regularity(facts, customers, language)
    return [_document(facts, cells, c, how, language) for c, how in zip(customers.tolist(), ordering, strict=True)]


def _document(facts: Facts, cells: _Cells, customer: int, ordering: Part | None, language: Language) -> Part:
    derived, row = TIERS[cells.derived.tier[customer, 0]], int(cells.assigned[customer])
    assigned = _assigned(facts, row) if row >= 0 else {"assigned": None, "assigned_on": None, "basis": None}
    return {
        "value": assigned["assigned"] or derived,
        **assigned,
        "derived": derived,
        "cut_offs": _cut_offs(facts, cells),
        "reason": ASSIGNED.said(assigned, language) if row >= 0 else _derived_words(facts, cells, customer, language),
        "evidence": [facts.history.events["position"][row]] if row >= 0 else [],
        "ordering": ordering,
    }


def _assigned(facts: Facts, row: int) -> Part:
    events = facts.history.events
    day = int(facts.reviews.local_days(facts.history.at[[row]])[0])
    return {"assigned": events["tier"][row], "assigned_on": str(from_day_number(day)), "basis": events["basis"][row]}


def _cut_offs(facts: Facts, cells: _Cells) -> Part | None:
    """Where the book is cut, in the reporting currency; None where nobody had bought anything."""
    if cells.a == NEVER:
        return None
    currency = facts.policy.currency.reporting
    return {
        "on": str(from_day_number(cells.on)),
        "a_from": from_minor(cells.a, currency),
        "b_from": from_minor(cells.b, currency),
        "currency": currency,
    }


def _derived_words(facts: Facts, cells: _Cells, customer: int, language: Language) -> str:
    currency, letter = facts.policy.currency.reporting, cells.derived.by_purchases[customer, 0]
    cut = _cut_offs(facts, cells)
    if letter == NO_TIER or cut is None:
        own = facts.history.registered["currency"][customer]
        missing = NO_CUT_OFF if cells.bought[customer, 0] >= 0 else NO_RATE
        return missing.said({"own": own, "reporting": currency}, language)
    parts = {
        **cut,
        "purchases": from_minor(int(cells.bought[customer, 0]), currency),
        "wallet": from_minor(int(cells.wallet[customer, 0]), currency),
        "share": facts.policy.tier.potential_share,
    }
    words = BY_SIZE[str(TIERS[letter])]
    return (words + RAISED if cells.derived.raised[customer, 0] else words).said(parts, language)
