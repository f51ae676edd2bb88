"""Complaints: raised, resolved well or badly, reopened."""

from api.simulation.clock import HOUR_US, workday
from api.simulation.telling import Data, Telling

DAYS_TO_RESOLVE = {"minor": (2, 22), "major": (2, 16), "critical": (1, 7)}


def complain(
    telling: Telling, day: int, *, severity: str | None = None, category: str | None = None, slow: bool = False
) -> int:
    """A complaint and what becomes of it; answers the day it is settled. slow: it takes us three times as long."""
    chance, diary, texts = telling.chance, telling.diary, telling.texts["complaint"]
    severity = severity or chance.weighted(("minor", "major", "critical"), (62, 33, 5))
    category = category or chance.weighted(texts["categories"], (48, 26, 12, 14))
    number = f"Q-{telling.number()}"
    data: Data = {"complaint_id": number, "severity": severity, "category": category}
    data["description"] = chance.pick(texts[category])
    person, after = telling.people.next_in_turn(day), 0
    if person is not None and chance.percent(70):
        data["contact_id"], after = person.contact_id, person.recorded
    data["responsible"] = category if category in texts["departments"] else "sales"
    at = diary.at(day)
    raised = diary.by_quality("ComplaintRaised", at, data, after=after, name=number)
    if chance.percent(60 if slow else 88):
        heard = at + chance.between(1, 70 if slow else 22) * HOUR_US
        raised = diary.by_quality(
            "ComplaintAcknowledged", heard, {"complaint_id": number}, after=raised, name=f"{number}-heard"
        )
    return _settle(telling, number, day, severity, raised, slow)


def _settle(telling: Telling, number: str, day: int, severity: str, raised: int, slow: bool) -> int:
    chance, diary = telling.chance, telling.diary
    took = chance.between(*DAYS_TO_RESOLVE[severity]) * (3 if slow or chance.percent(8) else 1)
    settled = workday(day + took)
    resolved = _resolve(telling, number, settled, raised, 1, happy=45 if slow else 86)
    if chance.percent(30 if slow else 7):
        again = workday(settled + chance.between(2, 25))
        data: Data = {"complaint_id": number}
        reopened = diary.by_quality("ComplaintReopened", diary.at(again), data, after=resolved, name=f"{number}-again")
        settled = workday(again + chance.between(3, 20))
        _resolve(telling, number, settled, reopened, 2, happy=70)
    return settled


def _resolve(telling: Telling, number: str, day: int, after: int, time: int, *, happy: int) -> int:
    chance, diary = telling.chance, telling.diary
    data: Data = {"complaint_id": number, "resolution": chance.pick(telling.texts["complaint"]["resolutions"])}
    if chance.percent(75):
        data["satisfied"] = chance.percent(happy)
    return diary.by_quality("ComplaintResolved", diary.at(day), data, after=after, name=f"{number}-done-{time}")
