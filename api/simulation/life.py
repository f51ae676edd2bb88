"""The plan of one customer's life: who it is, how it buys, how far it gets with us, and what befalls it."""

from dataclasses import dataclass

from api.simulation.arguments import Arguments
from api.simulation.chance import Chance
from api.simulation.company import Company, invent_company, pick_owner
from api.simulation.course import MAIN, PARTNER, PROSPECT, ROLE_WEIGHTS, ROLES, harmed_shares, planned_shares
from api.simulation.harm import LOST, YEARLY_PERCENT, Harm, draw_harm, draw_harms
from api.simulation.pattern import Pattern, draw_pattern
from api.simulation.records import Records, draw_records

FIRST_NUMBER = 100_001
TIER_A_DOLLARS, TIER_B_DOLLARS = 500_000, 120_000
CARE_DAYS = 75  # so long after a loss somebody still calls


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """Days since 1970; months as Arguments.months. shares: our part of the demand in thousandths, per month.

    wallet: what it buys a year from anybody, in minor units. height: the largest planned share. grown_on: the day from
    which the planned share is reached. first_order: None = it never orders. over_on: we stop working on it then.
    """

    index: int
    company: Company
    pattern: Pattern
    records: Records
    role: str
    owner: str
    owner_managed: bool
    tier: str
    born: int
    first_order: int | None
    grown_on: int
    wallet: int
    height: int
    shares: tuple[int, ...]
    harms: tuple[Harm, ...]
    over_on: int

    @property
    def number(self) -> int:
        """The customer's number, which stands in its code and in the names of its orders, visits and so on."""
        return FIRST_NUMBER + self.index

    @property
    def code(self) -> str:
        return f"C-{self.number}"


def plan_life(arguments: Arguments, index: int) -> Life:
    """The life of the index-th customer, from 0; it depends on no other customer."""
    chance = Chance(arguments.seed, index, "plan")
    company = invent_company(chance)
    pattern = draw_pattern(chance, company.season)
    role = chance.weighted(ROLES, ROLE_WEIGHTS)
    born, first_order = _beginning(chance, arguments, role)
    grown = role != PROSPECT and first_order < born + 90 and chance.percent(65)
    shares, grown_month = planned_shares(chance, role, arguments, first_order, grown=grown)
    height = max([*shares, 1])
    harms = _harms(chance, role, first_order, arguments.end)
    wallet = _wallet(chance, role, pattern, company)
    over = harms[-1].settled_on + CARE_DAYS if harms and harms[-1].outcome == LOST else arguments.end
    ordering = role != PROSPECT and first_order < arguments.end
    return Life(
        index=index,
        company=company,
        pattern=pattern,
        records=draw_records(chance),
        role=role,
        owner=pick_owner(chance, company.team, index, arguments.seed),
        owner_managed=chance.percent(14),
        tier=_tier(wallet * height // 1000 // company.units),
        born=born,
        first_order=first_order if ordering else None,
        grown_on=arguments.months[min(grown_month, len(arguments.months) - 1)],
        wallet=wallet,
        height=height,
        shares=tuple(harmed_shares(chance, shares, harms, arguments) if ordering else [0] * len(shares)),
        harms=harms if ordering else (),
        over_on=min(over, arguments.end),
    )


def _beginning(chance: Chance, arguments: Arguments, role: str) -> tuple[int, int]:
    """The day we begin to write it down, and the day of the first order we see (maybe beyond the end)."""
    span = arguments.end - arguments.start
    there_before = chance.percent(max(30, min(85, 90 - 10 * arguments.years)))
    if there_before and role != PROSPECT:
        born = arguments.start + chance.below(min(25, span))
        return born, born + chance.between(1, 60)
    born = arguments.start + chance.below(span * 90 // 100 + 1)
    return born, born + chance.between(30, 330)


def _harms(chance: Chance, role: str, first_order: int, end: int) -> tuple[Harm, ...]:
    soon = first_order + chance.between(40, 200)
    if role not in (MAIN, PARTNER) and chance.percent(6) and soon < end:
        return (draw_harm(chance, soon, end, "fading"),)
    return draw_harms(chance, first_order, end, yearly_percent=YEARLY_PERCENT)


def _wallet(chance: Chance, role: str, pattern: Pattern, company: Company) -> int:
    """Larger where orders are frequent and for partners; in round figures, as such estimates are."""
    larger = 3 if role == PARTNER else 1
    dollars = int(14000 * larger * (8 + pattern.yearly) * chance.factor(1.1) * chance.factor(0.7))
    return rounded(max(dollars, 30_000) * company.units)


def rounded(amount: int) -> int:
    """The amount with two significant digits."""
    unit: int = 10 ** max(0, len(str(amount)) - 2)
    return amount // unit * unit


def _tier(dollars: int) -> str:
    return "A" if dollars >= TIER_A_DOLLARS else "B" if dollars >= TIER_B_DOLLARS else "C"
