"""SQL that turns a column into what an event document holds: text, figures as their decimal text, true or false."""

from typing import Any, get_args

from duckdb.sqltypes import DuckDBPyType

from api.importing.column_types import quoted

_WHOLE = {"tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint"}
_BINARY = {"double", "float"}
_NESTED = {"list", "array", "struct"}


def as_json(column: str, kind: DuckDBPyType, wanted: Any) -> str:
    """SQL for the value of a field; wanted: its annotation, by which a whole number stays a number.

    Figures become their shortest decimal text, so that none passes through a float; a NaN is no value.
    """
    if kind.id == "boolean":
        return column
    if kind.id in _NESTED:
        return f"{column}::{_with_text(kind)}"
    if _is_int(wanted) and kind.id != "varchar":
        return f"case when {column} = trunc({column}) then {column}::bigint end" if kind.id not in _WHOLE else column
    return as_text(column, kind)


def as_text(column: str, kind: DuckDBPyType) -> str:
    """SQL for the value as text: 13085.0 is "13085", 2.50 is "2.5"."""
    if kind.id == "decimal":
        return f"regexp_replace({column}::varchar, '(\\.[0-9]*[1-9])0+$|\\.0+$', '\\1')"
    if kind.id in _BINARY:
        whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
        text = f"case when {whole} then {column}::bigint::varchar else {column}::varchar end"
        return f"case when not isnan({column}) then {text} end"
    return f"{column}::varchar"


def _with_text(kind: DuckDBPyType) -> str:
    """The type with text in the place of everything but truth values."""
    if kind.id not in _NESTED:
        return "boolean" if kind.id == "boolean" else "varchar"
    inner = {str(name): _with_text(child) for name, child in kind.children if isinstance(child, DuckDBPyType)}
    if kind.id == "struct":
        return f"struct({', '.join(f'{quoted(name)} {text}' for name, text in inner.items())})"
    return f"{inner['child']}[]"


def _is_int(annotation: Any) -> bool:
    return annotation is int or any(_is_int(inner) for inner in get_args(annotation))
