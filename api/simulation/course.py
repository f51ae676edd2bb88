"""The course of a relationship in figures: which part of the customer's demand is ours, month by month."""

from bisect import bisect_left
from collections.abc import Sequence

from api.simulation.arguments import Arguments
from api.simulation.chance import Chance
from api.simulation.harm import LOST, RECOVERED, Harm

PROSPECT, SECONDARY, MAIN, PARTNER = "prospect", "secondary", "main", "partner"
ROLES = (PROSPECT, SECONDARY, MAIN, PARTNER)
ROLE_WEIGHTS = (9, 34, 43, 14)


def planned_shares(
    chance: Chance, role: str, arguments: Arguments, first_order: int, *, grown: bool
) -> tuple[list[int], int]:
    """Our share in thousandths for every month, before anything befalls it, and the month in which it is grown.

    0 before the month of the first order. grown: it has reached its height when the first order comes.
    """
    count = len(arguments.months) - 1
    first = arguments.month_of(first_order)
    if role == SECONDARY:
        begin = chance.between(70, 330)
        height, hold, rise = begin * chance.between(80, 135) // 100, 0, max(6, count - first)
    else:
        begin = chance.between(150, 380)
        height = chance.between(660, 960) if role == PARTNER else chance.between(590, 900)
        hold, rise = (0, 0) if grown else (chance.between(3, 12), chance.between(3, 9))
    risen = [begin + (height - begin) * month // rise for month in range(1, rise + 1)]
    shares = [0] * first + [begin] * hold + risen + [height] * count
    return shares[:count], first + hold + rise


def harmed_shares(chance: Chance, shares: Sequence[int], harms: Sequence[Harm], arguments: Arguments) -> list[int]:
    """The shares after what befell them."""
    harmed = list(shares)
    for harm in harms:
        percents = _percents(chance, harm, arguments, len(harmed))
        harmed = [share * percent // 100 for share, percent in zip(harmed, percents, strict=True)]
    return harmed


def _month_from(day: int, arguments: Arguments) -> int:
    """The first month that begins on the day or after it; the count of months where none does."""
    return bisect_left(arguments.months, day, hi=len(arguments.months) - 1)


def _percents(chance: Chance, harm: Harm, arguments: Arguments, count: int) -> list[int]:
    """What is left of the volume in each month, in percent."""
    falls, settled = _month_from(harm.falls_on, arguments), arguments.month_of(harm.settled_on)
    back, regained = chance.between(2, 4), chance.between(88, 108)
    percents = [100] * falls
    for month in range(falls, count):
        fallen = 100 - (100 - harm.left) * min(month - falls + 1, harm.ramp + 1) // (harm.ramp + 1)
        if month > settled and harm.outcome == LOST:
            fallen = 0
        elif month >= settled and harm.outcome == RECOVERED:
            low = 100 - (100 - harm.left) * min(settled - falls + 1, harm.ramp + 1) // (harm.ramp + 1)
            fallen = low + (regained - low) * min(month - settled + 1, back) // back
        percents.append(fallen)
    return percents
