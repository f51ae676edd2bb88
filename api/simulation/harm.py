"""What may befall a relationship: which cause, when, how deep the orders fall, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from api.simulation.arguments import date_of, day_of
from api.simulation.chance import Chance

RECOVERED, REDUCED, LOST, OPEN = "recovered", "reduced", "lost", "open"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of cause; ranges include both ends.

    side: rival, customer or own. delay: days until orders begin to fall. ramp: months over which they fall. left:
    percent that is left then. settled: days from the cause to its outcome. outcomes: weights.
    """

    name: str
    side: str
    weight: int
    delay: tuple[int, int]
    ramp: tuple[int, int]
    left: tuple[int, int]
    settled: tuple[int, int]
    outcomes: Mapping[str, int] = field(default_factory=dict)


def _kinds(*kinds: Kind) -> Mapping[str, Kind]:
    return {kind.name: kind for kind in kinds}


KINDS = _kinds(
    Kind(
        name="rival_wins", side="rival", weight=21, delay=(0, 40), ramp=(1, 4), left=(5, 55), settled=(90, 330),
        outcomes={RECOVERED: 30, REDUCED: 46, LOST: 24},
    ),
    Kind(
        name="quality_failure", side="own", weight=19, delay=(5, 40), ramp=(1, 3), left=(10, 60), settled=(90, 300),
        outcomes={RECOVERED: 52, REDUCED: 30, LOST: 18},
    ),
    Kind(
        name="key_contact_left", side="customer", weight=16, delay=(20, 80), ramp=(2, 5), left=(15, 60),
        settled=(120, 330), outcomes={RECOVERED: 44, REDUCED: 37, LOST: 19},
    ),
    Kind(
        name="our_silence", side="own", weight=15, delay=(65, 140), ramp=(3, 6), left=(15, 60), settled=(240, 480),
        outcomes={RECOVERED: 46, REDUCED: 36, LOST: 18},
    ),
    Kind(
        name="customer_shrinks", side="customer", weight=13, delay=(0, 30), ramp=(5, 12), left=(25, 60),
        settled=(240, 540), outcomes={RECOVERED: 15, REDUCED: 72, LOST: 13},
    ),
    Kind(
        name="fading", side="customer", weight=5, delay=(0, 30), ramp=(6, 14), left=(0, 10), settled=(330, 540),
        outcomes={LOST: 1},
    ),
    Kind(
        name="dormant", side="customer", weight=4, delay=(0, 0), ramp=(0, 0), left=(0, 0), settled=(400, 900),
        outcomes={RECOVERED: 1},
    ),
    Kind(
        name="ended_by_customer", side="customer", weight=4, delay=(0, 0), ramp=(0, 0), left=(0, 0), settled=(0, 30),
        outcomes={LOST: 1},
    ),
    Kind(
        name="ended_by_us", side="own", weight=3, delay=(0, 0), ramp=(0, 0), left=(0, 0), settled=(0, 5),
        outcomes={LOST: 1},
    ),
)  # fmt: skip

_ALL = tuple(KINDS.values())
_WEIGHTS = tuple(kind.weight for kind in _ALL)

FIRST_AFTER_DAYS = 240  # a relationship younger than this is left alone
AGAIN_AFTER_DAYS = 400  # and so is one that has just gone through something
SHORTEST_FALL_DAYS = 60  # before there is an outcome
YEARLY_PERCENT = 30  # of undisturbed relationships that something befalls in a year


@dataclass(frozen=True, kw_only=True, slots=True)
class Harm:
    """on: the day of the cause. falls_on: since when orders fall, over `ramp` months to `left` percent; a first of a
    month, or the day of the cause where they stop at once.

    settled_on: the day of the outcome; outcome "open" (and settled_on the day of the end) while there is none yet.
    """

    kind: Kind
    on: int
    falls_on: int
    ramp: int
    left: int
    outcome: str
    settled_on: int


def draw_harms(chance: Chance, first_order: int, end: int, *, yearly_percent: float) -> tuple[Harm, ...]:
    """What befalls one relationship between its first order and the end, in order of time, seldom more than one."""
    harms: list[Harm] = []
    day = first_order + FIRST_AFTER_DAYS
    while True:
        day += int(chance.wait(0) * 36500 / yearly_percent)
        if day >= end:
            return tuple(harms)
        harms.append(draw_harm(chance, day, end))
        if harms[-1].outcome in (LOST, OPEN):
            return tuple(harms)
        day = harms[-1].settled_on + AGAIN_AFTER_DAYS


def draw_harm(chance: Chance, on: int, end: int, name: str | None = None) -> Harm:
    """One harm on this day, of the kind named or of any."""
    drawn = chance.weighted(_ALL, _WEIGHTS)
    kind = drawn if name is None else KINDS[name]
    falls_on = _next_month(on + chance.between(*kind.delay)) if kind.ramp[1] else on
    outcome = chance.weighted(tuple(kind.outcomes), tuple(kind.outcomes.values()))
    at_least = falls_on + SHORTEST_FALL_DAYS if kind.ramp[1] else on
    settled_on = max(on + chance.between(*kind.settled), at_least)
    return Harm(
        kind=kind,
        on=on,
        falls_on=falls_on,
        ramp=chance.between(*kind.ramp),
        left=chance.between(*kind.left),
        outcome=outcome if settled_on < end else OPEN,
        settled_on=min(settled_on, end),
    )


def _next_month(day: int) -> int:
    """The first of the month after, since the course of a relationship changes by the month."""
    return day_of((date_of(day).replace(day=1) + timedelta(days=31)).replace(day=1))
