"""Contact by rhythm: visits, calls, messages, and value shown, as long as we take care of them."""

from api.simulation.chapters.promises import tell_after_meeting
from api.simulation.chapters.slips import retract
from api.simulation.clock import workday
from api.simulation.course import MAIN, PARTNER, PROSPECT, SECONDARY
from api.simulation.diary import CRM
from api.simulation.harm import LOST, Harm
from api.simulation.people import Person
from api.simulation.telling import Data, Telling

KINDS = ("VisitMade", "CallMade", "MessageExchanged")
KIND_WEIGHTS = {PROSPECT: (34, 40, 26), SECONDARY: (38, 38, 24), MAIN: (46, 34, 20), PARTNER: (50, 30, 20)}
PURPOSES = ("sales", "review", "service", "technical", "care")
PURPOSE_WEIGHTS = (44, 10, 16, 20, 10)
SHOWN = ("solution_demo", "technical_exchange", "reference_visit", "site_visit", "trial", "certificate", "audit",
         "rd_preview", "reference_letter")  # fmt: skip
# Days between contacts, by role and tier.
RHYTHM = {
    PROSPECT: {"A": 45, "B": 55, "C": 65},
    SECONDARY: {"A": 38, "B": 58, "C": 90},
    MAIN: {"A": 22, "B": 36, "C": 58},
    PARTNER: {"A": 15, "B": 20, "C": 30},
}
NEGLECTED_PERCENT = 16  # of relationships live by their orders: a contact now and then


def tell_contact(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    rhythm = RHYTHM[life.role][life.tier] * (
        4 if life.role in (SECONDARY, MAIN) and chance.percent(NEGLECTED_PERCENT) else 1
    )
    lost_interest = life.born + chance.between(200, 900) if life.first_order is None and chance.percent(45) else None
    day = life.born + chance.between(3, 25)
    while day < life.over_on:
        if lost_interest is not None and day > lost_interest:
            return
        harm = telling.harm_on(day)
        if harm is None or not _silent(harm, day):
            _meet(telling, day, harm)
        day += max(2, int(rhythm * (40 + 120 * chance.draw()) / 100))


def _silent(harm: Harm, day: int) -> bool:
    """We are not in touch: because we neglect them, or because it is over and nobody answers."""
    if harm.outcome == LOST and day >= harm.settled_on:
        return (day - harm.settled_on) % 2 == 0
    return harm.kind.name in ("our_silence", "dormant")


def _meet(telling: Telling, day: int, harm: Harm | None) -> None:
    life, chance, people = telling.life, telling.chance, telling.people
    person = people.next_in_turn(day)
    if person is None:
        return
    mood = "bad" if harm is not None and chance.percent(60) else chance.weighted(("good", "plain"), (40, 60))
    if chance.percent(7 if life.first_order is not None and day > life.first_order else 16):
        _show(telling, day, person)
        return
    kind = chance.weighted(KINDS, KIND_WEIGHTS[life.role])
    other = people.next_in_turn(day) if kind == "VisitMade" and chance.percent(30) else None
    purpose = chance.weighted(PURPOSES, PURPOSE_WEIGHTS)
    meeting = telling.contact(kind, day, person, purpose, mood, other=other)
    tell_after_meeting(telling, day, person, harm)
    if chance.percent(0.7):
        retract(telling, meeting, CRM)


def _show(telling: Telling, day: int, person: Person) -> None:
    chance, diary = telling.chance, telling.diary
    data: Data = {"kind": chance.pick(SHOWN), "contact_ids": [person.contact_id]}
    diary.by_sales(
        "ValueDemonstrated", diary.at(workday(day)), data, after=person.recorded, name=f"VD-{telling.number()}"
    )
