"""What came of it: rescued, less than before, lost, or nobody knows yet."""

from api.simulation.clock import workday
from api.simulation.harm import LOST, OPEN, RECOVERED, Harm
from api.simulation.telling import Data, Telling

NOTICED_DAYS = 25  # after the orders begin to fall


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
    for number in range(visits):
        day = noticed + (harm.settled_on - noticed) * number // visits
        person = telling.people.next_in_turn(day)
        if person is not None:
            telling.contact(chance.pick(("VisitMade", "VisitMade", "CallMade")), day, person, "recovery", mood)
    if chance.percent(executives):
        telling.executives_meet((noticed + harm.settled_on) // 2, mood)


def _close(telling: Telling, harm: Harm, result: str) -> None:
    data: Data = {"result": result, "reason": telling.chance.pick(telling.texts["reasons"][result])}
    at = telling.diary.at(workday(harm.settled_on))
    telling.diary.by_sales("RecoveryClosed", at, data, name=f"RC-{telling.number()}")
