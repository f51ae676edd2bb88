"""A value in the customer's own currency, as the columns of a table say it."""

from ledger.money import from_minor
from projections.views.columns import INTEGER, TEXT, Column

NO_RATE = "in money for which the policy has no rate"

OWN_MONEY = (
    Column(
        name="amount_minor",
        type=INTEGER,
        meaning="its value in the customer's own currency",
        unit="minor units of currency",
        null=NO_RATE,
    ),
    Column(name="amount", type=TEXT, meaning="the same as decimal text, exact", unit="currency", null=NO_RATE),
    Column(name="currency", type=TEXT, meaning="ISO 4217 code of the customer's money"),
)


def own_money_columns(minor: int, known: bool, currency: str) -> tuple[int | None, str | None, str]:
    """Their values. known: whether the policy has a rate for it."""
    return (minor, from_minor(minor, currency), currency) if known else (None, None, currency)
