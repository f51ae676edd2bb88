"""Money of events in the customer's own currency, as integers of minor units."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from ledger.money import from_minor, to_minor

Rates = Mapping[str, Decimal]


def with_minor(rows: pl.DataFrame, own: pl.Series, rates: Rates) -> pl.DataFrame:
    """Add `minor` (Int64): `amount` of each row in the customer's currency; null where there is no rate for it.

    rows: columns c, amount (text with the currency's digits), currency. own: the customers' currencies, by number.
    """
    rows = rows.with_columns(own=own.gather(rows["c"]))
    plain = pl.col("amount").str.replace(".", "", literal=True).cast(pl.Int64)
    rows = rows.with_columns(minor=pl.when(pl.col("currency") == pl.col("own")).then(plain))
    if not rates or not rows["minor"].null_count():
        return rows.drop("own")
    foreign = rows.filter(pl.col("minor").is_null()).select("amount", "currency", "own").unique()
    converted = [_convert(a, c, o, rates) for a, c, o in foreign.iter_rows()]
    table = foreign.with_columns(converted=pl.Series(converted, dtype=pl.Int64))
    joined = rows.join(table, on=["amount", "currency", "own"], how="left", maintain_order="left")
    return joined.with_columns(minor=pl.coalesce("minor", "converted")).drop("own", "converted")


def _convert(amount: str | None, currency: str | None, own: str, rates: Rates) -> int | None:
    if amount is None or currency is None or currency not in rates or own not in rates:
        return None
    worth = Decimal(amount) * rates[currency] / rates[own]
    unit = Decimal(from_minor(1, own))
    return to_minor(str(worth.quantize(unit, ROUND_HALF_UP)), own)
