"""What came of it: rescued, less than before, lost, or nobody knows yet."""

from api.simulation.clock import date_text, workday
from api.simulation.harm import LOST, OPEN, RECOVERED, Harm
from api.simulation.telling import Data, Telling

NOTICED_DAYS = 25  # after the orders begin to fall
ACTIONS = ("focus", "cause_analysis", "talk", "coordination", "forces")


def tell_outcome(telling: Telling, harm: Harm) -> None:
    chance = telling.chance
    if harm.outcome == RECOVERED:
        _try_to_rescue(telling, harm, chance.between(2, 4), executives=60)
        if chance.percent(55):
            _close(telling, harm, "recovered")
    elif harm.outcome == LOST:
        if chance.percent(55):
            _try_to_rescue(telling, harm, chance.between(1, 3), executives=25)
        ending = chance.weighted(("ended", "given_up", "unsaid"), (42, 30, 28))
        if ending == "ended":
            end(telling, harm.settled_on, "customer", harm.kind.side)
        elif ending == "given_up":
            _close(telling, harm, "given_up")
    elif harm.outcome == OPEN and chance.percent(50):
        _try_to_rescue(telling, harm, chance.between(1, 2), executives=30)


def end(telling: Telling, day: int, by: str, cause: str) -> int:
    """One side says it is over; answers when that is recorded."""
    reasons = telling.texts["reasons"]["by_us" if by == "us" else cause]
    data: Data = {"by": by, "cause": cause, "reason": telling.chance.pick(reasons)}
    at = telling.diary.at(workday(day))
    return telling.diary.by_sales("RelationshipEnded", at, data, prompt=True, name=f"END-{telling.number()}")


def _try_to_rescue(telling: Telling, harm: Harm, visits: int, *, executives: int) -> None:
    """Talks about why the orders fell, between the day we notice and the outcome; perhaps of executives too."""
    chance = telling.chance
    noticed = min(harm.falls_on + NOTICED_DAYS, harm.settled_on)
    mood = "plain" if harm.outcome == RECOVERED else "bad"
    _take_actions(telling, noticed, visits)
    for number in range(visits):
        day = noticed + (harm.settled_on - noticed) * number // visits
        person = telling.people.next_in_turn(day)
        if person is not None:
            telling.contact(chance.pick(("VisitMade", "VisitMade", "CallMade")), day, person, "recovery", mood)
    if chance.percent(executives):
        telling.executives_meet((noticed + harm.settled_on) // 2, mood)


def _take_actions(telling: Telling, noticed: int, count: int) -> None:
    """What we set in motion, from putting it on the watch list on; half of it is written down."""
    chance, diary, day = telling.chance, telling.diary, noticed
    if chance.percent(35):
        signal: Data = {"signal": chance.pick(("order_overdue", "volume_falling", "contact_silence"))}
        diary.by_sales("SignalAcknowledged", diary.at(workday(day)), signal)
    for kind in ACTIONS[: count + 1]:
        if chance.percent(50):
            action: Data = {"kind": kind, "owner": telling.owner(day)}
            if kind == "cause_analysis":
                action["subjective"] = chance.pick(telling.language["review"]["failings"])
            if chance.percent(50):
                action["due_on"] = date_text(workday(day + chance.between(7, 30)))
            diary.by_sales("RecoveryActionTaken", diary.at(workday(day)), action, name=f"RA-{telling.number()}")
        day += chance.between(5, 30)


def _close(telling: Telling, harm: Harm, result: str) -> None:
    data: Data = {"result": result, "reason": telling.chance.pick(telling.texts["reasons"][result])}
    at = telling.diary.at(workday(harm.settled_on))
    telling.diary.by_sales("RecoveryClosed", at, data, name=f"RC-{telling.number()}")
