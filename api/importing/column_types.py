"""Types for columns that came as text, only where the text can be had back: "007" stays text."""

# ruff: noqa: S608 - names in it are quoted, tables are ours

import duckdb

SAMPLE = 200
_DECIMAL = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?"
_MOST_DIGITS = 18


def give_types(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Turn text columns of the table into whole numbers, decimals, dates, times or booleans where nothing is lost.

    A column gets a type when every value, written back, is the very text that stood there (for decimals: the same
    number, and no two texts for one number). Other columns, and those without any value, stay text.
    """
    described = connection.execute(f"describe {table}").fetchall()
    for name, kind, *_ in described:
        if kind == "VARCHAR" and name != "row":
            column = quoted(name)
            found = _whole_type(connection, table, column) or _decimal_type(connection, table, column)
            if found:
                connection.execute(f"alter table {table} alter column {column} type {found}")


def make_whole(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Turn binary figures into whole numbers where all of a column are whole: Excel knows no others."""
    for name, kind, *_ in connection.execute(f"describe {table}").fetchall():
        column = quoted(name)
        if kind == "DOUBLE" and _holds(
            connection, f"{column} = trunc({column}) and abs({column}) < 1e15", column, table
        ):
            connection.execute(f"alter table {table} alter column {column} type bigint")


def quoted(name: str) -> str:
    """A name as SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _whole_type(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> str | None:
    for kind in ("bigint", "date", "timestamp", "boolean"):
        same = f"try_cast({column} as {kind})::varchar = {column}"
        for rows in (f"(select {column} from {table} where {column} is not null limit {SAMPLE})", table):
            if not _holds(connection, same, column, rows):
                break
        else:
            return kind
    return None


def _decimal_type(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> str | None:
    shape = f"regexp_full_match({column}, '{_DECIMAL}') and not regexp_full_match({column}, '-0(\\.0*)?')"
    sample = f"(select {column} from {table} where {column} is not null limit {SAMPLE})"
    if not _holds(connection, shape, column, sample) or not _holds(connection, shape, column, table):
        return None
    whole = f"length(ltrim(split_part({column}, '.', 1), '-'))"
    fraction = f"length(split_part({column}, '.', 2))"
    found = connection.execute(
        f"select max({whole}), max({fraction}), min({fraction}), bool_or({column} like '%.%0') "
        f"from {table} where {column} is not null"
    ).fetchone()
    if found is None:
        return None
    digits, longest, shortest, ends_in_zero = found
    one_text_for_each = longest == shortest or not ends_in_zero
    if longest == 0 or digits + longest > _MOST_DIGITS or not one_text_for_each:
        return None
    return f"decimal({_MOST_DIGITS}, {longest})"


def _holds(connection: duckdb.DuckDBPyConnection, condition: str, column: str, rows: str) -> bool:
    found = connection.execute(
        f"select coalesce(bool_and(coalesce({condition}, false)), false) from {rows} t where {column} is not null"
    ).fetchone()
    return bool(found and found[0])
