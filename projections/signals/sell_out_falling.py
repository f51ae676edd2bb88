"""sell_out_falling: the customer sells less of our goods than a year before."""

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.figures import plain, ratio
from projections.section import Count, Part, Section, said
from projections.signals import stock_report_missing
from projections.signals.definition import ALERT, NONE, WATCH, Firing, Severity, Signal
from projections.stock import REPORTED, YEAR, last_months, month_text, quarter, read_reports
from projections.windows import Ints
from projections.words import Words

Floats = NDArray[np.float64]

LESS = Words(
    en="In the {months} months up to {month} they sold {sold} where they sold {sold_before} a year before, "
    "{fall:percent} less.",
    zh="截至 {month} 的 {months} 个月内销售 {sold}，上年同期为 {sold_before}，下降 {fall:percent}。",
)


class Limits(Section):
    """How much less is sold."""

    rises = ("watch", "alert")

    months: Count = said(3, "sold in so many months, against the same a year before")
    watch: Part = said(0.20, "fell by this part")
    alert: Part = said(0.40, "")


def severity(facts: Facts, columns: Ints) -> Severity:
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if not len(facts.history.of(REPORTED)):
        return levels
    limits, fresh = facts.policy.signals.of(Limits), stock_report_missing.severity(facts, columns) == NONE
    for place, column in enumerate(columns.tolist()):
        fall = _fall(*_sold(facts, column))
        holds = [~fresh[:, place], fall >= limits.alert, fall >= limits.watch]
        levels[:, place] = np.select(holds, [NONE, ALERT, WATCH], NONE)
    return levels


def _sold(facts: Facts, column: int) -> tuple[Floats, Floats]:
    """What each customer sold in the last months, and a year before, of the products reported for all of them."""
    reports, months = facts.once(read_reports), facts.policy.signals.of(Limits).months
    last = last_months(facts, reports)[:, column][reports.customer]
    now, before = quarter(reports, column, last, months), quarter(reports, column, last - YEAR, months)
    both = np.flatnonzero(now.known & before.known)
    who, size = reports.customer[both], facts.shape[0]
    return now.sold.at(both).summed(who, size).value(), before.sold.at(both).summed(who, size).value()


def _fall(sold: Floats, sold_before: Floats) -> Floats:
    """The part by which it fell, 9 digits; 0 where nothing was sold a year before."""
    fall: Floats = np.where(sold_before > 0, 1 - sold / np.where(sold_before > 0, sold_before, 1), 0.0)
    return fall.round(9)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked, reports = facts.policy.signals.of(Limits), facts.reviews.asked, facts.once(read_reports)
    sold, sold_before = _sold(facts, asked)
    fall, last = _fall(sold, sold_before), last_months(facts, reports)[:, asked]
    standing = reports.standing(asked)
    back = last[reports.rows.c[standing]] - reports.month[standing]
    rows = reports.rows.at_places(standing[(back >= 0) & (back % YEAR < limits.months) & (back < 2 * YEAR)])
    thresholds = {WATCH: limits.watch, ALERT: limits.alert}
    return [
        Firing(
            value=ratio(fall[c]),
            threshold=thresholds[level],
            unit="part of the year before",
            parts={
                "month": month_text(int(last[c])),
                "months": limits.months,
                "sold": plain(round(float(sold[c]), 3)),
                "sold_before": plain(round(float(sold_before[c]), 3)),
                "fall": ratio(fall[c]),
            },
            words=LESS,
            evidence=rows.position[places].tolist(),
        )
        for c, level, places in zip(customers.tolist(), levels.tolist(), rows.places(customers), strict=True)
    ]


SIGNAL = Signal(
    name="sell_out_falling", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain
)
