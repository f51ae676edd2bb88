"""The command that shows the log itself: events."""

from typing import Annotated

import typer

from api.cli.asking import Question, View, view
from api.cli.directory import chosen
from api.cli.options import AsOf, Data, Format, KnownAt, PolicyName
from api.cli.output import Form, emit_list
from api.cli.tables.events import events_table
from api.envelope import EVENT_COLUMNS, Row
from ledger.catalogue import CATALOGUE, type_named
from ledger.recorded import RecordedEvent

PAGE = 1000
RECORD_KEEPING = "record keeping"


def events(
    context: typer.Context,
    after: Annotated[int, typer.Option("--after", min=0, metavar="POSITION", help="Only later positions.")] = 0,
    types: Annotated[
        str | None, typer.Option("--types", metavar="TYPE,TYPE", help="Only these types, comma between.")
    ] = None,
    customer: Annotated[str | None, typer.Option("--customer", metavar="CODE", help="Only this customer.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """The log itself, in the order of recording."""
    wanted = (
        [type_named(name.strip(), pointer="--types").name for name in types.split(",")] if types is not None else None
    )
    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = _rows(seen, after, wanted, customer)
    emit_list(form, rows, seen.asked(), columns=EVENT_COLUMNS, table=events_table)


def _rows(seen: View, after: int, types: list[str] | None, customer: str | None) -> list[Row]:
    """All pages joined, up to what was known and had occurred at the clocks."""
    from projections.event_rows import event_row

    rows: list[Row] = []
    while page := seen.ledger.events(after=after, limit=PAGE, types=types, customer=customer):
        rows += [event_row(event) for event in page if _stands(event, seen)]
        after = page[-1].position
        if after >= seen.clocks.cut:
            break
    return rows


def _stands(event: RecordedEvent, seen: View) -> bool:
    """What keeps the record right acts by the time of recording alone."""
    occurred = event.occurred_at <= seen.clocks.as_of or CATALOGUE[event.type].group == RECORD_KEEPING
    return occurred and event.position <= seen.clocks.cut
