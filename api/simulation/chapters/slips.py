"""Slips of the pen: what was recorded wrongly is corrected, retracted, and sometimes brought back."""

from api.simulation.arguments import DAY_US
from api.simulation.clock import HOUR_US
from api.simulation.diary import Written
from api.simulation.telling import Data, Telling


def correct(telling: Telling, slip: Written, source: str, data: Data) -> None:
    """The event is corrected to these data, days or weeks after it was recorded."""
    chance, (name, recorded) = telling.chance, slip
    at = recorded + chance.between(1, 45) * DAY_US + chance.below(8) * HOUR_US
    correction: Data = {
        "of": {"source": source, "external_id": name},
        "data": data,
        "reason": chance.pick(telling.texts["reasons"]["corrected"]),
    }
    telling.diary.by_sales("EventCorrected", at, correction, after=recorded, prompt=True)


def retract(telling: Telling, slip: Written, source: str) -> None:
    """The event is retracted some days after it was recorded; one retraction in twelve is undone."""
    chance, diary, (name, recorded) = telling.chance, telling.diary, slip
    at = recorded + chance.between(1, 30) * DAY_US
    about = {"source": source, "external_id": name}
    reason = chance.pick(telling.texts["reasons"]["retracted"])
    gone = diary.by_sales("EventRetracted", at, {"of": about, "reason": reason}, after=recorded, prompt=True)
    if chance.percent(8):
        reason = chance.pick(telling.texts["reasons"]["restored"])
        at = gone + chance.between(1, 10) * DAY_US
        diary.by_sales("EventRestored", at, {"of": about, "reason": reason}, after=gone, prompt=True)
