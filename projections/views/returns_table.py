"""The table `returns`: what came back. With the orders it tells what each customer bought, and so its tier."""

from ledger.times import format_instant
from projections.amounts import own_money
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.orders import RETURNED
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow
from projections.views.own_money import OWN_MONEY, own_money_columns

RETURNS = Table(
    name="returns",
    grain="one return of goods, as corrected",
    key=("customer", "position"),
    types=frozenset({RETURNED}),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="returned_on", type=TEXT, meaning="day it came back, in the ledger's time zone"),
        Column(name="returned_at", type=TEXT, meaning="moment it came back, UTC"),
        *OWN_MONEY,
    ),
)


def return_rows(facts: Facts) -> list[ViewRow]:
    """By customer, then in order of time; what occurred after the asked-for moment is not there."""
    own, returns = facts.history.registered["currency"], facts.history.of(RETURNED)
    worth = own_money(returns, own, facts.policy.currency.rates)
    currencies = own.to_list()
    return [
        (
            facts.history.codes[customer],
            position,
            str(from_day_number(day)),
            format_instant(at),
            *own_money_columns(minor, known, currencies[customer]),
        )
        for customer, position, day, at, minor, known in zip(
            returns.c.tolist(),
            returns.position.tolist(),
            facts.reviews.local_days(returns.at).tolist(),
            returns.at.tolist(),
            worth.minor.tolist(),
            worth.known.tolist(),
            strict=True,
        )
    ]
