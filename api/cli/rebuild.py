"""The command that makes the views anew: rebuild. Projections load when it runs."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.options import CORES, Data, Format, FromLog, Memory, Processes
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import Ledger, now_micros, open_ledger
from ledger.times import format_instant

if TYPE_CHECKING:
    from projections.views.store import Views

COLUMNS = ("position", "as_of", "known_at", "customers", "generation", "file", "schema")


def rebuild(
    context: typer.Context,
    from_log: FromLog = False,
    processes: Processes = CORES,
    memory: Memory = 2.0,
    role: Annotated[
        str | None,
        typer.Option("--grant", metavar="ROLE", help="A role of the database that may read the views from now on."),
    ] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Make the views anew, from the journal where there is one; readers see the old ones until then."""
    from projections.follower.rebuild import BYTES_PER_EVENT, Means
    from projections.follower.rebuild import rebuild as rebuild_views
    from projections.journal.building import DIRECTORY
    from projections.replay.sizing import shares
    from projections.replay.workers import Workers
    from projections.views.store import views_of

    opened = partial(open_ledger, chosen(context, data), create=False)
    share = shares(memory, processes, bytes_per_event=BYTES_PER_EVENT)
    with opened() as ledger, Workers(opened, share.processes) as workers:
        views, customers = views_of(ledger), len(ledger.customers())
        if role:
            _let_read(ledger, views, role)
        means = Means(
            workers=workers,
            journal=None if from_log else ledger.directory / DIRECTORY,
            in_memory=share.events,
        )
        with counting("events", 2 * ledger.last()[0]) as count:
            progress = rebuild_views(ledger, views, clock=now_micros, means=means, tell=count)
    made: Row = {
        "position": progress.position,
        "as_of": format_instant(progress.as_of),
        "known_at": None if progress.known_at is None else format_instant(progress.known_at),
        "customers": customers,
        "generation": progress.generation,
        **views.place(),
    }
    emit_one(form, made, columns=COLUMNS, table=lambda: _sentence(made))


def _let_read(ledger: Ledger, views: "Views", role: str) -> None:
    if ledger.database is None:
        raise typer.BadParameter("only a database knows roles: name one with --database", param_hint="--grant")
    from projections.views.postgres.granting import grant

    views.make()
    grant(ledger.database, role)


def _sentence(made: Row) -> Paragraph:
    noun = "customer" if made["customers"] == 1 else "customers"
    return Paragraph(
        ("Rebuilt ", "green"),
        (f"the views of {made['customers']:,} {noun}", "bold"),
        (f" at position {made['position']}, as of {made['as_of'][:10]}.", ""),
        indent=0,
    )
