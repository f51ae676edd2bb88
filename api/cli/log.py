"""The command that shows the log itself: events."""

from typing import Annotated

import typer

from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.noting import note, note_rows
from api.cli.options import AsOf, Compliance, Data, Format, KnownAt, PolicyName
from api.cli.output import Form, emit_list
from api.cli.tables.events import events_table
from api.envelope import EVENT_COLUMNS
from api.log import event_rows, read_types

LAST_POSITION = 2**63 - 1


def events(
    context: typer.Context,
    after: Annotated[
        int, typer.Option("--after", min=0, max=LAST_POSITION, metavar="POSITION", help="Only later positions.")
    ] = 0,
    types: Annotated[
        str | None, typer.Option("--types", metavar="TYPE,TYPE", help="Only these types, comma between.")
    ] = None,
    customer: Annotated[str | None, typer.Option("--customer", metavar="CODE", help="Only this customer.")] = None,
    compliance: Compliance = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """The log itself, in the order of recording."""
    wanted = read_types(types, pointer="--types")
    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = event_rows(
            seen.ledger,
            after=after,
            upto=seen.clocks.cut,
            types=wanted,
            customer=customer,
            occurred_by=None if as_of is None else seen.clocks.as_of,
            for_compliance=compliance,
        )
        if compliance:
            note(
                seen.ledger,
                "compliance",
                "events --compliance",
                position=seen.clocks.position,
                customer=customer,
            )
        else:
            note_rows(seen.ledger, rows, "events", position=seen.clocks.position, customer=customer)
    emit_list(form, rows, seen.asked(), columns=EVENT_COLUMNS, table=events_table)
