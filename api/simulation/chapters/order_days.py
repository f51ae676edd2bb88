"""On which days a customer orders: evenly or not, with its season, as much as the course of the relationship says."""

from collections.abc import Iterator, Sequence

from api.simulation.arguments import Arguments
from api.simulation.chance import Chance
from api.simulation.clock import workday
from api.simulation.harm import LOST, Harm
from api.simulation.life import Life

HARD_STOPS = ("dormant", "ended_by_customer", "ended_by_us")


def order_days(life: Life, arguments: Arguments, chance: Chance) -> Iterator[int]:
    """Working days, ascending, the first on `first_order`; the same day may come twice.

    Time runs as fast as the customer orders: waiting times are drawn in orders and laid over the months.
    """
    if life.first_order is None:
        return
    first, evenness = workday(life.first_order), life.pattern.evenness
    yield first
    clock, due, stops = 0.0, chance.wait(evenness), _stops(life.harms)
    for month in range(arguments.month_of(first), len(arguments.months) - 1):
        begin, length = arguments.months[month], arguments.months[month + 1] - arguments.months[month]
        if begin < first:
            length -= first - begin
            begin = first
        rate = _monthly_rate(life, arguments, month) * length / 30
        while rate > 0 and due <= clock + rate:
            day = workday(begin + int((due - clock) * length / rate))
            if not stops or not any(stop <= day < resume for stop, resume in stops):
                yield day
            due += chance.wait(evenness)
        clock += rate


def _monthly_rate(life: Life, arguments: Arguments, month: int) -> float:
    season = life.pattern.months[(arguments.first_month + month) % 12]
    return life.pattern.yearly * life.shares[month] * season / (1200 * life.height)


def _stops(harms: Sequence[Harm]) -> list[tuple[int, int]]:
    """From a day on, up to another: times without any order, whatever the months say."""
    stops = []
    for harm in harms:
        if harm.kind.name in HARD_STOPS:
            stops.append((harm.on, harm.settled_on if harm.outcome != LOST else 1 << 60))
        elif harm.outcome == LOST:
            stops.append((harm.settled_on, 1 << 60))
    return stops
