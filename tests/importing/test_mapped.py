"""Importing tables through a mapping: rows become events, and every row is accounted for."""

import gzip
from pathlib import Path

import duckdb
import polars as pl
import pytest
import xlsxwriter

from api.importing.mapped import AMBIGUOUS, MOVED
from ledger.application import Ledger
from ledger.errors import Invalid
from ledger.times import format_instant
from tests.importing.conftest import Import, rejects_of
from tests.importing.given import HEAD, event, mapping_path

COLUMNS = "invoice,article,quantity,price,day,client"
ROWS = (
    "A1,P-1,2,1.50,2010-12-01 08:26:00,7",
    "A1,P-2,1,10,2010-12-01 08:27:00,7",
    "A2,P-1,1,1.50,2011-07-01 08:00:00,8",
    "A3,POST,1,0.005,2011-07-02 08:00:00,8",
    "A4,P-1,-3,0,2011-07-02 08:00:00,",
    "A5,P-1,3,1.50,2011-07-02 08:00:00,",
)
RULES = """
[[leave_out]]
where = "quantity < 0"
reason = "stock write-off"
[[reject]]
where = "client is null"
reason = "no customer"
"""
REGISTER = event(
    """select client::varchar as customer, min(day) as occurred_at, 'Client ' || client as "data.name",
       [min(row)] as rows from input group by client""",
    "CustomerRegistered",
    "\nonce = true",
)
ORDER = event(
    """select client::varchar as customer, min(day) as occurred_at, invoice as external_id, invoice as "data.order_id",
       list({'product': article, 'quantity': quantity, 'unit_price': price,
             'kind': case when article = 'POST' then 'charge' end} order by article, quantity, price) as "data.lines",
       list(row) as rows from input group by invoice, client"""
)
SHOP = HEAD + RULES + REGISTER + ORDER


def csv_of(folder: Path, *rows: str, name: str = "shop.csv", header: str = COLUMNS) -> Path:
    path = folder / name
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def in_format(folder: Path, name: str) -> Path:
    """The same rows in another format."""
    source = csv_of(folder, *ROWS)
    path = folder / name
    frame = pl.read_csv(source, try_parse_dates=True)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(source.read_bytes()))
    elif name.endswith(".tsv"):
        path.write_text(source.read_text().replace(",", "\t"))
    elif name.endswith(".parquet"):
        frame.with_columns(pl.col("client").cast(pl.Float64)).write_parquet(path)
    elif name.endswith(".xlsx"):
        frame.write_excel(path)
    elif name.endswith(".ndjson"):
        frame.with_columns(pl.col("day").dt.to_string("%Y-%m-%d %H:%M:%S")).write_ndjson(path)
    else:
        frame.with_columns(pl.col("day").dt.to_string("%Y-%m-%d %H:%M:%S")).write_json(path)
    return path


@pytest.mark.parametrize("name", ["shop.csv.gz", "shop.tsv", "shop.parquet", "shop.xlsx", "shop.json", "shop.ndjson"])
def test_rows_become_events_from_every_format(run: Import, ledger: Ledger, tmp_path: Path, name: str) -> None:
    shop = SHOP.replace("client::varchar", "client::bigint::varchar") if name.endswith("parquet") else SHOP
    summary = run(in_format(tmp_path, name), mapping=mapping_path(tmp_path, shop))
    assert summary.failure is None
    assert summary.by_type == {"CustomerRegistered": 2, "OrderPlaced": 3}
    first = next(event for event in ledger.events(limit=100) if event.type == "OrderPlaced")
    assert first.stream == "7"
    assert first.external_id == "A1"
    assert first.source == "erp"
    assert format_instant(first.occurred_at) == "2010-12-01T08:26:00.000000Z"
    assert first.data == {
        "order_id": "A1",
        "currency": "GBP",
        "amount": "13.00",
        "lines": [
            {"product": "P-1", "quantity": "2", "unit_price": "1.50"},
            {"product": "P-2", "quantity": "1", "unit_price": "10.00"},
        ],
    }


def test_every_row_is_used_left_out_or_rejected(run: Import, tmp_path: Path) -> None:
    summary = run(csv_of(tmp_path, *ROWS), mapping=mapping_path(tmp_path, SHOP))
    document = summary.document()
    assert (document["rows"], document["rows_used"], document["rows_left_out"], document["rows_rejected"]) == (
        6,
        4,
        1,
        1,
    )
    assert document["reasons"] == {"stock write-off": 1, "no customer": 1}
    (rejected,) = rejects_of(summary)
    assert (rejected["row"], rejected["reason"]) == ("6", "no customer")
    assert '"invoice":"A5"' in rejected["raw"]


def test_local_times_of_summer_are_moved_to_utc_and_charges_and_halves_are_kept(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    run(csv_of(tmp_path, *ROWS), mapping=mapping_path(tmp_path, SHOP))
    orders = {event.external_id: event for event in ledger.events(limit=100) if event.type == "OrderPlaced"}
    assert format_instant(orders["A2"].occurred_at) == "2011-07-01T07:00:00.000000Z"
    assert orders["A3"].data["lines"] == [{"product": "POST", "quantity": "1", "unit_price": "0.005", "kind": "charge"}]
    assert orders["A3"].data["amount"] == "0.01"


def test_the_same_table_again_and_in_another_order_records_nothing(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    mapping = mapping_path(tmp_path, SHOP)
    run(csv_of(tmp_path, *ROWS), mapping=mapping)
    before = ledger.last()
    for rows in (ROWS, tuple(reversed(ROWS))):
        again = run(csv_of(tmp_path, *rows), mapping=mapping)
        assert (again.total("recorded"), again.total("known"), again.total("rejected")) == (0, 5, 0)
    assert ledger.last() == before


def test_events_are_recorded_in_the_order_of_time_whatever_the_order_of_rows(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    run(csv_of(tmp_path, *reversed(ROWS)), mapping=mapping_path(tmp_path, SHOP))
    assert [event.external_id for event in ledger.events(limit=100) if event.type == "OrderPlaced"] == [
        "A1",
        "A2",
        "A3",
    ]


def test_a_row_that_no_event_takes_is_rejected_for_that(run: Import, tmp_path: Path) -> None:
    narrow = HEAD + REGISTER + ORDER.replace("from input group", "from input where invoice <> 'A2' group")
    summary = run(csv_of(tmp_path, *ROWS[:3]), mapping=mapping_path(tmp_path, narrow))
    assert summary.total("rows_rejected") == 0  # the registration takes row 3
    only_orders = HEAD + ORDER.replace("from input group", "from input where invoice <> 'A2' group")
    summary = run(csv_of(tmp_path, *ROWS[:3]), mapping=mapping_path(tmp_path, only_orders))
    assert summary.reasons == {"no event of the mapping takes this row": 1}
    assert [line["row"] for line in rejects_of(summary)] == ["3"]


def test_an_event_the_ledger_refuses_is_rejected_with_its_first_row(run: Import, tmp_path: Path) -> None:
    rows = (*ROWS[:3], "A9,P-1,1,-1.50,2011-07-01 08:00:00,8")
    summary = run(csv_of(tmp_path, *rows), mapping=mapping_path(tmp_path, SHOP))
    assert (summary.total("recorded"), summary.total("rejected")) == (4, 1)
    assert (summary.total("rows_used"), summary.total("rows_rejected")) == (4, 0)
    (rejected,) = rejects_of(summary)
    assert (rejected["row"], rejected["field"]) == ("4", "/data/lines/0/unit_price")
    assert "negative" in rejected["reason"]
    assert "A9" in rejected["raw"]


@pytest.mark.parametrize("cell", ["x", "1.2.3"])
def test_a_figure_that_is_none_costs_its_event_only(run: Import, tmp_path: Path, cell: str) -> None:
    casting = SHOP.replace("quantity, price)", "quantity::int, price)").replace(
        "'quantity': quantity", "'quantity': quantity::int"
    )
    rows = [f"B{number},P-1,1,1.50,2011-07-01 08:00:00,8" for number in range(50)]
    rows[7] = rows[7].replace("P-1,1,", f"P-1,{cell},")
    rows.append(rows[7].replace(f"P-1,{cell},", "P-2,1,"))
    summary = run(csv_of(tmp_path, *rows), mapping=mapping_path(tmp_path, casting.replace(RULES, "")))
    assert summary.by_type["OrderPlaced"] == 49
    (rejected,) = rejects_of(summary)
    assert rejected["row"] == "8"
    assert "row 8: " in rejected["reason"]
    assert cell in rejected["reason"]
    assert rejected["raw"].count("B7") == 2


def test_a_rule_that_fails_on_a_row_rejects_it_and_goes_on(run: Import, tmp_path: Path) -> None:
    rows = (*ROWS[:2], "A2,P-1,many,1.50,2011-07-01 08:00:00,8", *ROWS[3:])
    summary = run(csv_of(tmp_path, *rows), mapping=mapping_path(tmp_path, SHOP))
    assert summary.failure is None
    assert summary.reasons == {"invalid": 1, "stock write-off": 1, "no customer": 1}
    assert [line["row"] for line in rejects_of(summary)] == ["3", "6"]
    assert "many" in rejects_of(summary)[0]["reason"]


def test_broken_rows_of_the_file_are_rejected_with_their_number_and_the_rest_goes_on(
    run: Import, tmp_path: Path
) -> None:
    rows = (ROWS[0], "A1,P-2,1", ROWS[1], "A1,P-9,1,2.00,2010-12-01 08:26:00,7,more")
    summary = run(csv_of(tmp_path, *rows), mapping=mapping_path(tmp_path, SHOP))
    assert (summary.total("rows"), summary.total("rows_used"), summary.total("rows_rejected")) == (4, 2, 2)
    assert [line["row"] for line in rejects_of(summary)] == ["2", "4"]


def test_a_truncated_gzip_keeps_what_came_before_but_no_half_invoice(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    rows = [f"A{number // 4},P-{number % 4},1,{number % 97}.50,2011-07-01 08:00:00,8" for number in range(40_000)]
    whole = gzip.compress(csv_of(tmp_path, *rows).read_bytes())
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    mapping = mapping_path(tmp_path, SHOP)
    summary = run(path, mapping=mapping)
    read = summary.total("rows")
    assert 1000 < read < 40_000
    assert summary.failure is not None
    assert f"after row {read}" in summary.failure.message
    assert summary.by_type["OrderPlaced"] == (read - 1) // 4
    (rejected,) = rejects_of(summary)
    assert "breaks off" in rejected["reason"]
    path.write_bytes(whole)
    again = run(path, mapping=mapping)
    assert (again.total("rejected"), again.total("known") + again.total("recorded")) == (0, 10_001)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("shop.parquet", b"a,b\n1,2\n", "cannot be read as Parquet"),
        ("shop.parquet", b"PAR1" + b"\x00" * 50 + b"PAR1", "cannot be read as Parquet"),
        ("shop.xlsx", b"a,b\n1,2\n", "cannot be read as an Excel file"),
        ("shop.csv", b"PK\x03\x04" + b"\x00" * 50, "zip archive"),
        ("shop.csv.gz", b"a,b\n1,2\n", "the name says gzip"),
        ("shop.csv", b"", "empty"),
        ("shop.json", b"[{", "not JSON"),
        ("shop.dat", b"a,b\n", 'ending ".dat"'),
    ],
)
def test_a_file_that_is_not_what_it_says_gets_one_clear_error(
    run: Import, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    summary = run(path, mapping=mapping_path(tmp_path, SHOP))
    assert summary.failure is not None
    assert reason in summary.failure.message
    assert summary.failure.pointer == str(path)
    assert "\n" not in str(summary.failure)


def test_a_mapping_that_names_a_missing_column_records_nothing(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    mapping = mapping_path(tmp_path, SHOP.replace("as external_id", 'as external_id, colour as "data.promised_on"'))
    failure = run(csv_of(tmp_path, *ROWS), mapping=mapping).failure
    assert isinstance(failure, Invalid)
    assert failure.message == "there is no column colour"
    assert "invoice, article, quantity, price, day, client" in failure.remedy
    assert ledger.last()[0] == 0


def test_the_mapping_names_format_delimiter_encoding_and_nulls(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "export.dat"
    path.write_bytes("name;since\nMüller;2020-01-01\nNN;2020-01-01\n".encode("cp1252"))
    head = 'source = "erp"\ncurrency = "EUR"\nformat = "csv"\ndelimiter = ";"\nencoding = "cp1252"\nnull = ["NN"]\n'
    rule = '[[reject]]\nwhere = "name is null"\nreason = "no name"\n'
    select = event(
        'select name as customer, since as occurred_at, name as "data.name" from input', "CustomerRegistered"
    )
    summary = run(path, mapping=mapping_path(tmp_path, head + rule + select))
    assert summary.reasons == {"no name": 1}
    assert ledger.customers() == ["Müller"]


def test_leading_zeros_and_long_numbers_stay_what_they_are(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = csv_of(tmp_path, "007,2020-01-01", "12345678901234567890,2020-01-01", header="code,since")
    select = event(
        'select code as customer, since as occurred_at, code as "data.name" from input', "CustomerRegistered"
    )
    assert run(path, mapping=mapping_path(tmp_path, HEAD + select)).failure is None
    assert ledger.customers() == ["007", "12345678901234567890"]


def test_a_time_the_clock_shows_twice_or_never_is_counted(run: Import, tmp_path: Path) -> None:
    rows = [
        "A1,P-1,1,1.50,2010-10-31 01:30:00,8",
        "A2,P-1,1,1.50,2011-03-27 01:30:00,8",
        "A3,P-1,1,1.50,2011-03-27 03:30:00,8",
    ]
    summary = run(csv_of(tmp_path, *rows), mapping=mapping_path(tmp_path, SHOP))
    assert {reason: count for reason, count in summary.reasons.items() if "clock" in reason} == {AMBIGUOUS: 2, MOVED: 1}
    assert summary.failure is None


def test_a_registration_that_counts_once_skips_customers_that_are_there(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    mapping = mapping_path(tmp_path, HEAD + REGISTER)
    run(csv_of(tmp_path, ROWS[0]), mapping=mapping)
    summary = run(csv_of(tmp_path, ROWS[1], ROWS[2]), mapping=mapping)
    assert (summary.total("recorded"), summary.total("known")) == (1, 1)


def test_several_files_go_through_one_mapping(run: Import, tmp_path: Path) -> None:
    files = [csv_of(tmp_path, *ROWS[:2], name="one.csv"), csv_of(tmp_path, *ROWS[2:], name="two.csv")]
    summary = run(*files, mapping=mapping_path(tmp_path, SHOP))
    assert [(counts.rows, counts.recorded) for counts in summary.files] == [(2, 2), (4, 3)]


def test_blank_rows_of_a_sheet_are_no_rows_but_keep_the_numbers_of_the_others(run: Import, tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    pl.DataFrame(
        {"code": ["C-1", None, None, "C-2", "C-3"], "since": ["2020-01-01", None, None, "soon", "2021-01-01"]}
    ).write_excel(path)
    register = event(
        'select code as customer, since as occurred_at, code as "data.name", [row, null, row] as rows from input',
        "CustomerRegistered",
    )
    summary = run(path, mapping=mapping_path(tmp_path, HEAD + register))
    assert (summary.total("rows"), summary.total("recorded")) == (3, 2)
    assert [line["row"] for line in rejects_of(summary)] == ["4"]


def test_a_sheet_is_chosen_by_name_or_number(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("first", "second"):
            pl.DataFrame({"code": [name], "since": ["2020-01-01"]}).write_excel(book, name)
    register = event(
        'select code as customer, since as occurred_at, code as "data.name" from input', "CustomerRegistered"
    )
    for sheet in ('"second"', "1"):
        assert run(path, mapping=mapping_path(tmp_path, HEAD + f"sheet = {sheet}\n" + register)).failure is None
    assert sorted(ledger.customers()) == ["first", "second"]
    failure = run(path, mapping=mapping_path(tmp_path, HEAD + 'sheet = "third"\n' + register)).failure
    assert failure is not None
    assert "first, second" in failure.remedy


def test_a_grouping_that_fails_for_no_single_row_fails_the_file(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    failing = ORDER.replace("list(row) as rows", "list(row) as rows, error('never') as \"data.promised_on\"")
    summary = run(csv_of(tmp_path, *ROWS), mapping=mapping_path(tmp_path, HEAD + RULES + REGISTER + failing))
    assert summary.failure is not None
    assert "never" in summary.failure.message
    assert summary.failure.problems[0].line == 22
    assert ledger.last()[0] == 0


def test_nothing_of_the_temporary_database_is_left(
    run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    run(csv_of(tmp_path, *ROWS), mapping=mapping_path(tmp_path, SHOP))
    run(csv_of(tmp_path, "x"), mapping=mapping_path(tmp_path, SHOP))
    assert list(scratch.iterdir()) == []
    assert duckdb.sql("select 1").fetchall() == [(1,)]
