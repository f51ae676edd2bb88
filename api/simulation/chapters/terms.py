"""Terms: contracts signed, renewed or left to run out; concessions given and taken back; rhythms agreed."""

from api.simulation.clock import date_text, workday
from api.simulation.course import MAIN, PARTNER, PROSPECT
from api.simulation.harm import LOST
from api.simulation.telling import Data, Telling


def tell_terms(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    if life.first_order is None:
        return
    if life.role in (MAIN, PARTNER) and chance.percent(70 if life.role == PARTNER else 40):
        _contract(telling)
    if chance.percent(22):
        _concede(telling)
    if life.role != PROSPECT and chance.percent(45 if life.role == PARTNER else 15):
        every = {"A": 30, "B": 60, "C": 90}[life.tier]
        day = workday(life.grown_on + chance.between(0, 200))
        if day < life.over_on:
            data: Data = {"kind": "contact", "every_days": every}
            telling.diary.by_sales("ContactRhythmAgreed", telling.diary.at(day), data)


def _contract(telling: Telling) -> None:
    """A year or two, renewed a few weeks before it ends, unless something is wrong."""
    life, chance, diary = telling.life, telling.chance, telling.diary
    day, number = workday(max(life.grown_on + chance.between(-60, 300), life.born + 20)), f"CT-{telling.number()}"
    if day >= life.over_on:
        return
    ends, years = day + 14, chance.between(1, 2)
    ends += 365 * years
    data: Data = {"contract_id": number, "starts_on": date_text(day + 14), "ends_on": date_text(ends)}
    if chance.percent(50):
        data |= {"currency": life.company.currency, "value": telling.money(life.wallet * life.height // 1000 * years)}
    recorded = diary.by_sales("ContractSigned", diary.at(day), data, prompt=True, name=number)
    while ends < telling.arguments.end + 60:
        renewed = workday(ends - chance.between(5, 75))
        if telling.harm_on(renewed) is not None or renewed >= life.over_on or chance.percent(7):
            break
        ends += 365
        again: Data = {"contract_id": number, "ends_on": date_text(ends)}
        recorded = diary.by_sales(
            "ContractRenewed", diary.at(renewed), again, after=recorded, name=f"{number}-{date_text(ends)}"
        )

    lost = [harm.settled_on for harm in life.harms if harm.outcome == LOST and day < harm.settled_on < ends]
    if lost and chance.percent(60):
        at, closed = diary.at(workday(lost[0])), {"contract_id": number}
        diary.by_sales("ContractEnded", at, closed, after=recorded, name=f"{number}-ended")


def _concede(telling: Telling) -> None:
    life, chance, diary = telling.life, telling.chance, telling.diary
    day = (life.first_order or life.born) + chance.between(60, 700)
    while day < life.over_on:
        number, kind = f"CC-{telling.number()}", chance.weighted(("discount", "service", "terms"), (60, 20, 20))
        data: Data = {"concession_id": number, "kind": kind}
        if kind != "service":
            data["size"] = str(chance.pick((3, 5, 8, 10) if kind == "discount" else (15, 30)))
        lasts = chance.between(60, 500)
        until = chance.percent(40)
        if until:
            data["until"] = date_text(day + lasts)
        elif chance.percent(20):
            data["one_off"] = True
        granted = diary.by_sales("ConcessionGranted", diary.at(workday(day)), data, prompt=True, name=number)
        if not until and chance.percent(55):
            back: Data = {"concession_id": number}
            at = diary.at(workday(day + lasts))
            diary.by_sales("ConcessionWithdrawn", at, back, after=granted, name=f"{number}-withdrawn")
        day += lasts + chance.between(100, 900)
