"""Where the tiers of a book are cut: its customers' purchases at the latest month end, the largest first."""

from collections.abc import Sequence
from datetime import timedelta

from tests.oracle.moments import Moment
from tests.oracle.policy import Policy

CutOffs = tuple[int, int]  # what the last A and the last B bought, rounded down to three digits


def month_end_of(moment: Moment) -> Moment:
    """The latest month end on or before a moment."""
    if moment.ends_month:
        return moment
    return Moment.ending(moment.day.replace(day=1) - timedelta(days=1), moment.zone)


def cut_offs(purchases: Sequence[int], policy: Policy) -> CutOffs | None:
    """None where nobody bought anything."""
    bought = sorted((amount for amount in purchases if amount > 0), reverse=True)
    if not bought:
        return None
    last_a = last_b = before = 0
    for amount in bought:
        if before < policy["a_part"] * sum(bought):
            last_a = amount
        if before < policy["b_part"] * sum(bought):
            last_b = amount
        before += amount
    return three_digits(last_a), three_digits(last_b)


def three_digits(amount: int) -> int:
    unit = 10 ** max(len(str(amount)) - 3, 0)
    return amount // unit * unit


def derived(bought: int, wallet: int | None, cut: CutOffs, policy: Policy) -> str:
    letter = "A" if bought >= cut[0] else "B" if bought >= cut[1] else "C"
    if wallet and wallet > cut[0] and bought < policy["potential_share"] * wallet:
        return {"A": "A", "B": "A", "C": "B"}[letter]
    return letter
