"""stock_building: more lies in the customer's store than it sells in months."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.figures import plain
from projections.section import Count, Positive, Section, said
from projections.signals import stock_report_missing
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.stock import REPORTED, YEAR, Quarter, last_months, month_text, quarter, read_reports
from projections.windows import Ints
from projections.words import Words

Floats = NDArray[np.float64]

BUILT = Words(
    en="At the end of {month} their stock lasts for {months_of_stock} months of what they sold in the {months} months "
    "up to then.",
    zh="{month} 末，按此前 {months} 个月的销量，库存可销 {months_of_stock} 个月。",
)
BEFORE = Words(en=" A year before it was {months_of_stock_before}.", zh="上年同月为 {months_of_stock_before} 个月。")
UNSOLD = Words(
    en="Nothing was sold in the {months} months up to the end of {month}, and stock is left.",
    zh="截至 {month} 末的 {months} 个月内没有销售，库存仍有余。",
)


class Limits(Section):
    """How many months a stock may last."""

    rises = ("watch", "alert")

    months: Count = said(3, "the mean of what was sold in so many months")
    watch: Positive = said(3, "lasts for more months than this")
    alert: Positive = said(6, "or nothing was sold")
    year_before: Positive = said(1.5, "... and more than so many times what it was a year before, where known")


def severity(facts: Facts, columns: Ints) -> Severity:
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(REPORTED)):
        fresh = stock_report_missing.severity(facts, columns) == NONE
        for place, column in enumerate(columns.tolist()):
            levels[:, place] = np.where(fresh[:, place], _levels(facts, column), NONE)
    return levels


def _levels(facts: Facts, column: int) -> Severity:
    limits = facts.policy.signals.of(Limits)
    now, before = months_of_stock(facts, column, 0), months_of_stock(facts, column, YEAR)
    usual = ~np.isnan(before) & (now <= np.round(limits.year_before * before, 9))
    holds = [np.isnan(now) | usual, now > limits.alert, now > limits.watch]
    return np.select(holds, [NONE, ALERT, WATCH], NONE).astype(np.int8)


def months_of_stock(facts: Facts, column: int, back: int) -> Floats:
    """Per customer, at the end of the month `back` months before the last one reported: closing / mean monthly sold of
    each product, weighted by what was sold of it; 9 digits. inf where something lies there and nothing was sold, nan
    where no product was reported for all the months, or back in time nothing was sold.
    """
    reports, months = facts.once(read_reports), facts.policy.signals.of(Limits).months
    last = last_months(facts, reports)[:, column] - back
    found = quarter(reports, column, last[reports.customer], months)
    sold, moving, lying = _weights(facts, reports.customer, found)
    cover = np.round(months * moving / np.where(sold > 0, sold, 1), 9)
    unsold = np.where((lying > 0) & (back == 0), np.inf, np.nan)
    covers: Floats = np.where(sold > 0, cover, unsold)
    return covers


def _weights(facts: Facts, customer: Ints, found: Quarter) -> tuple[Floats, Floats, Floats]:
    """Per customer: sold, the closing stock of what was sold, and the closing stock of all."""
    size = facts.shape[0]
    moves = np.flatnonzero(~found.sold.is_zero())
    return (
        found.sold.summed(customer, size).value(),
        found.closing.at(moves).summed(customer[moves], size).value(),
        found.closing.summed(customer, size).value(),
    )


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked, reports = facts.policy.signals.of(Limits), facts.reviews.asked, facts.once(read_reports)
    now, before = months_of_stock(facts, asked, 0), months_of_stock(facts, asked, YEAR)
    last = last_months(facts, reports)[:, asked]
    standing = reports.standing(asked)
    back = last[reports.rows.c[standing]] - reports.month[standing]
    rows = reports.rows.at_places(standing[(back >= 0) & (back < limits.months)])
    thresholds = {WATCH: limits.watch, ALERT: limits.alert}
    firings = []
    for c, level, places in zip(customers.tolist(), levels.tolist(), rows.places(customers), strict=True):
        unsold, known = bool(np.isinf(now[c])), not np.isnan(before[c])
        words = UNSOLD if unsold else BUILT + BEFORE if known else BUILT
        firings.append(
            Firing(
                value=0 if unsold else plain(round(float(now[c]), 1)),
                threshold=0 if unsold else plain(thresholds[level]),
                unit="sold" if unsold else "months",
                parts={
                    "month": month_text(int(last[c])),
                    "months": limits.months,
                    "months_of_stock": None if unsold else plain(round(float(now[c]), 1)),
                    "months_of_stock_before": plain(round(float(before[c]), 1)) if known else None,
                },
                words=words,
                evidence=rows.position[places].tolist(),
            )
        )
    return firings


SIGNAL = Signal(
    name="stock_building", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain
)
