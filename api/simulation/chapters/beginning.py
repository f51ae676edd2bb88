"""How it begins: the registration, the first contacts, the first opening, and the years of the file after it."""

from bisect import insort

from api.simulation.clock import workday
from api.simulation.company import pick_owner
from api.simulation.course import MAIN, PARTNER, PROSPECT
from api.simulation.harm import LOST
from api.simulation.telling import Data, Telling

YEAR = 365


def tell_beginning(telling: Telling) -> None:
    life, company, chance = telling.life, telling.life.company, telling.chance
    data: Data = {
        "name": company.name,
        "currency": company.currency,
        "industry": company.industry,
        "region": company.region,
        "country": company.country,
        "legal_form": company.legal_form,
        "owner": life.owner,
    }
    if chance.percent(80):
        data["address"] = f"{company.city}, {company.country}"
    if life.role != PROSPECT:
        data["payment_terms"] = chance.pick(telling.texts["payment_terms"])
    if life.owner_managed:
        data["owner_managed"] = True
    telling.diary.register(workday(life.born), data, name=f"CUST-{life.number}")
    _meet_people(telling)
    _change_owner(telling)
    _change_file(telling)


def _meet_people(telling: Telling) -> None:
    """The buyer first; the larger our part, the more of them we know, in time for it to grow."""
    life, chance, people = telling.life, telling.chance, telling.people
    people.meet(0, life.born)
    if life.role in (MAIN, PARTNER):
        count = chance.between(4, 8) if life.role == PARTNER else chance.between(2, 5)
        last = max(life.born + 30, min(life.grown_on - 60, life.born + 2 * YEAR))
        days = [life.born + (last - life.born) * n // count for n in range(1, count)]
        posts = [1, *sorted({chance.between(2, 9) for _ in days[1:]})]
        for post, day in zip(posts, days, strict=False):
            people.meet(post, workday(day))
    else:
        for post in [post for post, percent in ((2, 40), (1, 38), (3, 14)) if chance.percent(percent)]:
            people.meet(post, workday(life.born + chance.between(10, 500)))
    if life.owner_managed:
        people.meet(5, life.born)


def _change_owner(telling: Telling) -> None:
    """One of ours moves on, and another takes over."""
    life, chance = telling.life, telling.chance
    if not chance.percent(22):
        return
    day = workday(life.born + chance.between(200, 1500))
    if day < life.over_on:
        hand_over(telling, day)


def hand_over(telling: Telling, day: int) -> None:
    """Another of the team, if the lot falls on another, looks after the customer from that day on."""
    name = pick_owner(telling.chance, telling.life.company.team, telling.life.index, telling.arguments.seed)
    if name != telling.owner(day):
        insort(telling.owners, (day, name))
        telling.diary.by_sales("OwnerAssigned", telling.diary.at(day), {"owner": name}, name=f"O-{telling.number()}")


def _change_file(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    day = life.born + chance.between(150, 900)
    while day < life.over_on and not (life.harms and life.harms[-1].outcome == LOST and day > life.harms[-1].on):
        data: Data = {"payment_terms": chance.pick(telling.texts["payment_terms"])}
        if chance.percent(30):
            data = {"address": f"{life.company.city} New District, {life.company.country}"}
        telling.diary.by_sales("ProfileChanged", telling.diary.at(workday(day)), data)
        day += chance.between(500, 2200)
