"""What is known of a simulated book that its lines do not say: which cause befell whom, and when.

For measuring how early the signals notice. Equal arguments give the causes of the lines they give.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.simulation.arguments import Arguments, date_of
from api.simulation.harm import OPEN, Harm
from api.simulation.life import plan_life


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """kind: rival_wins, quality_failure, key_contact_left, our_silence, customer_shrinks, fading, dormant,
    ended_by_customer or ended_by_us. side: rival, customer or own. on: the day of the cause. falls_on: since when
    orders fall. drop: by how many percent at the worst. outcome: recovered, reduced, lost, or open while there is none;
    settled_on: its day, None while open. A reduced relationship goes on at what is left.
    """

    kind: str
    side: str
    on: date
    falls_on: date
    drop: int
    outcome: str
    settled_on: date | None


def causes(arguments: Arguments) -> Mapping[str, tuple[Cause, ...]]:
    """By customer code, in the order of the book; each customer's causes by time, () where nothing befell it."""
    lives = (plan_life(arguments, index) for index in range(arguments.customers))
    return {life.code: tuple(_cause(harm) for harm in life.harms) for life in lives}


def _cause(harm: Harm) -> Cause:
    return Cause(
        kind=harm.kind.name,
        side=harm.kind.side,
        on=date_of(harm.on),
        falls_on=date_of(harm.falls_on),
        drop=100 - harm.left,
        outcome=harm.outcome,
        settled_on=None if harm.outcome == OPEN else date_of(harm.settled_on),
    )
