"""The table `standing`: where every customer stands today."""

from typing import Any

from ledger.money import to_minor
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text
from projections.views.loyalty_columns import LOYALTY_COLUMNS, loyalty_columns

Row = dict[str, Any]

NO_WALLET = "nobody estimated what the customer spends, or only in money without a rate"
NO_ORDER = "never ordered"
TOO_FEW = "too few order-days to judge"

STANDING = Table(
    name="standing",
    grain="one customer of the book, as it stands at the end of today",
    key=("customer",),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="name", type=TEXT, meaning="name of the company"),
        Column(name="owner", type=TEXT, meaning="our person in charge", null="nobody named"),
        Column(
            name="tier",
            type=TEXT,
            meaning="A, B or C: as assigned, else as derived",
            null="none assigned, or too long ago, and none to derive",
        ),
        Column(
            name="tier_derived",
            type=TEXT,
            meaning="A, B or C by its purchases among those of the book",
            null="no rate into the reporting currency, or nobody had bought anything",
        ),
        Column(
            name="regular",
            type=INTEGER,
            meaning="1: orders in most months or at even gaps, 0: occasional",
            null=NO_ORDER,
        ),
        Column(name="stage", type=TEXT, meaning="development, initial, stable or strategic"),
        Column(name="stage_since", type=TEXT, meaning="day the stage was entered"),
        Column(name="stage_provisional", type=INTEGER, meaning="1: the step was taken today and may not last, else 0"),
        Column(name="stage_peak", type=TEXT, meaning="highest stage so far"),
        Column(name="momentum", type=TEXT, meaning="interrupted, regressing, advancing, stagnant or steady"),
        Column(name="interrupted_since", type=TEXT, meaning="day it broke off", null="not interrupted"),
        Column(
            name="risk",
            type=TEXT,
            meaning="prevention, control, rescue or lost",
            null="only the customer's file is known: not enough to judge",
        ),
        Column(name="worst", type=TEXT, meaning="severest signal: watch, alert or crisis", null="no signal fires"),
        Column(name="signals", type=TEXT, meaning='JSON list of {"name", "severity"}, severest first; [] without'),
        Column(
            name="purchases_12m_minor",
            type=INTEGER,
            meaning="orders minus returns of the last 12 months, not below 0",
            unit="minor units of currency",
        ),
        Column(name="purchases_12m", type=TEXT, meaning="the same as decimal text, exact", unit="currency"),
        Column(name="currency", type=TEXT, meaning="ISO 4217 code of the customer's money"),
        Column(
            name="wallet_minor",
            type=INTEGER,
            meaning="what the customer spends a year in our category and we could have",
            unit="minor units of currency",
            null=NO_WALLET,
        ),
        Column(name="wallet", type=TEXT, meaning="the same as decimal text, exact", unit="currency", null=NO_WALLET),
        Column(
            name="share",
            type=REAL,
            meaning="purchases_12m / wallet, 4 decimals",
            unit="part of 1",
            null="the wallet is unknown or 0",
        ),
        Column(name="departments_12m", type=INTEGER, meaning="departments met in 12 months"),
        Column(name="lock_in", type=INTEGER, meaning="1: bindings hold both sides, else 0"),
        Column(name="lapse_window_days", type=INTEGER, meaning="so long without an order is a break", unit="days"),
        Column(name="orders", type=INTEGER, meaning="order-days so far: days with an order not cancelled"),
        Column(name="first_order_on", type=TEXT, meaning="day of the first order", null=NO_ORDER),
        Column(name="last_order_on", type=TEXT, meaning="day of the last order", null=NO_ORDER),
        Column(name="silent_days", type=INTEGER, meaning="days since the last order", unit="days", null=NO_ORDER),
        Column(
            name="median_gap_days",
            type=INTEGER,
            meaning="median of the gaps between order-days",
            unit="days",
            null="fewer than two order-days",
        ),
        Column(
            name="probability_of_silence",
            type=REAL,
            meaning="chance that an active customer with this history is silent so long",
            unit="part of 1",
            null=TOO_FEW,
        ),
        Column(
            name="probability_no_order",
            type=REAL,
            meaning="chance that no order comes before lapse_days",
            unit="part of 1",
            null=TOO_FEW,
        ),
        Column(name="lapse_days", type=INTEGER, meaning="silence that counts as lapsed (policy)", unit="days"),
        Column(
            name="probability_lapsed",
            type=REAL,
            meaning="chance that the customer has stopped already",
            unit="part of 1",
            null=TOO_FEW,
        ),
        Column(name="last_contact_on", type=TEXT, meaning="day somebody was last in contact", null="never"),
        Column(name="stage_reason", type=TEXT, meaning="why this stage, one sentence"),
        Column(
            name="stage_next",
            type=TEXT,
            meaning='JSON list of {"condition", "required", "actual", "met"}: the step up',
        ),
        Column(name="stage_evidence", type=TEXT, meaning="JSON list of positions of the events that prove it"),
        Column(name="stage_absences", type=TEXT, meaning="JSON list of what is missing to know better"),
        Column(name="rhythm_reason", type=TEXT, meaning="what the silence means, one sentence"),
        Column(name="risk_reason", type=TEXT, meaning="why this risk, one sentence"),
        *LOYALTY_COLUMNS,
    ),
)

# The fields of a book row and the columns that hold them, in the order of contracts section 4; merged_into is null.
BOOK_FIELDS = {
    "code": "customer",
    "name": "name",
    "owner": "owner",
    "tier": "tier",
    "stage": "stage",
    "since": "stage_since",
    "momentum": "momentum",
    "risk": "risk",
    "worst": "worst",
    "signals": "signals",
    "purchases_12m": "purchases_12m",
    "currency": "currency",
    "wallet": "wallet",
    "share": "share",
    "orders": "orders",
    "first_order_on": "first_order_on",
    "last_order_on": "last_order_on",
    "silent_days": "silent_days",
    "last_contact_on": "last_contact_on",
}


def standing_row(book: Row, standing: Row) -> ViewRow:
    """From the book row and the standing of one customer."""
    stage, rhythm, risk = standing["stage"], standing["rhythm"], standing["risk"]
    currency, wallet, ordering = book["currency"], book["wallet"], standing["tier"]["ordering"]
    return STANDING.row(
        {
            "customer": book["code"],
            **{
                name: book[name] for name in ("name", "owner", "tier", "stage", "momentum", "risk", "worst", "currency")
            },
            "tier_derived": standing["tier"]["derived"],
            "regular": None if ordering is None else int(ordering["regular"]),
            "stage_since": book["since"],
            "stage_provisional": int(stage["provisional"]),
            "stage_peak": stage["peak"],
            "interrupted_since": stage["interrupted_since"],
            "signals": json_text(book["signals"]),
            "purchases_12m_minor": to_minor(book["purchases_12m"], currency),
            "purchases_12m": book["purchases_12m"],
            "wallet_minor": None if wallet is None else to_minor(wallet, currency),
            "wallet": wallet,
            "share": book["share"],
            "departments_12m": stage["facts"]["departments_12m"],
            "lock_in": int(stage["facts"]["lock_in"]),
            "lapse_window_days": stage["facts"]["lapse_window_days"],
            **{name: book[name] for name in ("orders", "first_order_on", "last_order_on", "silent_days")},
            "last_contact_on": book["last_contact_on"],
            "median_gap_days": rhythm["median_gap_days"],
            "probability_of_silence": rhythm["probability_of_silence"],
            "probability_no_order": rhythm["probability_no_order"],
            "lapse_days": rhythm["lapse_days"],
            "probability_lapsed": rhythm["probability_lapsed"],
            "stage_reason": stage["reason"],
            "stage_next": json_text(stage["next"]),
            "stage_evidence": json_text(stage["evidence"]),
            "stage_absences": json_text(stage["absences"]),
            "rhythm_reason": rhythm["reason"],
            "risk_reason": risk["reason"],
            **loyalty_columns(standing),
        }
    )
