"""stock_report_missing: the customer used to report its stock and no longer does."""

import numpy as np

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.section import Days, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.stock import NO_MONTH, REPORTED, last_days, last_months, month_text, read_reports
from projections.windows import Ints
from projections.words import Words

MISSING = Words(
    en="The last stock report is that of {month}; the next one has been due since {due_on:date}.",
    zh="最近一份库存报表是 {month} 的；下一份应于 {due_on:date} 前收到。",
)
ABSENT = Words(en="no stock report after {month}", zh="{month} 之后没有库存报表")


class Limits(Section):
    """When the next monthly stock report is missed."""

    days: Days = said(45, "so many days after the end of the last month reported")


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(REPORTED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    last = last_months(facts, facts.once(read_reports))[:, columns]
    age = facts.reviews.days[columns][None, :] - last_days(last)
    missing = (last != NO_MONTH) & (age >= facts.policy.signals.of(Limits).days)
    return np.where(missing, WATCH, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    days, asked, reports = facts.policy.signals.of(Limits).days, facts.reviews.asked, facts.once(read_reports)
    last = last_months(facts, reports)[:, asked]
    today, ends = int(facts.reviews.days[asked]), last_days(last)
    newest = reports.standing(asked)
    newest = newest[reports.month[newest] == last[reports.rows.c[newest]]]
    rows = reports.rows.at_places(newest)
    return [
        Firing(
            value=today - int(ends[c]),
            threshold=days,
            unit="days",
            since=int(ends[c]) + days,
            parts={"month": month_text(int(last[c])), "due_on": str(from_day_number(int(ends[c]) + days))},
            words=MISSING,
            evidence=rows.position[places].tolist(),
            absences=[ABSENT],
        )
        for c, places in zip(customers.tolist(), rows.places(customers), strict=True)
    ]


SIGNAL = Signal(
    name="stock_report_missing",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
