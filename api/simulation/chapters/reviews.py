"""We sum up: reviews of the account, notes, what rivals are to the customer, tenders, the odd concern."""

from api.simulation.clock import date_text, workday
from api.simulation.course import PROSPECT, SECONDARY
from api.simulation.telling import Data, Telling

EVERY_DAYS = {"A": 100, "B": 200, "C": 420}


def tell_reviews(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    if life.role != PROSPECT and chance.percent({"A": 80, "B": 55, "C": 22}[life.tier]):
        _review(telling)
    if life.role in (PROSPECT, SECONDARY) and chance.percent(45):
        _place_rivals(telling)
    if chance.percent(12):
        _announce_tender(telling)
    if chance.percent(30):
        _note(telling)
    if chance.percent(0.8):
        _raise_concern(telling)


def _review(telling: Telling) -> None:
    life, chance, texts = telling.life, telling.chance, telling.language["review"]
    every = EVERY_DAYS[life.tier]
    day = (life.first_order or life.born) + every
    while day < life.over_on:
        on = date_text(workday(day))
        data: Data = {"period": f"{on[:4]} Q{(int(on[5:7]) + 2) // 3}", "next_steps": chance.pick(texts["next_steps"])}
        data["failings" if telling.harm_on(day) is not None else "gains"] = chance.pick(
            texts["failings" if telling.harm_on(day) is not None else "gains"]
        )
        telling.diary.by_sales("AccountReviewed", telling.diary.at(workday(day)), data)
        day += every + chance.between(-20, 90)


def _place_rivals(telling: Telling) -> None:
    """Who supplies them today, and how much of it."""
    life, chance, diary = telling.life, telling.chance, telling.diary
    day, main = workday(life.born + chance.between(10, 200)), chance.between(35, 75)
    rivals = telling.texts["rivals"]
    first = chance.below(len(rivals))
    for number, (role, share) in enumerate((("main", main), ("secondary", (100 - main) // 2))):
        if day < life.over_on and (role == "main" or chance.percent(40)):
            data: Data = {"rival": rivals[(first + number) % len(rivals)], "role": role, "share": f"0.{share:02}"}
            if chance.percent(50):
                data["weaknesses"] = chance.pick(telling.language["review"]["weaknesses"])
            diary.by_sales("RivalPositionObserved", diary.at(day), data)


def _announce_tender(telling: Telling) -> None:
    life, chance, diary = telling.life, telling.chance, telling.diary
    day = workday(life.born + chance.between(100, 1500))
    if day < life.over_on:
        number = f"T-{telling.number()}"
        data: Data = {
            "tender_id": number,
            "due_on": date_text(day + chance.between(20, 70)),
            "open": chance.percent(60),
        }
        diary.by_sales("TenderAnnounced", diary.at(day), data, prompt=True, name=number)


def _note(telling: Telling) -> None:
    day = workday(telling.life.born + telling.chance.between(10, 1200))
    if day < telling.life.over_on:
        data: Data = {"text": telling.chance.pick(telling.language["review"]["notes"])}
        telling.diary.by_sales("NoteAdded", telling.diary.at(day), data)


def _raise_concern(telling: Telling) -> None:
    """Something that is for compliance to look into, and mostly comes to nothing."""
    life, chance, diary = telling.life, telling.chance, telling.diary
    day, number = workday(life.born + chance.between(100, 1000)), f"CO-{telling.number()}"
    side, text = chance.pick((("rival", "rival"), ("customer", "customer"), ("ours", "ours")))
    data: Data = {"concern_id": number, "side": side, "text": telling.texts["concerns"][text]}
    if day < life.over_on:
        raised = diary.by_sales("ComplianceConcernRaised", diary.at(day), data, prompt=True, name=number)
        closed: Data = {"concern_id": number, "outcome": telling.texts["concerns"]["outcome"]}
        at = diary.at(workday(day + chance.between(20, 120)))
        diary.by_sales("ComplianceConcernClosed", at, closed, after=raised, prompt=True, name=f"{number}-closed")
