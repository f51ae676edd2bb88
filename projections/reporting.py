"""The reporting currency: in it the customers of the book are compared, whatever money they pay in."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.policy import CurrencyPolicy
from projections.windows import Grid

UNKNOWN = -1


@dataclass(frozen=True, kw_only=True)
class InReporting:
    """known: customers with a rate. Amounts of theirs become minor units of the reporting currency, half up."""

    own: list[str]
    factors: dict[str, Fraction]

    def of(self, minor: Grid) -> Grid:
        """minor: customers x columns; UNKNOWN without a rate, and where it was below 0 already."""
        found = np.full(minor.shape, UNKNOWN, dtype=np.int64)
        for currency, rows in self._rows().items():
            factor = self.factors.get(currency)
            if factor is not None:
                found[rows] = minor[rows] if factor == 1 else _times(minor[rows], factor)
        return np.where(minor < 0, UNKNOWN, found)

    def _rows(self) -> dict[str, NDArray[np.int64]]:
        own = np.array(self.own)
        return {currency: np.flatnonzero(own == currency) for currency in sorted(set(self.own))}


def in_reporting(own: pl.Series, policy: CurrencyPolicy) -> InReporting:
    """own: the customers' currencies, by number."""
    currencies, rate = own.to_list(), policy.rates.get(policy.reporting)
    factors = {policy.reporting: Fraction(1)}
    for currency in set(currencies) & policy.rates.keys():
        if rate is not None:
            factors[currency] = (
                Fraction(policy.rates[currency]) / Fraction(rate) * _unit(currency) / _unit(policy.reporting)
            )
    return InReporting(own=currencies, factors=factors)


def _unit(currency: str) -> Fraction:
    """A minor unit of a currency."""
    return Fraction(from_minor(1, currency))


def _times(minor: Grid, factor: Fraction) -> Grid:
    """Half up, exactly, however large."""
    above, below = 2 * factor.numerator, 2 * factor.denominator
    if int(minor.max(initial=0)) < (2**62 - factor.denominator) // above:
        found: Grid = (minor * above + factor.denominator) // below
        return found
    return ((minor.astype(object) * above + factor.denominator) // below).astype(np.int64)
