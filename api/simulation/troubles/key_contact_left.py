"""The one on whom it hung leaves: with a successor we do not know, or none."""

from api.simulation.clock import workday
from api.simulation.harm import RECOVERED, Harm
from api.simulation.people import Person
from api.simulation.telling import Telling


def tell(telling: Telling, harm: Harm) -> None:
    chance, people = telling.chance, telling.people
    person = _on_whom_it_hung(telling, harm.on)
    if person is None:
        return
    successor = None
    if harm.outcome == RECOVERED or chance.percent(65):
        since = harm.on + (chance.between(5, 40) if harm.outcome == RECOVERED else chance.between(40, 150))
        successor = people.meet(people.post_number(person), workday(since))
    people.leave(person, workday(harm.on), successor if successor is not None and chance.percent(80) else None)
    if successor is not None and harm.outcome == RECOVERED:
        for apart in (chance.between(3, 20), chance.between(25, 60)):
            telling.contact("VisitMade", successor.since + apart, successor, "sales", "plain")


def _on_whom_it_hung(telling: Telling, day: int) -> Person | None:
    """The decider before the buyer before anybody else."""
    present = telling.people.present(day)
    order = ("decider", "buyer")
    return min(present, key=lambda p: order.index(p.post["role"]) if p.key else len(order), default=None)
