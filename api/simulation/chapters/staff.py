"""People change: contacts leave in the ordinary course of things, and change their posts."""

from api.simulation.clock import workday
from api.simulation.telling import Data, Telling

FIRST_AFTER_DAYS = 300


def tell_staff(telling: Telling) -> None:
    """One in fifteen leaves in a year, mostly with somebody to follow; now and then a file entry changes."""
    life, chance, people = telling.life, telling.chance, telling.people
    for person in list(people.known):
        day = workday(person.since + FIRST_AFTER_DAYS + int(chance.wait(0) * 5500))
        if person.key or day >= life.over_on or telling.harm_on(day) is not None:
            continue
        followed = chance.percent(80)
        successor = people.meet(people.post_number(person), workday(day + chance.between(0, 25))) if followed else None
        people.leave(person, day, successor)
    for person in people.known:
        if chance.percent(12):
            _change(telling, person.contact_id, person.recorded, workday(person.since + chance.between(90, 900)))
    _draw_lines(telling)


def _draw_lines(telling: Telling) -> None:
    """Who reports to the decider, once both are known."""
    chance, known = telling.chance, telling.people.known
    decider = next((person for person in known if person.post["role"] == "decider"), None)
    if decider is None or not chance.percent(40):
        return
    for person in known:
        if person.post["department"] == "purchasing" and person is not decider:
            data: Data = {"contact_id": person.contact_id, "reports_to": decider.contact_id}
            day = workday(max(person.since, decider.since) + chance.between(1, 60))
            after = max(person.recorded, decider.recorded)
            telling.diary.by_sales("ReportingLineSet", telling.diary.at(day), data, after=after)


def _change(telling: Telling, contact_id: str, recorded: int, day: int) -> None:
    chance = telling.chance
    data: Data = {"contact_id": contact_id, "influence": f"0.{chance.between(25, 85)}"}
    if chance.percent(40):
        data["role"] = chance.pick(("influencer", "approver", "coach"))
    if day < telling.life.over_on:
        telling.diary.by_sales("ContactChanged", telling.diary.at(day), data, after=recorded)
