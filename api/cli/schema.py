"""The command that says what may be recorded: schema."""

from typing import Annotated, Any

import typer

from api.cli.options import Format
from api.cli.output import Form, print_csv, print_json, print_table
from api.cli.tables.catalogue import type_table, types_table
from ledger.catalogue import CATALOGUE, EventType, type_named
from ledger.schemas import fields_of, meaning_of, schema_of, schemas

TYPE_COLUMNS = ("type", "group", "schema", "meaning")
FIELD_COLUMNS = ("field", "required", "write", "encrypted")


def schema(
    type_name: Annotated[
        str | None, typer.Argument(metavar="TYPE", help="One type; without it, all of them.", show_default=False)
    ] = None,
    form: Format = Form.table,
) -> None:
    """The types of events, or the fields of one."""
    if type_name is None:
        _all(form)
    else:
        _one(type_named(type_name, pointer="schema"), form)


def _all(form: Form) -> None:
    rows = [_row(kind) for kind in CATALOGUE.values() if not kind.on_ledger]
    if form is Form.json:
        print_json(schemas())
    elif form is Form.csv:
        print_csv(rows, TYPE_COLUMNS)
    else:
        print_table(types_table(rows))


def _one(kind: EventType, form: Form) -> None:
    fields = [
        {"field": field.name, "required": field.required, "write": field.how, "encrypted": field.sealed}
        for field in fields_of(kind.name)
    ]
    if form is Form.json:
        print_json(schema_of(kind.name))
    elif form is Form.csv:
        print_csv(fields, FIELD_COLUMNS)
    else:
        print_table(type_table(_row(kind), fields))


def _row(kind: EventType) -> dict[str, Any]:
    meaning = " ".join(meaning_of(kind.name).partition("\n\n")[0].split())
    return {"type": kind.name, "group": kind.group, "schema": kind.schema, "meaning": meaning}
