"""Our quality fails: one grave complaint after the other, slow to be settled; deliveries and returns go bad as well."""

from api.simulation.chapters.complaints import complain
from api.simulation.clock import workday
from api.simulation.harm import Harm
from api.simulation.telling import Telling


def tell(telling: Telling, harm: Harm) -> None:
    chance = telling.chance
    day = harm.on
    category = chance.weighted(("quality", "delivery"), (75, 25))
    for number in range(chance.between(2, 5)):
        severity = chance.weighted(("major", "critical", "minor"), (60, 30, 10)) if number else "major"
        complain(telling, workday(day), severity=severity, category=category, slow=True)
        day += chance.between(7, 40)
