"""What a rejected row leaves behind: where it stood, why, and itself, however many there are and whatever they hold."""

import csv
from pathlib import Path

import polars as pl
import pytest

from api.importing.rows_read import LONGEST_RAW
from ledger.application import Ledger
from tests.importing.conftest import Import, rejects_of
from tests.importing.given import HEAD, ORDERS, event, mapping_path


def table(folder: Path, *rows: str) -> Path:
    path = folder / "orders.csv"
    path.write_text("\n".join(("customer,number,day,amount", *rows)) + "\n", encoding="utf-8")
    return path


REGISTER = event(
    """select customer, min(day) as occurred_at, customer as "data.name", list(row) as rows from input group by 1""",
    "CustomerRegistered",
)


def test_each_of_many_bad_rows_stands_by_its_own_event(run: Import, tmp_path: Path) -> None:
    rows = [f"C-{number},A{number},2011-01-01,-1" for number in range(2500)]
    summary = run(table(tmp_path, *rows), mapping=mapping_path(tmp_path, HEAD + ORDERS))
    rejected = rejects_of(summary)
    assert len(rejected) == 2500
    assert all(f'"A{int(line["row"]) - 1}"' in line["raw"] for line in rejected)


def test_an_event_of_a_select_that_tells_no_rows_is_shown_as_it_was_made(run: Import, tmp_path: Path) -> None:
    mapping = mapping_path(tmp_path, HEAD + ORDERS.replace(", [row] as rows", ""))
    (rejected,) = rejects_of(run(table(tmp_path, "C-1,A1,2011-01-01,-1"), mapping=mapping))
    assert rejected["row"] == ""
    assert rejected["raw"] == (
        '{"customer": "C-1", "type": "OrderPlaced", "external_id": "A1", "data": {"order_id": "A1", "amount": "-1"}}'
    )


def test_the_rows_of_a_very_large_event_are_cut_so_that_the_file_can_be_read(run: Import, tmp_path: Path) -> None:
    rows = [f"C/1,A{number},2011-01-01,1" for number in range(3000)]
    summary = run(table(tmp_path, *rows), mapping=mapping_path(tmp_path, HEAD + REGISTER))
    (rejected,) = rejects_of(summary)
    assert rejected["raw"].startswith('{"row":1,')
    assert LONGEST_RAW <= len(rejected["raw"]) < csv.field_size_limit()


def test_a_reason_reads_as_sentences(run: Import, tmp_path: Path) -> None:
    summary = run(table(tmp_path, "C-1,A1,2011-01-01,1.005"), mapping=mapping_path(tmp_path, HEAD + ORDERS))
    (rejected,) = rejects_of(summary)
    assert "digits after the point. At most 2 digits" in rejected["reason"]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize("kind", [pl.Datetime("us"), pl.Datetime("us", "UTC"), pl.String])
def test_a_time_at_the_end_of_the_calendar_costs_its_row_only(
    run: Import, ledger: Ledger, tmp_path: Path, zone: str, kind: pl.DataType
) -> None:
    days = pl.Series(["9999-12-31T23:00:00", "0001-01-01T00:00:00", "2011-01-01T00:00:00"])
    frame = pl.DataFrame(
        {
            "customer": "C-1",
            "number": ["1", "2", "3"],
            "day": days if kind == pl.String else days.str.to_datetime().cast(kind),
            "amount": "1.00",
        }
    )
    frame.write_parquet(tmp_path / "orders.parquet")
    mapping = HEAD.replace("Europe/London", zone) + REGISTER.replace("min(day)", "timestamp '2011-01-01'") + ORDERS
    summary = run(tmp_path / "orders.parquet", mapping=mapping_path(tmp_path, mapping))
    assert summary.failure is None
    assert summary.by_type == {"CustomerRegistered": 1, "OrderPlaced": 1}
    assert [(line["row"], line["field"]) for line in rejects_of(summary)] == [
        ("2", "/occurred_at"),
        ("1", "/occurred_at"),
    ]
