"""currency_mixed: money in another currency than the customer's, without a rate, is left out of its figures."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from projections.amounts import Rates, digits, own_money
from projections.facts import Facts
from projections.orders import CANCELLED, ORDERED, RETURNED
from projections.rows import Rows, first_closing, followed_at
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.wallet import estimates
from projections.windows import Ints, running_sum
from projections.words import Words

LEFT_OUT = Words(
    en="Money in {currencies} is left out of the figures in {currency}: the policy has no rate for it "
    "({events:event|events}).",
    zh="{currencies} 的金额未计入以 {currency} 表示的数字：政策中没有汇率（{events} 条记录）。",
)


class Limits(Section):
    """Rates stand in the table currency of the policy; there is no number to set here."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What some figures lack: rows of one kind, from column `start` until before `stop`."""

    rows: Rows
    start: Ints
    stop: Ints


def severity(facts: Facts, columns: Ints) -> Severity:
    mixed = np.zeros(facts.shape, dtype=np.bool_)
    for part in facts.once(_left_out):
        if len(part.rows):
            mixed |= running_sum(facts.shape, part.rows.c, part.start, part.stop) > 0
    return np.where(mixed[:, columns], WATCH, NONE).astype(np.int8)


def _left_out(facts: Facts) -> list[LeftOut]:
    """Orders and returns of the months that purchases look at, and the estimates in force."""
    history, reviews, months = facts.history, facts.reviews, facts.policy.stage.purchases_months
    own, rates = history.registered["currency"], facts.policy.currency.rates
    placed, returned = (_unknown(history.of(kind), own, rates) for kind in (ORDERED, RETURNED))
    cancelled = reviews.seen_from(first_closing(placed, history.of(CANCELLED), "order_id"))
    estimated = estimates(history, own, rates)
    lacking = ~estimated.known
    spent = estimated.rows.where(lacking)
    until = reviews.seen_from(followed_at(estimated.rows, estimated.category)[lacking])
    return [
        LeftOut(
            rows=placed,
            start=reviews.seen_from(placed.at),
            stop=np.minimum(reviews.gone_from(placed.at, months), cancelled),
        ),
        LeftOut(rows=returned, start=reviews.seen_from(returned.at), stop=reviews.gone_from(returned.at, months)),
        LeftOut(rows=spent, start=reviews.seen_from(spent.at), stop=until),
    ]


def _unknown(rows: Rows, own: pl.Series, rates: Rates) -> Rows:
    """Those with an amount above 0 for which there is no rate."""
    return rows.where((digits(rows) > 0) & ~own_money(rows, own, rates).known)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, own = facts.reviews.asked, facts.history.registered["currency"]
    in_force = [part.rows.where((part.start <= asked) & (asked < part.stop)) for part in facts.once(_left_out)]
    of_each = [(rows, rows.places(customers)) for rows in in_force]
    found = []
    for place, c in enumerate(customers.tolist()):
        mine = [rows.at_places(places[place]) for rows, places in of_each]
        currencies = sorted({str(text) for rows in mine for text in rows.texts("currency")})
        positions = [position for rows in mine for position in rows.position.tolist()]
        found.append(
            Firing(
                value=len(positions),
                threshold=1,
                unit="events",
                parts={"currency": own[c], "currencies": ", ".join(currencies), "events": len(positions)},
                words=LEFT_OUT,
                evidence=positions,
            )
        )
    return found


SIGNAL = Signal(
    name="currency_mixed",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
