"""Sudden ends, by them or by us, and those who were away for years and came back."""

from api.simulation.chapters.offers import observe
from api.simulation.clock import workday
from api.simulation.harm import RECOVERED, Harm
from api.simulation.telling import Data, Telling
from api.simulation.troubles.outcome import end


def tell_ended_by_customer(telling: Telling, harm: Harm) -> None:
    end(telling, harm.on, "customer", "customer")


def tell_ended_by_us(telling: Telling, harm: Harm) -> None:
    end(telling, harm.on, "us", telling.chance.pick(("customer", "own")))


def tell_dormant(telling: Telling, harm: Harm) -> None:
    """They stop from one day to the next; years later there is an opening, and some say that it goes on."""
    chance, diary = telling.chance, telling.diary
    ended = end(telling, harm.on, "customer", "customer") if chance.percent(35) else 0
    if harm.outcome != RECOVERED:
        return
    day = max(harm.settled_on - chance.between(30, 90), harm.on)
    observe(telling, day, "new_need", "created", due_in=max(harm.settled_on - day, 1), result="taken")
    person = telling.people.next_in_turn(day)
    if person is not None:
        telling.contact("VisitMade", day + 5, person, "recovery", "good")
    if ended:
        data: Data = {"reason": chance.pick(telling.texts["reasons"]["resumed"])}
        at = diary.at(workday(harm.settled_on) - 1)
        diary.by_sales("RelationshipResumed", at, data, after=ended, name=f"RS-{telling.number()}")
