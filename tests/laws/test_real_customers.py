"""Law: of real customers, too, the columns say what the oracle says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from tests.laws.documents import Document, History
from tests.laws.smallest import must_hold
from tests.laws.test_columns_equal_oracle import disagreements

BOOK = Path(__file__).resolve().parents[3] / "shared" / "data" / "online-retail"
YEARS = {"2009-2010.parquet": date(2009, 12, 1), "2010-2011.csv.gz": date(2010, 12, 1)}
LONDON = ZoneInfo("Europe/London")
EVERY = 300  # one customer in so many: a check of kinds of customers, not of all of them
COLUMNS = ("invoice", "product", "description", "quantity", "at", "price", "customer", "country")
Line = dict[str, Any]

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not all((BOOK / year).exists() for year in YEARS), reason=f"the data sets are not in {BOOK}"),
]


@pytest.mark.parametrize("as_of", [date(2010, 12, 5), date(2011, 6, 12), date(2011, 12, 31), date(2013, 3, 1)])
def test_of_real_customers_the_columns_say_what_the_oracle_says(as_of: date) -> None:
    history = History(documents=tuple(documents()), zone=LONDON, anchor=as_of)
    must_hold(history, lambda found: disagreements(found, as_of=as_of, known_at=None))


@cache
def documents() -> list[Document]:
    """Registered with the first invoice; one order or return per invoice."""
    found: list[Document] = []
    for customer, lines in sorted(by_customer().items()):
        for number, (invoice, own) in enumerate(sorted(by_invoice(lines).items(), key=lambda item: item[1][0]["at"])):
            at = own[0]["at"].replace(tzinfo=LONDON).astimezone(UTC) + timedelta(microseconds=number)
            if number == 0:
                facts = {"name": customer, "currency": "GBP"}
                found.append(document(customer, "registration", "CustomerRegistered", at - timedelta(minutes=1), facts))
            money = {"amount": f"{abs(total(own)):.2f}", "currency": "GBP"}
            if invoice.startswith("C"):
                found.append(document(customer, invoice, "GoodsReturned", at, money))
            elif total(own) >= 0:
                found.append(document(customer, invoice, "OrderPlaced", at, {"order_id": invoice} | money))
    return sorted(found, key=lambda d: d.recorded_at)


def document(customer: str, name: str, type_: str, at: datetime, data: Line) -> Document:
    needs = frozenset() if type_ == "CustomerRegistered" else frozenset({f"{customer} registration"})
    return Document(
        name=f"{customer} {name}",
        customer=customer,
        type=type_,
        occurred_at=at,
        recorded_at=at + timedelta(seconds=1),
        data=data,
        needs=needs,
    )


def by_customer() -> dict[str, list[Line]]:
    """Lines of the chosen customers; of the days that stand in both files, those of the second."""
    found: dict[str, list[Line]] = {}
    for line in chosen_lines():
        found.setdefault(str(int(line["customer"])), []).append(line)
    return found


def chosen_lines() -> Iterator[Line]:
    for year in YEARS:
        path = BOOK / year
        rows = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
        lines = rows.rename(dict(zip(rows.columns, COLUMNS, strict=True))).with_columns(
            pl.col("customer").cast(pl.Float64, strict=False),
            pl.col("quantity").cast(pl.Int64),
            pl.col("price").cast(pl.String),
            pl.col("at").cast(pl.String).str.slice(0, 19).str.to_datetime("%Y-%m-%d %H:%M:%S"),
        )
        lines = lines.filter(pl.col("customer").cast(pl.Int64) % EVERY == 1)
        if year == min(YEARS):
            lines = lines.filter(pl.col("at") < YEARS[max(YEARS)])
        yield from lines.iter_rows(named=True)


def by_invoice(lines: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line["invoice"], []).append(line)
    return found


def total(lines: list[Line]) -> Decimal:
    cent = Decimal("0.01")
    return sum(((Decimal(x["price"]) * x["quantity"]).quantize(cent, ROUND_HALF_UP) for x in lines), Decimal(0))
