"""Two years of a real order book and a real pipeline: the known traps, the known figures."""

import csv
import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from api.importing.importing import import_files
from api.importing.summary import ImportSummary
from ledger.application import Ledger, open_ledger
from projections.answers import book
from projections.clocks import resolve
from tests.importing.conftest import NOW, Import, adds_up, rejects_of

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MAPPINGS = ROOT / "examples" / "mappings"
RETAIL = {
    "2009": DATA / "online-retail" / "2009-2010.parquet",
    "2010": DATA / "online-retail" / "2010-2011.csv.gz",
}
PIPELINE = DATA / "crm-opportunities" / "sales_pipeline.csv"
DAYS = ("2010-12-05", "2011-12-09")

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not (PIPELINE.exists() and all(path.exists() for path in RETAIL.values())),
        reason=f"the data sets are not in {DATA}",
    ),
]


@contextmanager
def retail_ledger(
    directory: Path, *years: str, files: Mapping[str, Path] = RETAIL
) -> Iterator[tuple[Ledger, list[ImportSummary]]]:
    """A ledger into which the retail files of these years were imported, in this order."""
    with open_ledger(directory, clock=lambda: NOW) as ledger:
        summaries = []
        for year in years:
            summaries.append(
                import_files(
                    ledger,
                    [files[year]],
                    mapping=MAPPINGS / f"online-retail-{year}.toml",
                    restore=False,
                    ignore_recorded_at=False,
                    strict=False,
                    dry_run=False,
                    zone=UTC,
                    now=NOW,
                    rejects_dir=directory / "rejects",
                )
            )
            adds_up(summaries[-1])
            assert summaries[-1].failure is None
        yield ledger, summaries


def book_on(ledger: Ledger, day: str) -> list[dict[str, Any]]:
    return book(ledger, resolve(ledger, as_of=day, now=NOW))


def one_customer_in_ten(directory: Path) -> dict[str, Path]:
    """The retail files cut to some customers."""
    files = {"2009": directory / "2009.parquet", "2010": directory / "2010.csv.gz"}
    year = pl.read_parquet(RETAIL["2009"])
    year.filter(pl.col("Customer ID") % 10 == 3).write_parquet(files["2009"])
    with gzip.open(RETAIL["2010"], "rt", encoding="utf-8") as whole, gzip.open(files["2010"], "wt") as part:
        lines = csv.DictReader(whole)
        kept = csv.DictWriter(part, lines.fieldnames or ())
        kept.writeheader()
        kept.writerows(line for line in lines if line["CustomerID"].endswith("3"))
    return files


def test_both_years_of_the_wholesaler(tmp_path: Path) -> None:
    with retail_ledger(tmp_path / "one", "2009", "2010") as (ledger, (first, second)):
        assert (first.total("rows"), second.total("rows")) == (525_461, 541_909)
        without_customer = [s.total("rows_left_out") + s.total("rows_rejected") for s in (first, second)]
        assert without_customer == [107_927, 135_080]
        made = first.by_type + second.by_type
        assert made["OrderPlaced"] + made["GoodsReturned"] == 44_876  # distinct invoices with a customer
        assert made["CustomerRegistered"] == len(ledger.customers()) == 5_942
        assert [s.total("rejected") for s in (first, second)] == [0, 0]
        assert sum(row["orders"] for row in book_on(ledger, DAYS[-1])) == 33_107  # order-days of the cleaned book


def test_in_either_order_and_twice_the_years_say_the_same(tmp_path: Path) -> None:
    files = one_customer_in_ten(tmp_path)
    with retail_ledger(tmp_path / "one", "2009", "2010", "2009", "2010", files=files) as (ledger, (first, _, *again)):
        assert first.total("recorded") > 1_000
        assert [s.total("recorded") for s in again] == [0, 0]
        forwards = [book_on(ledger, day) for day in DAYS]
    with retail_ledger(tmp_path / "two", "2010", "2009", files=files) as (ledger, _):
        assert [book_on(ledger, day) for day in DAYS] == forwards


def test_the_pipeline_becomes_quotations(run: Import, ledger: Ledger) -> None:
    summary = run(PIPELINE, mapping=MAPPINGS / "crm-opportunities.toml")
    assert summary.by_type == {"CustomerRegistered": 85, "QuotationSubmitted": 7_212, "QuotationDecided": 6_711}
    assert summary.reasons == {"no account": 1_425, "no engage date": 163}
    assert len(rejects_of(summary)) == 1_588
    events = ledger.events(limit=20_000)
    results = [event.data["result"] for event in events if event.type == "QuotationDecided"]
    assert (results.count("won"), results.count("lost")) == (4_238, 2_473)
    amounts = [event.data.get("amount") for event in events if event.type == "QuotationSubmitted"]
    assert amounts.count(None) == 501
    assert {event.data["currency"] for event in events if "amount" in event.data} == {"USD"}
    assert run(PIPELINE, mapping=MAPPINGS / "crm-opportunities.toml").total("recorded") == 0
