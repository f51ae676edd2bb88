"""The people at a customer: who is known to us since when, who leaves, who follows."""

from dataclasses import dataclass
from typing import Any

from api.simulation.chance import Chance
from api.simulation.company import Company, address, invent_person
from api.simulation.diary import Diary
from api.simulation.words import table

NEVER = 1 << 60


@dataclass(kw_only=True, slots=True)
class Person:
    """since, until: the days between which we can meet this person (until excluded). recorded: of ContactAdded."""

    contact_id: str
    post: dict[str, Any]
    since: int
    recorded: int
    until: int = NEVER

    @property
    def key(self) -> bool:
        return self.post["role"] in ("decider", "buyer")


class People:
    """Those we know at one customer, in the order in which we got to know them."""

    def __init__(self, diary: Diary, chance: Chance, company: Company) -> None:
        self._diary, self._chance, self._company = diary, chance, company
        self._turn = 0
        self.known: list[Person] = []

    def meet(self, post_number: int, day: int) -> Person:
        """Somebody in a post becomes known."""
        post = table("people")["post"][post_number]
        person = Person(contact_id=f"K{len(self.known) + 1}", post=post, since=day, recorded=0)
        name = invent_person(self._chance, self._company.people)
        data = {
            "contact_id": person.contact_id,
            "name": name,
            "department": post["department"],
            "level": post["level"],
            "role": post["role"],
        }
        if self._chance.percent(85):
            data["influence"] = f"0.{min(self._chance.between(*post['influence']), 99)}"
        if self._chance.percent(45):
            data["email"] = address(name, self._company.domain)
        person.recorded = self._diary.by_sales("ContactAdded", self._diary.at(day), data, prompt=True)
        self.known.append(person)
        return person

    def leave(self, person: Person, day: int, successor: Person | None = None) -> int:
        """Somebody is gone; answers when that is recorded."""
        person.until = day
        data, after = {"contact_id": person.contact_id}, person.recorded
        if successor is not None:
            data["successor_id"], after = successor.contact_id, max(after, successor.recorded)
        return self._diary.by_sales("ContactLeft", self._diary.at(day), data, after=after)

    def present(self, day: int) -> list[Person]:
        return [person for person in self.known if person.since <= day < person.until]

    def next_in_turn(self, day: int) -> Person | None:
        """One after the other, so that every department gets its turn; None where nobody is left to talk to."""
        present = self.present(day)
        self._turn += 1
        return present[self._turn % len(present)] if present else None

    def post_number(self, person: Person) -> int:
        return int(table("people")["post"].index(person.post))
