"""The table `orders`: every order that stands. What the whole book says is counted from it and the table `returns`."""

from ledger.times import format_instant
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.orders import CANCELLED, ORDERED
from projections.rows import NEVER
from projections.views.columns import INTEGER, TEXT, Column, Table, ViewRow
from projections.views.own_money import OWN_MONEY, own_money_columns

ORDERS_TABLE = Table(
    name="orders",
    grain="one order with an amount above 0, as corrected; a cancelled one says when it was cancelled",
    key=("customer", "position"),
    types=frozenset({ORDERED, CANCELLED}),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="position", type=INTEGER, meaning="place of the event in the ledger, from 1"),
        Column(name="order_id", type=TEXT, meaning="id of the order, unique within the customer"),
        Column(name="ordered_on", type=TEXT, meaning="day it was placed, in the ledger's time zone"),
        Column(name="ordered_at", type=TEXT, meaning="moment it was placed, UTC"),
        *OWN_MONEY,
        Column(name="cancelled_at", type=TEXT, meaning="moment it was cancelled, UTC", null="not cancelled"),
    ),
)


def order_rows(facts: Facts) -> list[ViewRow]:
    """By customer, then in order of time; what occurred after the asked-for moment is not there."""
    orders, events = facts.quantities.orders, facts.history.events
    codes, currencies = facts.history.codes, facts.history.registered["currency"].to_list()
    return [
        (
            codes[customer],
            position,
            order_id,
            str(from_day_number(day)),
            format_instant(at),
            *own_money_columns(minor, known, currencies[customer]),
            None if cancelled_at == NEVER else format_instant(cancelled_at),
        )
        for customer, position, order_id, day, at, minor, known, cancelled_at in zip(
            orders.customer.tolist(),
            facts.evidence_rows()[orders.row].tolist(),
            events["order_id"][orders.row].to_list(),
            orders.day.tolist(),
            orders.at.tolist(),
            orders.minor.tolist(),
            orders.known.tolist(),
            orders.cancelled_at.tolist(),
            strict=True,
        )
    ]
