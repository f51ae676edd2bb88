"""The command that moves a ledger between a directory and a database: copy."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.noting import note
from api.cli.options import Data, Format
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from ledger.application import open_ledger
from ledger.copying.ledger_copy import Copied, copy_ledger
from ledger.log_opening import named
from ledger.place import Place

COLUMNS = ("from", "to", "events", "keys", "master_key")
A_URL = "://"
AS_IT_WAS = "The one it was copied from stays as it is; record in one of the two only."
SEALED = "Names and texts read sealed there: no keys were copied (--with-keys)."


def copy(
    context: typer.Context,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="URL|DIR",
            help="A PostgreSQL database, or a data directory; without events yet.",
            show_default=False,
        ),
    ],
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="To another directory: with the keys of persons.")
    ] = False,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Copy the ledger into a database or another directory: positions, ids, times and leaves stay, and are proved."""
    source = chosen(context, data)
    target = Place(directory=source.directory, database=to) if A_URL in to else Place(directory=Path(to))
    place = named(target)
    with open_ledger(source, create=False) as ledger:
        total = ledger.last()[0]
        note(ledger, "export", "copy --with-keys" if with_keys else "copy", position=total)
    with counting("events copied", total) as progress:
        done = copy_ledger(source, target, with_keys=with_keys, progress=progress)
    document: dict[str, object] = {
        "from": named(source),
        "to": place,
        "events": done.events,
        "keys": done.keys,
        "master_key": done.master_key,
    }
    emit_one(form, document, columns=COLUMNS, table=lambda: _copied(done, place, target))


def _copied(done: Copied, place: str, target: Place) -> Group:
    events = "1 event" if done.events == 1 else f"{done.events:,} events"
    keys = "" if done.keys else f" {SEALED}"
    keep = "" if target.database is None else f" Its keys stay in {target.directory}: name both, --database and --data."
    return Group(
        Paragraph(("Copied ", "green"), (events, "bold"), f", verified, into {one_line(place)}.{keep}{keys}", indent=0),
        Paragraph(AS_IT_WAS, indent=0),
    )
