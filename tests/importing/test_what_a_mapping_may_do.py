"""The SQL of a mapping reads the table input, and nothing else, the same way each time."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from api.importing.event_select import EventSelect, check_conditions, event_select
from api.importing.input_table import InputTable
from api.importing.mapping_file import MappingFile
from ledger.errors import Invalid
from tests.importing.given import HEAD, event, mapping_of

CSV = b"customer,day,number,amount\nC-1,2010-12-01 08:26:00,A1,12.50\nC-2,2010-12-02 09:00:00,A2,7.00\n"
GOOD = 'select customer, day as occurred_at, number as "data.order_id", amount as "data.amount" from input'


def refusal(tmp_path: Path, select: str, more: str = "") -> Invalid:
    source = tmp_path / "orders.csv"
    source.write_bytes(CSV)
    file = mapping_of(tmp_path, HEAD + more + event(select))
    with pytest.raises(Invalid) as caught:
        checked(source, file)
    return caught.value


def checked(source: Path, file: MappingFile) -> EventSelect:
    with InputTable(source, file.mapping) as table:
        check_conditions(table, file)
        return event_select(table, file, 0)


@pytest.mark.parametrize(
    "select",
    [
        GOOD,
        f"with a as ({GOOD}) select * from a",
        GOOD.replace("from input", "from input i, unnest([1]) where exists (from input)"),
        GOOD.replace("from input", "from input -- a comment"),
        GOOD.replace("select ", 'select row_number() over (order by row) as "data.promised_on", '),
    ],
)
def test_a_select_on_input_is_welcome(tmp_path: Path, select: str) -> None:
    source = tmp_path / "orders.csv"
    source.write_bytes(CSV)
    file = mapping_of(tmp_path, HEAD + event(select))
    with InputTable(source, file.mapping) as table:
        event_select(table, file, 0)


@pytest.mark.parametrize(
    ("select", "message"),
    [
        ("select * from read_csv('/etc/passwd')", "read_csv"),
        ("select * from '/etc/passwd'", "/etc/passwd"),
        ("select * from read_text('/etc/passwd')", "read_text"),
        ("select * from glob('/etc/*')", "glob"),
        ("select * from duckdb_settings()", "duckdb_settings"),
        ("select * from query('select 1')", "query"),
        ("select * from information_schema.tables", "information_schema.tables"),
        ("select * from rows_of_the_file", "rows_of_the_file"),
        ("select (select max(content) from read_text('/etc/passwd')) as customer from input", "read_text"),
        ("with x as (select * from read_text('/etc/passwd')) select * from input", "read_text"),
        ("select getenv('HOME') as customer, day as occurred_at from input", "getenv"),
        ("select current_setting('temp_directory') as customer, day as occurred_at from input", "current_setting"),
        ("select random()::varchar as customer, day as occurred_at from input", "random"),
        ("select customer, now() as occurred_at from input", "now"),
        ("select customer, current_date as occurred_at from input", "current_date"),
        ("attach '/tmp/other.db' as other", "only a select"),
        ("copy input to '/tmp/stolen.csv'", "only a select"),
        ("install httpfs", "only a select"),
        ("pragma database_list", "only a select"),
        ("set threads = 1", "only a select"),
        ("create table x as select 1", "only a select"),
        ("select 1; select 2", "not several"),
        ("select 1; drop table input", "only a select"),
        ("describe input", "describes tables"),
        ("selec customer from input", "not SQL"),
        ("", "select"),
    ],
)
def test_anything_else_gets_one_clear_error_with_its_place(tmp_path: Path, select: str, message: str) -> None:
    if not select:
        select = "-- nothing"
    problem = refusal(tmp_path, select).problems[0]
    assert message in problem.message
    assert problem.line == 7
    assert problem.pointer.endswith("mapping.toml")
    assert problem.remedy


def test_conditions_are_held_to_the_same(tmp_path: Path) -> None:
    rule = "[[reject]]\nwhere = \"exists (from read_text('/etc/passwd'))\"\nreason = 'x'\n"
    problem = refusal(tmp_path, GOOD, rule).problems[0]
    assert "read_text" in problem.message
    assert problem.line == 5


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/passwd')",
        "copy input to '/tmp/stolen.csv'",
        "attach '/tmp/other.db' as other",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '900GB'",
        "select * from frame",
    ],
)
def test_the_database_is_locked_even_where_no_check_looks(tmp_path: Path, statement: str) -> None:
    source = tmp_path / "orders.csv"
    source.write_bytes(CSV)
    frame = pl.DataFrame({"secret": [1]})  # noqa: F841 - a variable that DuckDB would find by its name
    with InputTable(source, mapping_of(tmp_path, HEAD + event(GOOD)).mapping) as table, pytest.raises(duckdb.Error):
        table.connection.execute(statement).fetchall()


@pytest.mark.parametrize(
    ("select", "message", "remedy"),
    [
        (GOOD.replace("customer,", "client as customer,"), "there is no column client", "customer, day, number"),
        (GOOD.replace("customer,", "input.client as customer,"), "there is no column client", "customer, day, number"),
        ('select customer, amount as "data.amount" from input', "no column occurred_at", "as occurred_at"),
        (GOOD.replace("select ", "select 1 as rows, "), "rows must be a list", "[row] as rows"),
        (GOOD.replace("select ", "select 1 as colour, "), '"colour" has no meaning', "data.FIELD"),
        (GOOD.replace("data.amount", "data.amont"), "OrderPlaced has no field amont", "amount"),
        (GOOD.replace("day as", "row as"), "occurred_at is of type BIGINT", "timestamp"),
        (
            'select customer, min(day) as occurred_at, list(number) as "data.lines" from input group by all',
            "left to chance",
            "order by",
        ),
    ],
)
def test_a_select_that_cannot_make_events_says_what_is_missing(
    tmp_path: Path, select: str, message: str, remedy: str
) -> None:
    problem = refusal(tmp_path, select).problems[0]
    assert message in problem.message
    assert remedy in problem.remedy


def test_a_list_may_be_sorted_outside_and_rows_need_no_order(tmp_path: Path) -> None:
    source = tmp_path / "orders.csv"
    source.write_bytes(CSV)
    select = (
        'select customer, min(day) as occurred_at, any_value(number) as "data.order_id", list(row) as rows, '
        "list_sort(list({'product': number, 'quantity': 1, 'unit_price': amount})) as \"data.lines\" "
        "from input group by customer"
    )
    file = mapping_of(tmp_path, HEAD + event(select))
    with InputTable(source, file.mapping) as table:
        assert event_select(table, file, 0).rows_known


def test_a_local_time_needs_a_zone(tmp_path: Path) -> None:
    source = tmp_path / "orders.csv"
    source.write_bytes(CSV)
    file = mapping_of(tmp_path, 'source = "erp"\n' + event(GOOD))
    with InputTable(source, file.mapping) as table, pytest.raises(Invalid, match="local time"):
        event_select(table, file, 0)
