"""Order rhythm: how likely an active customer is silent so long, and whether this silence will reach the lapse day.

MBG/NBD (Batislam, Denizel, Filiztekin 2007; Hoppe, Wagner 2007) with ageing of evidence (Harvey, Fernandes 1989) and
horizon probability rather than aliveness (Fader, Hardie, Shang 2010); shared formulas in the signals document, section
1.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

from projections.order_days import OrderDays
from projections.policy import RhythmPolicy
from projections.windows import Grid, Ints

Floats = NDArray[np.float64]
FIXED_POINT_BITS = 40


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """The aged evidence at some cells; all arrays have the shape of the cells asked for.

    orders: order-days so far. first, last: day numbers (meaningless where orders is 0). weight: orders after the
    first, aged to the last order; exposure: the aged days between first and last. silent: days since the last order, 0
    before the first.
    """

    orders: Ints
    first: Ints
    last: Ints
    weight: Floats
    exposure: Floats
    silent: Ints
    policy: RhythmPolicy

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Enough orders to judge."""
        return self.orders >= self.policy.min_orders

    @property
    def stop_odds(self) -> Floats:
        """q: prior odds that such a customer stops after an order."""
        return self.policy.a / (self.policy.b + np.maximum(self.orders - 1, 0))

    def tail(self, silent: Ints | int) -> Floats:
        """Probability that an active customer with this history stays silent for `silent` days; 9 digits."""
        return np.round(self._tail(silent), 9)

    def lapse_probability(self, silent: Ints) -> Floats:
        """Probability that a silence of `silent` days reaches lapse_days; 1 from there on; 9 digits."""
        q = self.stop_odds
        reaches = (q + self._tail(self.policy.lapse_days)) / (q + self._tail(silent))
        return np.where(silent >= self.policy.lapse_days, 1.0, np.round(reaches, 9))

    @property
    def lapsed_probability(self) -> Floats:
        """Probability that the customer has already stopped; 9 digits."""
        q = self.stop_odds
        return np.round(q / (q + self._tail(self.silent)), 9)

    def _tail(self, silent: Ints | int) -> Floats:
        known = self.policy.alpha_days + self.exposure
        probability: Floats = (known / (known + silent)) ** (self.policy.r + self.weight)
        return probability


def rhythm_at(days: OrderDays, columns: Ints, review_days: Ints, policy: RhythmPolicy) -> Rhythm:
    """Evidence at customers x `columns`; review_days: the local day number of each of these columns."""
    count = days.count[:, columns]
    some = count > 0
    if not len(days.day):
        none = np.zeros(count.shape)
        zero = np.zeros(count.shape, dtype=np.int64)
        return Rhythm(orders=zero, first=zero, last=zero, weight=none, exposure=none, silent=zero, policy=policy)
    last_entry = np.where(some, days.last[:, columns], 0)
    first_entry = np.where(some, days.first[:, columns], 0)
    weight = aged_weights(days, policy.half_life_days)[last_entry]
    first, last = days.day[first_entry], days.day[last_entry]
    return Rhythm(
        orders=count,
        first=first,
        last=last,
        weight=np.where(some, weight, 0.0),
        exposure=policy.half_life_days
        / np.log(2)
        * (1 - np.exp2(-np.where(some, last - first, 0) / policy.half_life_days)),
        silent=np.where(some, review_days[None, :] - last, 0),
        policy=policy,
    )


def aged_weights(days: OrderDays, half_life: int) -> Floats:
    """Per entry, the orders of its sequence after the first and up to it, each weighing 2 ** (-(its age) / half_life).

    Whole half-lives are exact halvings, parts of one come from a table in fixed point; sums are integers, so the
    result does not depend on how customers are grouped, and histories of any length fit.
    """
    owner = days.owner
    since = days.day - days.day[days.start[:-1][owner]]
    block, part = np.divmod(since, half_life)
    unit = _unit_weights(half_life)[part]
    counted = np.where(since > 0, unit, 0)
    sequences, blocks = len(days.start) - 1, int(block.max()) + 1
    earlier = _halving_sums(owner, block, counted, sequences, blocks)
    running = np.cumsum(counted)
    opens = np.ones(len(block), dtype=np.bool_)
    opens[1:] = (owner[1:] != owner[:-1]) | (block[1:] != block[:-1])
    opening = np.maximum.accumulate(np.where(opens, np.arange(len(block)), 0))
    inside = running - running[opening] + counted[opening]
    weights: Floats = (earlier[owner, block] + inside) / unit
    return weights


def _halving_sums(owner: Ints, block: Ints, counted: Ints, sequences: int, blocks: int) -> Grid:
    """Per sequence and block: the weights of all earlier blocks, halved once per block."""
    totals = np.zeros((sequences, blocks), dtype=np.int64)
    np.add.at(totals.reshape(-1), owner * blocks + block, counted)
    earlier = np.zeros_like(totals)
    for k in range(1, blocks):
        earlier[:, k] = (earlier[:, k - 1] + totals[:, k - 1]) >> 1
    return earlier


@cache
def _unit_weights(half_life: int) -> Ints:
    """2 ** (i / half_life) for i below half_life, in fixed point."""
    with localcontext() as context:
        context.prec = 40
        scale = Decimal(2) ** FIXED_POINT_BITS
        return np.array(
            [int((Decimal(2) ** (Decimal(i) / half_life) * scale).to_integral_value()) for i in range(half_life)],
            dtype=np.int64,
        )
