"""Regular or occasional: whether a customer orders in most months, or at least without too long a gap (section 6)."""

from typing import Any

import numpy as np

from projections.calendar import months_before
from projections.facts import Facts
from projections.windows import Ints
from projections.words import Language, Words

BY_MONTHS = Words(en="Orders in {months} of {window} months.", zh="{window} 个月中有 {months} 个月下单。")
BY_GAPS = Words(
    en="{order_days} order-days in {gap_months} months, no gap above {factor:g} times their "
    "median of {median_gap_days}.",
    zh="{gap_months} 个月内 {order_days} 个下单日，间隔均不超过中位数 {median_gap_days} 天的 {factor:g} 倍。",
)
OCCASIONAL = Words(
    en="Orders in {months} of {window} months only, and not at even gaps.",
    zh="{window} 个月中仅 {months} 个月下单，且间隔不均。",
)


def regularity(facts: Facts, customers: Ints, language: Language = "en") -> list[dict[str, Any] | None]:
    """Per customer at the asked-for date whether it is regular, and why; None for who never ordered."""
    months = _months(facts)
    return [_of(facts, customer, months, language) for customer in customers.tolist()]


def _of(facts: Facts, customer: int, months: Ints, language: Language) -> dict[str, Any] | None:
    policy, reviews, days = facts.policy.tier, facts.reviews, facts.quantities.days
    count = int(days.count[customer, reviews.asked])
    if not count:
        return None
    start = int(days.start[days.sequence[customer, reviews.asked]])
    seen = slice(start, start + count)
    within = np.searchsorted(months, days.at[seen])  # 0: before the first of the months
    begin = reviews.window(policy.regular_order_days_months)[reviews.asked]
    recent = days.day[seen][days.at[seen] > begin]
    gaps = np.diff(np.append(recent, reviews.days[reviews.asked]))
    median = float(np.median(gaps[:-1])) if len(gaps) > 1 else 0.0
    even = len(recent) >= policy.regular_order_days and gaps.max() <= policy.regular_gap_factor * median
    parts = {
        "months": len(set(within[within > 0].tolist())),
        "window": policy.regular_window_months,
        "order_days": len(recent),
        "gap_months": policy.regular_order_days_months,
        "median_gap_days": median,
        "factor": policy.regular_gap_factor,
    }
    often = parts["months"] >= policy.regular_months
    words = BY_MONTHS if often else BY_GAPS if even else OCCASIONAL
    return {"regular": bool(often or even), "reason": words.said(parts, language)}


def _months(facts: Facts) -> Ints:
    """The moments that part the last months, ascending: each month holds what is later than its beginning."""
    asked, zone = int(facts.reviews.moments[facts.reviews.asked]), facts.reviews.zone
    window = facts.policy.tier.regular_window_months
    return np.array([months_before(asked, back, zone) for back in range(window, 0, -1)], dtype=np.int64)
