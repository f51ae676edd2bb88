"""The sizes of the book: what all customers bought in twelve months at each month end, in classes of size; the cut-offs
of the tiers follow from it (section 6).

A class holds the purchases whose first three digits are the same, so that sizes can be added and subtracted customer by
customer, and a cut-off is the purchases of the last A or B, rounded down to three digits: exactly, since who the last
one is shows in the sums of the classes above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np
import orjson

from projections.policy import Policy
from projections.reporting import InReporting
from projections.reviews import Reviews
from projections.windows import Grid, Ints

POWERS = 10 ** np.arange(19, dtype=np.int64)
PER_DECADE = 900  # classes of three digits, from 100 to 999


class Sizing(NamedTuple):
    """The numbers of a policy by which customers are measured and tiers are cut. months: of purchases."""

    reporting: str
    rates: tuple[tuple[str, Decimal], ...]
    months: int
    a_part: Decimal
    b_part: Decimal


def sizing_of(policy: Policy) -> Sizing:
    return Sizing(
        reporting=policy.currency.reporting,
        rates=tuple(sorted(policy.currency.rates.items())),
        months=policy.stage.purchases_months,
        a_part=policy.tier.a_part,
        b_part=policy.tier.b_part,
    )


@dataclass(frozen=True, eq=False)
class Sizes:
    """One month end: classes, ascending, and the purchases in each, minor units of the reporting currency.

    Most events change none; what follows from one is kept with it.
    """

    classes: Ints
    sums: Ints

    @cached_property
    def pairs(self) -> str:
        """JSON list of [class, purchases]."""
        return orjson.dumps(np.stack([self.classes, self.sums], axis=1).tolist()).decode()

    def least_within(self, part: Decimal) -> int:
        """The least amount of the class of the last customer, largest first, before whom less than `part` is bought."""
        if part not in self._least:
            above = np.cumsum(self.sums[::-1])[::-1] - self.sums
            limit = int((part * int(self.sums.sum())).to_integral_value(ROUND_CEILING))
            self._least[part] = least_of(int(self.classes[np.flatnonzero(above < limit)[0]]))
        return self._least[part]

    @cached_property
    def _least(self) -> dict[Decimal, int]:
        return {}


class CutOffs(NamedTuple):
    """Purchases from which on a customer is A, or at least B; minor units of the reporting currency."""

    a: int
    b: int


@dataclass(frozen=True, kw_only=True)
class SizeCounts:
    """by_day: per local day number of a month end; one at which nobody had bought anything is left out."""

    by_day: Mapping[int, Sizes] = field(default_factory=dict)

    def plus(self, other: "SizeCounts") -> "SizeCounts":
        """The sizes of both; different customers."""
        found = dict(self.by_day)
        for day, sizes in other.by_day.items():
            merged = _merged(found.pop(day), sizes) if day in found else sizes
            if len(merged.classes):
                found[day] = merged
        return SizeCounts(by_day=found)

    def negative(self) -> "SizeCounts":
        """What takes these away when it is added."""
        return SizeCounts(by_day={day: Sizes(sizes.classes, -sizes.sums) for day, sizes in self.by_day.items()})

    def cut_offs(self, sizing: Sizing) -> Mapping[int, CutOffs]:
        """Per local day number of a month end: what the last A and the last B had bought."""
        return {
            day: CutOffs(sizes.least_within(sizing.a_part), sizes.least_within(sizing.b_part))
            for day, sizes in sorted(self.by_day.items())
        }


def size_counts(bought: Grid, reporting: InReporting, reviews: Reviews, *, until: int) -> SizeCounts:
    """bought: purchases, customers x columns, in their own currencies. until: the last local day that counts."""
    ends = np.flatnonzero(reviews.month_end & (reviews.days <= until))
    minor = reporting.of(bought[:, ends])
    found = {}
    for place, column in enumerate(ends.tolist()):
        positive = minor[:, place][minor[:, place] > 0]
        if len(positive):
            classes, which = np.unique(class_of(positive), return_inverse=True)
            sums = np.zeros(len(classes), dtype=np.int64)
            np.add.at(sums, which, positive)
            found[int(reviews.days[column])] = Sizes(classes, sums)
    return SizeCounts(by_day=found)


def class_of(minor: Ints) -> Ints:
    """The class of each amount above 0; ascending with the amounts."""
    zeros = np.maximum(np.searchsorted(POWERS, minor, side="right") - 3, 0)
    found: Ints = zeros * PER_DECADE + minor // POWERS[zeros]
    return found


def least_of(number: int) -> int:
    """The least amount of a class."""
    zeros = max((number - 100) // PER_DECADE, 0)
    return int((number - zeros * PER_DECADE) * POWERS[zeros])


def _merged(one: Sizes, other: Sizes) -> Sizes:
    classes = np.union1d(one.classes, other.classes)
    sums = np.zeros(len(classes), dtype=np.int64)
    sums[np.searchsorted(classes, one.classes)] += one.sums
    sums[np.searchsorted(classes, other.classes)] += other.sums
    kept = sums != 0
    return Sizes(classes[kept], sums[kept])
