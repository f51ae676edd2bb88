"""Ties: executive meetings, and what binds the two companies."""

from api.simulation.clock import date_text, workday
from api.simulation.course import MAIN, PARTNER
from api.simulation.harm import LOST
from api.simulation.telling import Data, Telling

JOINT = ("joint_project", "joint_development", "joint_quality", "staff_exchange")
LOOSE = ("training", "custom_product", "tooling", "integration", "joint_project", "joint_quality")


def tell_ties(telling: Telling) -> None:
    role = telling.life.role
    if telling.life.first_order is None or role not in (MAIN, PARTNER):
        return
    _meet_executives(telling)
    if role == PARTNER:
        _lock_in(telling)
    elif telling.chance.percent(35):
        _bind(telling, telling.life.grown_on + telling.chance.between(-100, 700), telling.chance.pick(LOOSE))


def _meet_executives(telling: Telling) -> None:
    """Partners several times a year, main suppliers once a year or never; not while they are out of favour."""
    life, chance = telling.life, telling.chance
    if life.role == MAIN and chance.percent(40):
        return
    apart = (80, 190) if life.role == PARTNER else (230, 520)
    day = life.grown_on - chance.between(0, 120) if life.role == PARTNER else life.grown_on + chance.between(0, 300)
    day = max(day, life.born + 30)
    while day < life.over_on:
        if telling.harm_on(day) is None:
            telling.executives_meet(day, chance.weighted(("good", "plain"), (70, 30)))
        day += chance.between(*apart)


def _lock_in(telling: Telling) -> None:
    """An agreement, or two kinds of working together, with what is lost if they part."""
    life, chance = telling.life, telling.chance
    day = max(life.grown_on + chance.between(10, 200), life.born + 60)
    if chance.percent(50):
        kinds: tuple[str, ...] = ("strategic_agreement",)
    else:
        first = chance.below(len(JOINT))
        kinds = (JOINT[first], JOINT[(first + chance.between(1, 3)) % len(JOINT)])
    for kind in kinds:
        _bind(telling, day, kind)
        day += chance.between(10, 120)


def _bind(telling: Telling, day: int, kind: str) -> None:
    life, chance, diary = telling.life, telling.chance, telling.diary
    day, lasts = workday(max(day, life.born + 30)), chance.between(700, 1800)
    if day >= life.over_on or telling.harm_on(day) is not None:
        return
    number = f"B-{telling.number()}"
    data: Data = {"binding_id": number, "kind": kind, "invested_by": chance.pick(("both", "both", "us", "customer"))}
    if chance.percent(60):
        data["ends_on"] = date_text(day + lasts)
    formed = diary.by_sales("BindingFormed", diary.at(day), data, prompt=True, name=number)
    broken = [harm.settled_on for harm in life.harms if harm.outcome == LOST and harm.settled_on > day]
    if broken and chance.percent(60):
        at = diary.at(workday(broken[0]))
        diary.by_sales("BindingEnded", at, {"binding_id": number}, after=formed, name=f"{number}-ended")
