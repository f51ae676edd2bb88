"""What is written down of a customer at all: not every office hands over everything."""

from dataclasses import dataclass

from api.simulation.chance import Chance


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """lines: orders come with their lines. deliveries, invoices: the ERP hands them over. surveys: they are asked how
    satisfied they are. promises: what was promised and asked for is noted. stock: a distributor that reports monthly.
    """

    lines: bool
    deliveries: bool
    invoices: bool
    surveys: bool
    promises: bool
    stock: bool


def draw_records(chance: Chance) -> Records:
    return Records(
        lines=chance.percent(33),
        deliveries=chance.percent(78),
        invoices=chance.percent(24),
        surveys=chance.percent(33),
        promises=chance.percent(45),
        stock=chance.percent(3),
    )
