"""How a customer buys: how often, how evenly, and in which season."""

from dataclasses import dataclass

from api.simulation.chance import Chance
from api.simulation.words import table

SEASONAL = ("spring", "summer", "christmas")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """yearly: orders a year at the best of times. evenness: of the time between them (Chance.wait). spread: of their
    amounts (Chance.factor). months: weight of each calendar month, 100 = an even one.
    """

    name: str
    yearly: float
    evenness: float
    spread: float
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """weight: how common. The range of yearly is in tenths of an order."""

    name: str
    weight: int
    yearly: tuple[int, int]
    evenness: float
    spread: float


_STEADY = Kind("steady", 46, (48, 130), 0.72, 0.35)
_FREQUENT = Kind("frequent", 15, (200, 420), 0.35, 0.55)
_DAILY = Kind("daily", 1, (900, 1600), 0.15, 0.6)
_SLOW = Kind("slow", 20, (28, 52), 0.65, 0.4)
_LUMPY = Kind("lumpy", 21, (14, 38), 0.12, 0.8)
_SEASONAL = Kind("seasonal", 0, (60, 140), 0.45, 0.4)
_KINDS = (_STEADY, _FREQUENT, _DAILY, _SLOW, _LUMPY)
_WEIGHTS = tuple(kind.weight for kind in _KINDS)


def draw_pattern(chance: Chance, season: str) -> Pattern:
    """Where the industry lives by a season most customers buy in it; the others follow the country's year."""
    if season in SEASONAL and chance.percent(80):
        kind, months = _SEASONAL, season
    else:
        kind = chance.weighted(_KINDS, _WEIGHTS)
        months = "even" if season in SEASONAL else season
    return Pattern(
        name=kind.name,
        yearly=chance.between(*kind.yearly) / 10,
        evenness=kind.evenness,
        spread=kind.spread,
        months=tuple(table("companies")["seasons"][months]),
    )
