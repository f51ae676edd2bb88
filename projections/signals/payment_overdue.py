"""payment_overdue: an invoice is past its day and not paid."""

import numpy as np
from pydantic import model_validator

from ledger.money import from_minor
from projections.amounts import digits
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.invoices import Invoices, read_invoices
from projections.rows import NEVER
from projections.section import Days, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints
from projections.words import Words

OVERDUE = Words(
    en="Invoice {invoice_id} was due on {due_on:date} and is {overdue_days:day|days} overdue; "
    "{open:money} of it is open",
    zh="发票 {invoice_id} 应于 {due_on:date} 付款，已逾期 {overdue_days} 天，未付 {open:money}",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 张。")
ABSENT = Words(en="no full payment of invoice {invoice_id}", zh="发票 {invoice_id} 没有全额付款")


class Limits(Section):
    """Days past the due day of the oldest invoice that is open."""

    watch_days: Days = said(15, "")
    alert_days: Days = said(45, "")
    crisis_days: Days = said(90, "")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.watch_days <= self.alert_days <= self.crisis_days:
            raise ValueError("watch_days <= alert_days <= crisis_days must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    shape = (facts.shape[0], len(columns))
    invoices = facts.once(read_invoices)
    if not len(invoices.rows):
        return np.zeros(shape, dtype=np.int8)
    limits, oldest = facts.policy.signals.of(Limits), _oldest_due(facts, invoices, columns)
    overdue = np.where(oldest == NEVER, -1, facts.reviews.days[columns][None, :] - oldest)
    holds = [overdue >= days for days in (limits.crisis_days, limits.alert_days, limits.watch_days)]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _oldest_due(facts: Facts, invoices: Invoices, columns: Ints) -> Grid:
    """The earliest due day among what was issued and is open, per customer and column; NEVER without."""
    oldest = np.full((facts.shape[0], len(columns)), NEVER)
    moments = facts.reviews.moments[columns]
    open_once = np.flatnonzero(invoices.paid_at > moments.min(initial=NEVER))
    for place, moment in enumerate(moments.tolist()):
        open_now = open_once[(invoices.rows.at[open_once] <= moment) & (invoices.paid_at[open_once] > moment)]
        np.minimum.at(oldest[:, place], invoices.rows.c[open_now], invoices.due[open_now])
    return oldest


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    invoices, asked = facts.once(read_invoices), facts.reviews.asked
    limits, today, now = facts.policy.signals.of(Limits), int(facts.reviews.days[asked]), facts.reviews.moments[asked]
    overdue = np.flatnonzero((invoices.paid_at > now) & (today - invoices.due >= limits.watch_days))
    rows, due = invoices.rows.at_places(overdue), invoices.due[overdue]
    paid = np.zeros(len(invoices.rows), dtype=np.int64)
    seen = invoices.at <= now
    np.add.at(paid, invoices.invoice[seen], invoices.minor[seen])
    still = digits(rows) - paid[overdue]
    thresholds = {WATCH: limits.watch_days, ALERT: limits.alert_days, CRISIS: limits.crisis_days}
    found = []
    for places, level in zip(rows.places(customers), levels.tolist(), strict=True):
        top = int(places[np.lexsort((rows.position[places], due[places]))[0]])
        one, days = rows.at_places(np.array([top])), today - int(due[top])
        currency = str(one.texts("currency")[0])
        found.append(
            Firing(
                value=days,
                threshold=thresholds[level],
                unit="days",
                since=int(due[top]) + limits.watch_days,
                parts={
                    "invoice_id": one.texts("invoice_id")[0],
                    "due_on": str(from_day_number(int(due[top]))),
                    "overdue_days": days,
                    "open": from_minor(int(still[top]), currency),
                    "currency": currency,
                    "invoices": len(places),
                    "others": len(places) - 1,
                },
                words=OVERDUE + (MORE if len(places) > 1 else ALONE),
                evidence=rows.position[places].tolist(),
                absences=[ABSENT],
            )
        )
    return found


SIGNAL = Signal(
    name="payment_overdue", group="money", cause="customer", limits=Limits, severity=severity, explain=explain
)
