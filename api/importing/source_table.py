"""A file of any format as a DuckDB table: `row` from 1, then the columns of the file."""

# ruff: noqa: S608 - names in it are quoted, tables are ours

import re
from pathlib import Path

import duckdb
import fastexcel

from api.importing.blocks import open_file
from api.importing.column_types import give_types, make_whole, quoted
from api.importing.delimited import clean, unique_names
from api.importing.json_rows import clean_json
from api.importing.mapping_file import Mapping
from api.importing.rows_read import RowsRead
from ledger.errors import Invalid

_BY_ENDING = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".xlsb": "excel",
    ".xls": "excel",
    ".ods": "excel",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_WIDEST_LINE = 4 << 20


def load(connection: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping, table: str, folder: Path) -> RowsRead:
    """Make the table; Invalid when the file is not of its format. folder: for what has to be written on the way."""
    kind = mapping.format or format_of(path)
    with open_file(path):
        pass
    if kind == "parquet":
        return _parquet(connection, path, table)
    if kind == "excel":
        return _excel(connection, path, mapping, table, folder)
    if kind == "json":
        return _json(connection, path, table, folder)
    return _delimited(connection, path, mapping, table, folder, mapping.delimiter or _DELIMITERS[kind])


def format_of(path: Path) -> str:
    """The format by the file's name, .gz left aside; Invalid when the name says nothing."""
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    found = _BY_ENDING.get(name.suffix.lower())
    if found is None:
        raise Invalid(
            f'the ending "{name.suffix}" names no format known here',
            'name it in the mapping: format = "csv", "tsv", "excel", "parquet" or "json"',
            str(path),
        )
    return found


def _delimited(
    connection: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping, table: str, folder: Path, delimiter: str
) -> RowsRead:
    target = folder / "input.csv"
    read = clean(path, target, delimiter=delimiter, encoding=mapping.encoding)
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in read.columns)
    nulls = ", ".join(_text(null) for null in ("", *mapping.nulls))
    connection.execute(
        f"create table {table} as select * from read_csv({_text(str(target))}, auto_detect = false, header = false, "
        f"delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', max_line_size = {_WIDEST_LINE}, "
        f"columns = {{'row': 'BIGINT', {columns}}}, nullstr = [{nulls}])"
    )
    target.unlink()
    give_types(connection, table)
    return read


def _json(connection: duckdb.DuckDBPyConnection, path: Path, table: str, folder: Path) -> RowsRead:
    target = folder / "input.jsonl"
    read = clean_json(path, target)
    if read.columns:
        connection.execute(
            f"create table {table} as select * from read_json({_text(str(target))}, format = 'newline_delimited', "
            f"sample_size = -1, convert_strings_to_integers = false, maximum_object_size = {_WIDEST_LINE})"
        )
        give_types(connection, table)
    else:
        connection.execute(f"create table {table} (row bigint)")
    target.unlink()
    return read


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> RowsRead:
    try:
        source = f"read_parquet({_text(_without_patterns(path))}, file_row_number = true)"
        names = [name for name, *_ in connection.execute(f"describe select * from {source}").fetchall()]
        own = [name for name in names if name != "file_row_number"]
        unique = unique_names(own)
        columns = ", ".join(f"{quoted(name)} as {quoted(new)}" for name, new in zip(own, unique, strict=True))
        connection.execute(f"create table {table} as select file_row_number + 1 as row, {columns} from {source}")
    except duckdb.Error as error:
        raise _not_what_it_says(path, "Parquet", str(error)) from None
    return RowsRead(columns=unique, rows=_count(connection, table))


def _excel(connection: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping, table: str, folder: Path) -> RowsRead:
    sheet = mapping.sheet or 1
    target = folder / "input.parquet"
    try:
        book = fastexcel.read_excel(str(path))
        if sheet not in book.sheet_names and not (isinstance(sheet, int) and sheet <= len(book.sheet_names)):
            there = ", ".join(book.sheet_names)
            raise Invalid(f"there is no sheet {sheet}", f"name one of: {there}", str(path))
        frame = book.load_sheet(sheet - 1 if isinstance(sheet, int) else sheet).to_polars()
    except fastexcel.FastExcelError as error:
        raise _not_what_it_says(path, "an Excel file", str(error)) from None
    frame.columns = unique_names(frame.columns)
    frame.with_row_index("row", offset=1).write_parquet(target)
    connection.execute(f"create table {table} as select * from read_parquet({_text(str(target))})")
    target.unlink()
    make_whole(connection, table)
    if frame.columns:
        empty = " and ".join(f"{quoted(name)} is null" for name in frame.columns)
        connection.execute(f"delete from {table} where {empty}")
    return RowsRead(columns=frame.columns, rows=_count(connection, table))


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"select count(*) from {table}").fetchone()
    return int(found[0]) if found else 0


def _not_what_it_says(path: Path, kind: str, error: str) -> Invalid:
    reason = error.strip().partition("\n")[0]
    return Invalid(
        f"this cannot be read as {kind}: {reason}",
        "give the file its real name, or name its format in the mapping, or fetch it again",
        str(path),
    )


def _text(value: str) -> str:
    """A text as SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def _without_patterns(path: Path) -> str:
    """The path so that DuckDB does not take * ? [ in it for a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))
