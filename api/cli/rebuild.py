"""The command that makes the views anew: rebuild. Projections load when it runs."""

from functools import partial

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.options import CORES, Data, Format, FromLog, Memory, Processes
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import now_micros, open_ledger
from ledger.times import format_instant

COLUMNS = ("position", "as_of", "known_at", "customers", "generation", "file")


def rebuild(
    context: typer.Context,
    from_log: FromLog = False,
    processes: Processes = CORES,
    memory: Memory = 2.0,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Make the views (views.db) anew, from the journal where there is one; readers see the old ones until then."""
    from projections.follower.rebuild import BYTES_PER_EVENT, Means
    from projections.follower.rebuild import rebuild as rebuild_views
    from projections.journal.building import DIRECTORY
    from projections.replay.sizing import events_at_once
    from projections.replay.workers import Workers
    from projections.views.schema import FILE_NAME

    opened = partial(open_ledger, chosen(context, data), create=False)
    with opened() as ledger, Workers(opened, processes) as workers:
        views, customers = ledger.directory / FILE_NAME, len(ledger.customers())
        means = Means(
            workers=workers,
            journal=None if from_log else ledger.directory / DIRECTORY,
            in_memory=events_at_once(memory, processes, bytes_per_event=BYTES_PER_EVENT),
        )
        with counting("events", 2 * ledger.last()[0]) as count:
            progress = rebuild_views(ledger, views, clock=now_micros, means=means, tell=count)
    made: Row = {
        "position": progress.position,
        "as_of": format_instant(progress.as_of),
        "known_at": None if progress.known_at is None else format_instant(progress.known_at),
        "customers": customers,
        "generation": progress.generation,
        "file": str(views),
    }
    emit_one(form, made, columns=COLUMNS, table=lambda: _sentence(made))


def _sentence(made: Row) -> Paragraph:
    noun = "customer" if made["customers"] == 1 else "customers"
    return Paragraph(
        ("Rebuilt ", "green"),
        (f"the views of {made['customers']:,} {noun}", "bold"),
        (f" at position {made['position']}, as of {made['as_of'][:10]}.", ""),
        indent=0,
    )
