"""Which rows make the SQL of a mapping fail (a figure that is none, a date that does not exist)."""

# ruff: noqa: S608 - the SQL is the mapping's own, checked before it runs

import duckdb
import orjson

from api.importing.input_table import InputTable
from api.importing.select_check import in_short, syntax_tree

MOST = 1000
_FORGIVING = {"strptime": "try_strptime"}


class TooManyBroken(Exception):
    """More rows fail than are looked for, or none of them fails by itself."""


def breaking_rows(table: InputTable, sql: str) -> dict[int, str]:
    """The rows for which the statement fails, each with the reason, found by halving; `input` is whole again after it.

    TooManyBroken when there are more than 1,000, or when the failure comes from no single row.
    """
    numbers = table.numbers()
    broken: dict[int, str] = {}
    pending = [(0, len(numbers))]
    try:
        while pending:
            start, end = pending.pop()
            table.show(numbers[start], numbers[end - 1])
            error = _failure(table, sql)
            if error is None:
                continue
            if end - start == 1:
                broken[numbers[start]] = error
            else:
                middle = (start + end) // 2
                pending += [(middle, end), (start, middle)]
            if len(broken) > MOST:
                raise TooManyBroken
    finally:
        table.show()
    if not broken:
        raise TooManyBroken
    return broken


def forgiving(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The same select with every cast trying: what cannot be cast becomes null instead of an error."""
    tree = syntax_tree(connection, sql)
    pending: list[object] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if node.get("class") == "CAST":
                node["try_cast"] = True
            if (name := _FORGIVING.get(str(node.get("function_name", "")).lower())) is not None:
                node["function_name"] = name
                node.pop("qualified_name", None)
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    found = connection.execute("select json_deserialize_sql(?::json)", [orjson.dumps(tree).decode()]).fetchone()
    return str(found[0]) if found else sql


def _failure(table: InputTable, sql: str) -> str | None:
    try:
        # The hash of a whole row needs every column, so nothing is optimised away.
        table.connection.execute(f"select bit_xor(hash(t)) from (\n{sql}\n) t").fetchall()
    except duckdb.Error as error:
        return in_short(error)
    return None
