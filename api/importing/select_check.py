"""What the SQL of a mapping may do: read the table `input`, the same way each time, and nothing else.

DuckDB is locked as well (input_table.py); this check gives the clear error, and refuses what the lock does not mind.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import orjson

TABLE = "input"
_TABLE_FUNCTIONS = {"unnest", "range", "generate_series", "json_each", "json_tree"}
_REFUSED_REFERENCES = {"SHOW_REF": "describes tables", "COLUMN_DATA": "reads stored data"}
# Names without brackets that DuckDB answers from the clock, the session or the machine unless a column is called so.
_CLOCK_WORDS = {
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "current_role",
    "session_user",
    "user",
    "current_catalog",
    "current_schema",
}
_MACROS_OF_THE_CLOCK = {"ago"}
_COLLECTING = {"list", "array_agg", "string_agg", "group_concat", "listagg"}
_SORTING = {"list_sort", "array_sort", "list_reverse_sort", "array_reverse_sort"}
_ROWS_ALIAS = "rows"

Node = Mapping[str, Any]


class Refused(Exception):
    """SQL that a mapping may not hold."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def check_select(connection: duckdb.DuckDBPyConnection, sql: str, columns: frozenset[str]) -> None:
    """Refused unless the text is one select on `input` alone that gives the same rows each time it runs.

    columns: those of `input`, in lower case.
    """
    tree = syntax_tree(connection, sql)
    nodes = list(_nodes(tree))
    own_tables = {entry["key"].lower() for node in nodes for entry in _named_queries(node)}
    changing = _changing_functions(connection)
    for node in nodes:
        _check_reference(node, own_tables)
        _check_function(node, changing)
        _check_column(node, columns)
    for query in nodes:
        for item in query.get("select_list") or ():
            _check_order(item)


def syntax_tree(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """DuckDB's own reading of one select; Refused when the text is no such thing."""
    try:
        row = connection.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
        tree: dict[str, Any] = orjson.loads(row[0]) if row else {}
    except (duckdb.Error, orjson.JSONDecodeError):
        raise Refused("this SQL cannot be read", "write one select on the table input") from None
    if tree.get("error"):
        if tree.get("error_type") == "parser":
            raise Refused(f"this is not SQL: {tree.get('error_message')}", "write one select on the table input")
        raise Refused("only a select may stand here", "write one select on the table input, and nothing after it")
    if len(tree.get("statements", ())) != 1:
        raise Refused("one select may stand here, not several", "write one select on the table input")
    return tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield node
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def _named_queries(node: Node) -> list[dict[str, Any]]:
    named = node.get("cte_map")
    entries: list[dict[str, Any]] = named.get("map", []) if isinstance(named, dict) else []
    return entries


def _check_reference(node: Node, own_tables: set[str]) -> None:
    kind = node.get("type")
    if kind == "BASE_TABLE":
        name = ".".join(node[key] for key in ("catalog_name", "schema_name", "table_name") if node.get(key))
        if name.lower() != TABLE and name.lower() not in own_tables:
            raise Refused(f"it reads {name}", "a mapping reads the table input and nothing else")
    elif kind == "TABLE_FUNCTION":
        name = node["function"].get("function_name", "")
        if name.lower() not in _TABLE_FUNCTIONS:
            raise Refused(f"it calls {name}(...) as a table", "a mapping reads the table input and nothing else")
    elif kind in _REFUSED_REFERENCES:
        raise Refused(f"it {_REFUSED_REFERENCES[kind]}", "a mapping selects rows of the table input")


def _check_function(node: Node, changing: frozenset[str]) -> None:
    name = str(node.get("function_name") or "").lower()
    if name in changing:
        raise _not_the_same_twice(f"{name}()")


def _check_column(node: Node, columns: frozenset[str]) -> None:
    if node.get("class") == "COLUMN_REF" and len(node["column_names"]) == 1:
        name = node["column_names"][0].lower()
        if name in _CLOCK_WORDS and name not in columns:
            raise _not_the_same_twice(name)


def _check_order(item: Node) -> None:
    """Lists that go into an event must be ordered; the list called rows, and one sorted outside, need not."""
    if str(item.get("alias", "")).lower() == _ROWS_ALIAS:
        return
    pending: list[Any] = [item]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            name = str(node.get("function_name") or "").lower()
            if node.get("class") == "FUNCTION" and name in _COLLECTING and not node["order_bys"]["orders"]:
                raise Refused(
                    f"the order of {name}(...) is left to chance, so a second import would not know the event again",
                    f"write {name}(... order by ...)",
                )
            if name not in _SORTING and node.get("class") != "SUBQUERY":
                pending.extend(node.values())


def _changing_functions(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Functions that may answer differently the next time: random(), now(), and those that read the session."""
    found = connection.execute(
        "select distinct function_name from duckdb_functions() "
        "where function_type = 'scalar' and stability <> 'CONSISTENT' and function_name <> 'error'"
    ).fetchall()
    return frozenset(name.lower() for (name,) in found) | _MACROS_OF_THE_CLOCK


def _not_the_same_twice(name: str) -> Refused:
    return Refused(
        f"it asks for {name}, which does not come from the input, so a second import would not know the event again",
        "build events from the columns of the input",
    )


def missing_column(error: duckdb.Error) -> str | None:
    """The column that DuckDB looked for and did not find, if that is what the error says."""
    text = str(error)
    found = re.search(r'Referenced column "(.+?)" not found', text) or re.search(
        r'does not have a column named "(.+?)"', text
    )
    return found[1] if found else None


def in_short(error: duckdb.Error) -> str:
    """The first line of DuckDB's message, without its class."""
    line = str(error).strip().partition("\n")[0]
    return re.sub(r"^[A-Z][A-Za-z ]* Error: ", "", line)
