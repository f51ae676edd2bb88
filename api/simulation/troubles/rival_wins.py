"""A rival wins: he is seen with offers, our quotation is lost to him on the day of the cause, he gets the order."""

from api.simulation.chapters.offers import quote
from api.simulation.chapters.rivalry import see_rival
from api.simulation.clock import workday
from api.simulation.harm import Harm
from api.simulation.telling import Telling


def tell(telling: Telling, harm: Harm) -> None:
    """Not everything comes to our ears."""
    chance, life = telling.chance, telling.life
    rival = chance.pick(telling.texts["rivals"])
    for kind, before in (("contact", 120), ("offer", 60), ("trial", 25)):
        if chance.percent(45):
            see_rival(telling, max(harm.on - before + chance.between(-20, 20), life.born), rival, kind, None)
    submitted = workday(max(harm.on - chance.between(20, 70), life.born))
    if chance.percent(80):
        quote(telling, submitted, max(life.wallet // 4, 100), won=False, decided=workday(harm.on), rival=rival)
    if chance.percent(60):
        scope = "part" if harm.left > 40 else chance.pick(("main", "framework"))
        see_rival(telling, harm.on + chance.between(3, 40), rival, "order_won", scope)
