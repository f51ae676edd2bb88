"""All that the chapters of one customer's story share: the plan, chance, the diary, the people."""

from typing import Any

from api.simulation.arguments import Arguments
from api.simulation.chance import Chance
from api.simulation.clock import workday
from api.simulation.diary import Diary, Written
from api.simulation.harm import LOST, OPEN, Harm
from api.simulation.life import Life
from api.simulation.people import People, Person
from api.simulation.words import table
from ledger.money import from_minor

Data = dict[str, Any]


class Telling:
    """owners: since which day, who, by day. paying_habit: days after the due date on which they usually pay."""

    def __init__(self, arguments: Arguments, index: int, life: Life) -> None:
        self.arguments, self.life = arguments, life
        self.chance = Chance(arguments.seed, index, "events")
        self.diary = Diary(life.code, arguments, self.chance, works_from=life.company.works_from)
        self.people = People(self.diary, self.chance, life.company)
        self.texts = table("texts")
        self.language = self.texts[life.company.language]
        self.owners: list[tuple[int, str]] = [(life.born, life.owner)]
        self.paying_habit = self.chance.between(-4, 12)
        self._number, self._numbers = life.number, 0

    def number(self) -> str:
        """The next number of this customer: 100017-3."""
        self._numbers += 1
        return f"{self._number}-{self._numbers}"

    def money(self, minor: int) -> str:
        return from_minor(minor, self.life.company.currency)

    def owner(self, day: int) -> str:
        """Who of ours looks after the customer on that day."""
        for since, name in reversed(self.owners):
            if since <= day:
                return name
        return self.life.owner

    def harm_on(self, day: int) -> Harm | None:
        """What the relationship suffers from on that day."""
        for harm in self.life.harms:
            if harm.on <= day and (day < harm.settled_on or harm.outcome in (LOST, OPEN)):
                return harm
        return None

    def share_on(self, day: int) -> int:
        """Our share in thousandths, as planned."""
        return self.life.shares[self.arguments.month_of(day)]

    def contact(
        self, kind: str, day: int, person: Person, purpose: str, mood: str, *, other: Person | None = None
    ) -> Written:
        """A visit, call or message with one or two people."""
        day = workday(day)
        draw, ids, after = self.chance.draw, [person.contact_id], person.recorded
        if other is not None and other is not person:
            ids.append(other.contact_id)
            after = max(after, other.recorded)
        data: Data = {"contact_ids": ids, "our_people": [self.owner(day)]}
        if draw() < 0.6:
            data["direction"] = "outbound" if draw() < 0.78 else "inbound"
        data["purpose"] = purpose
        if draw() < 0.7:
            data["topics"] = self.chance.pick(self.language["topics"][purpose])
        if draw() < 0.4:
            data["outcome"] = self.chance.pick(self.language["outcome"][mood])
        name = f"A-{self.number()}"
        return name, self.diary.by_sales(kind, self.diary.at(day), data, after=after, name=name)

    def executives_meet(self, day: int, mood: str) -> None:
        """Their executive, where we know one, and ours."""
        day = workday(day)
        above = [person for person in self.people.present(day) if person.post["level"] == "executive"]
        data: Data = {"contact_ids": [person.contact_id for person in above[:1]]}
        if not above:
            data["department"] = "management"
        data["our_executive"] = self.chance.pick(self.texts["executives"])
        data["where"] = self.chance.pick(("ours", "theirs", "theirs", "other"))
        data["topics"] = self.chance.pick(self.language["topics"]["review"])
        data["outcome"] = self.chance.pick(self.language["outcome"][mood])
        after = max((person.recorded for person in above[:1]), default=0)
        self.diary.by_sales("ExecutiveMeetingHeld", self.diary.at(day), data, after=after, name=f"E-{self.number()}")
