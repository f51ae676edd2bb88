"""We fall silent: often somebody new of ours has taken over and does not call; the contact chapter leaves a gap."""

from api.simulation.chapters.beginning import hand_over
from api.simulation.clock import workday
from api.simulation.harm import Harm
from api.simulation.telling import Telling


def tell(telling: Telling, harm: Harm) -> None:
    if telling.chance.percent(60):
        hand_over(telling, workday(harm.on))
