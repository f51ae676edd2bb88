"""The two checks of monthly stock reports: within a month, and against the month before. Nothing is mended."""

from dataclasses import dataclass

import numpy as np

from projections.facts import Facts
from projections.stock import Reports, read_reports
from projections.windows import Ints


@dataclass(frozen=True, kw_only=True)
class Mismatches:
    """One row per check that failed. report: place among the reports; before: that of the month before it, -1 where
    the month does not add up in itself. start, stop: the columns between which that is so.
    """

    report: Ints
    before: Ints
    start: Ints
    stop: Ints


def mismatches(facts: Facts) -> Mismatches:
    """opening + purchased - sold = closing, and opening = closing of the month before where that is reported."""
    reports = facts.once(read_reports)
    sums = reports.opening + reports.purchased
    wrong = np.flatnonzero(~sums.minus(reports.sold).minus(reports.closing).is_zero())
    before, after = _neighbours(reports)
    apart = ~reports.opening.at(after).minus(reports.closing.at(before)).is_zero()
    before, after = before[apart], after[apart]
    return Mismatches(
        report=np.concatenate([wrong, after]),
        before=np.concatenate([np.full(len(wrong), -1), before]),
        start=np.concatenate([reports.start[wrong], np.maximum(reports.start[before], reports.start[after])]),
        stop=np.concatenate([reports.stop[wrong], np.minimum(reports.stop[before], reports.stop[after])]),
    )


def _neighbours(reports: Reports) -> tuple[Ints, Ints]:
    """Every two reports of one product whose months follow each other, whichever of several words on a month."""
    lowest, span = int(reports.month.min(initial=0)), int(np.ptp(reports.month)) + 2 if len(reports.month) else 2
    key = reports.pair * span + (reports.month - lowest)
    order = np.argsort(key, kind="stable")
    ahead = np.where(reports.month > lowest, key - 1, -1)
    begin, end = (np.searchsorted(key[order], ahead, side=side) for side in ("left", "right"))
    many = end - begin
    after = np.repeat(np.arange(len(key)), many)
    place = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    return order[begin[after] + place], after
