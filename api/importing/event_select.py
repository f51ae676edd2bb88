"""One select of a mapping, checked and put into the form in which Guanxi reads its rows."""

# ruff: noqa: S608 - the SQL is the mapping's own, checked before it runs

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import get_args

import duckdb
from duckdb.sqltypes import DuckDBPyType
from pydantic import BaseModel

from api.importing.column_types import quoted
from api.importing.input_table import InputTable
from api.importing.json_values import as_json, as_text
from api.importing.mapping_file import EventRule, MappingFile
from api.importing.select_check import Refused, check_select, in_short, missing_column
from ledger.catalogue import CATALOGUE

FIELD_PREFIX = "data."
ROWS_COLUMN = "c3"  # in what `over` gives
_LOCAL_TIMES = {"timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"}
_INSTANTS = {"timestamp with time zone", "timestamp_tz"}


@dataclass(frozen=True, kw_only=True)
class EventSelect:
    """`over` gives customer, occurred_at, external_id, rows, then one column per field, in the order of time.

    rows: ascending, each once; [] = none are told.
    occurred_at comes as text ("text"), or as microseconds of an instant ("instant") or of a local clock ("local"),
    which `clock` tells. fields: names in the event's data. rows_known: whether the select tells its rows.
    nullable: fields where null is a value.
    """

    rule: EventRule
    columns: tuple[str, ...]
    clock: str
    fields: tuple[str, ...]
    rows_known: bool
    nullable: frozenset[str]

    def over(self, sql: str) -> str:
        """The rows of that select in the form in which they are read."""
        columns = ", ".join(f"{column} as c{number}" for number, column in enumerate(self.columns))
        return f"select {columns} from (\n{sql}\n) order by c1, c0, c2"


def nullable_fields(model: type[BaseModel]) -> frozenset[str]:
    """Fields that must be there and may be null, which then says something: nobody, none."""
    fields = model.model_fields.items()
    return frozenset(name for name, about in fields if about.is_required() and NoneType in get_args(about.annotation))


def condition(where: str) -> str:
    """The select of the rows that meet a condition; a comment at its end does not swallow the bracket."""
    return f"select row from input where (\n{where}\n)"


def check_conditions(table: InputTable, file: MappingFile) -> None:
    """Every `where` of the mapping can be run on the table; else Invalid with its place in the mapping."""
    for kind, rules in (("leave_out", file.mapping.leave_out), ("reject", file.mapping.reject)):
        for number, rule in enumerate(rules):
            _described(table, file, (kind, number, "where"), condition(rule.where))


def event_select(table: InputTable, file: MappingFile, number: int) -> EventSelect:
    """Check the select of the number-th event (from 0); Invalid with its place in the mapping."""
    rule = file.mapping.event[number]
    place = ("event", number, "select")
    kinds = _described(table, file, place, rule.select)
    names = _names(file, place, rule, kinds)
    clock, occurred_at = _clock(file, place, kinds["occurred_at"])
    model = CATALOGUE[rule.type].model.model_fields
    fields = [(name, FIELD_PREFIX + name) for name in names]
    return EventSelect(
        rule=rule,
        columns=(
            as_text("customer", kinds["customer"]),
            occurred_at,
            as_text("external_id", kinds["external_id"]) if "external_id" in kinds else "null::varchar",
            "coalesce(list_sort(list_distinct(rows::bigint[])), [])" if "rows" in kinds else "[]::bigint[]",
            *(as_json(quoted(column), kinds[column], model[name].annotation) for name, column in fields),
        ),
        clock=clock,
        fields=names,
        rows_known="rows" in kinds,
        nullable=nullable_fields(CATALOGUE[rule.type].model) & frozenset(names),
    )


def _described(table: InputTable, file: MappingFile, place: tuple[str, int, str], sql: str) -> dict[str, DuckDBPyType]:
    try:
        check_select(table.connection, sql, frozenset(name.lower() for name in table.columns))
        relation = table.connection.sql(sql)
    except Refused as refused:
        raise file.wrong(*place, refused.message, refused.remedy) from None
    except duckdb.Error as error:
        column = missing_column(error)
        if column is None:
            message, remedy = in_short(error), "mend the SQL; input has the columns of the file and row"
        else:
            message = f"there is no column {column}"
            remedy = f"the file has: {', '.join(table.columns) or 'no column at all'}"
        raise file.wrong(*place, message, remedy) from None
    return dict(zip(relation.columns, relation.types, strict=True))


def _names(
    file: MappingFile, place: tuple[str, int, str], rule: EventRule, kinds: Mapping[str, DuckDBPyType]
) -> tuple[str, ...]:
    wanted = "name the columns customer, occurred_at, external_id, rows and data.FIELD"
    for needed in ("customer", "occurred_at"):
        if needed not in kinds:
            raise file.wrong(*place, f"the select has no column {needed}", f'{wanted} ("... as {needed}")')
    fields = CATALOGUE[rule.type].model.model_fields
    names = []
    for column, kind in kinds.items():
        name = column.removeprefix(FIELD_PREFIX)
        if column == "rows" and kind.id != "list":
            raise file.wrong(*place, "rows must be a list of row numbers", "write list(row) as rows, or [row] as rows")
        if column in {"customer", "occurred_at", "external_id", "rows"}:
            continue
        if name == column:
            raise file.wrong(*place, f'the column "{column}" has no meaning here', wanted)
        if name not in fields:
            there = ", ".join(fields)
            raise file.wrong(*place, f"{rule.type} has no field {name}", f"its fields are: {there}")
        names.append(name)
    return tuple(names)


def _clock(file: MappingFile, place: tuple[str, int, str], kind: DuckDBPyType) -> tuple[str, str]:
    if kind.id in _LOCAL_TIMES:
        if file.mapping.time_zone is None:
            raise file.wrong(
                *place,
                "occurred_at is a local time, and the mapping does not say of which zone",
                'add a line such as time_zone = "Europe/London" at the top of the mapping',
            )
        return "local", "epoch_us(occurred_at::timestamp)"
    if kind.id in _INSTANTS:
        return "instant", "epoch_us(occurred_at)"
    if kind.id in {"date", "varchar"}:
        return "text", "occurred_at::varchar"
    raise file.wrong(*place, f"occurred_at is of type {kind}", "cast it to a timestamp, a date or text")
