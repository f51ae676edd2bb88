"""Rivals seen at work: in the ordinary course of things, and before one of them wins."""

from api.simulation.clock import workday
from api.simulation.telling import Data, Telling

KINDS, KIND_WEIGHTS = ("contact", "offer", "trial", "order_won"), (52, 30, 12, 6)
YEARS_BETWEEN = 1.6  # sightings at a customer that nobody takes from us


def tell_rivalry(telling: Telling) -> None:
    """Sightings that lead to nothing, since the first order."""
    life, chance = telling.life, telling.chance
    if life.first_order is None:
        return
    day = life.first_order + int(chance.wait(0) * 365 * YEARS_BETWEEN)
    while day < life.over_on:
        kind = chance.weighted(KINDS, KIND_WEIGHTS)
        see_rival(telling, day, chance.pick(telling.texts["rivals"]), kind, "part" if kind == "order_won" else None)
        day += 30 + int(chance.wait(0) * 365 * YEARS_BETWEEN)


def see_rival(telling: Telling, day: int, rival: str, kind: str, scope: str | None) -> None:
    chance = telling.chance
    data: Data = {"rival": rival, "kind": kind}
    if chance.percent(70):
        data["lever"] = chance.weighted(("price", "product", "service"), (60, 25, 15))
    if scope is not None:
        data["scope"] = scope
    at = telling.diary.at(workday(day))
    telling.diary.by_sales("CompetitorActivityObserved", at, data, name=f"RV-{telling.number()}")
