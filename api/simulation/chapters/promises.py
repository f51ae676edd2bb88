"""What was promised and asked for at a meeting, and what is noted of the people there."""

from api.simulation.arguments import DAY_US
from api.simulation.clock import HOUR_US, date_text, workday
from api.simulation.harm import Harm
from api.simulation.people import Person
from api.simulation.telling import Data, Telling


def tell_after_meeting(telling: Telling, day: int, person: Person, harm: Harm | None) -> None:
    draw = telling.chance.draw
    if draw() < 0.07:
        _note_attitude(telling, day, person, harm)
    if not telling.life.records.promises:
        return
    luck = draw()
    if luck < 0.1:
        _promise(telling, day, harm)
    elif luck < 0.17:
        _ask(telling, day, person, harm)


def _note_attitude(telling: Telling, day: int, person: Person, harm: Harm | None) -> None:
    weights = (48, 42, 10) if harm is None else (18, 42, 40)
    attitude = telling.chance.weighted(("supporter", "neutral", "opponent"), weights)
    data: Data = {"contact_id": person.contact_id, "attitude": attitude}
    telling.diary.by_sales("AttitudeObserved", telling.diary.at(workday(day)), data, after=person.recorded)


def _promise(telling: Telling, day: int, harm: Harm | None) -> None:
    chance, diary = telling.chance, telling.diary
    number, due = f"P-{telling.number()}", workday(day + chance.between(5, 45))
    by = chance.weighted(("us", "customer"), (78, 22))
    data: Data = {
        "commitment_id": number,
        "by": by,
        "due_on": date_text(due),
        "text": chance.pick(telling.texts["promises"]),
    }
    made = diary.by_sales("CommitmentMade", diary.at(workday(day)), data, prompt=True, name=number)
    if chance.percent(90 if harm is None else 65):
        late = chance.percent(8 if harm is None else 35)
        kept = diary.at(
            workday(due + chance.between(2, 20)) if late else max(workday(day + 1), due - chance.between(0, 6))
        )
        diary.by_sales(
            "CommitmentKept", kept, {"commitment_id": number}, after=made, prompt=True, name=f"{number}-kept"
        )


def _ask(telling: Telling, day: int, person: Person, harm: Harm | None) -> None:
    chance, diary = telling.chance, telling.diary
    number, at = f"RQ-{telling.number()}", diary.at(workday(day))
    data: Data = {"request_id": number, "text": chance.pick(telling.texts["requests"]), "contact_id": person.contact_id}
    raised = diary.by_sales("RequestRaised", at, data, after=person.recorded, prompt=True, name=number)
    if chance.percent(96 if harm is None else 75):
        took = chance.below(40) * HOUR_US if chance.percent(75) else chance.between(2, 12) * DAY_US
        answer: Data = {"request_id": number}
        diary.by_sales("RequestAnswered", at + took, answer, after=raised, prompt=True, name=f"{number}-answered")
