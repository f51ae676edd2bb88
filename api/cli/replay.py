"""The command that judges the whole book at any clocks into a file: replay. Projections load when it runs."""

import os
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.noting import note
from api.cli.options import AsOf, Data, Format, KnownAt, PolicyName
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import now_micros, open_ledger

COLUMNS = ("position", "as_of", "known_at", "customers", "events", "seconds", "processes", "from", "file")
CORES = os.cpu_count() or 1


def replay(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The Parquet file to write.", show_default=False)],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    from_log: Annotated[bool, typer.Option("--from-log", help="Read the log alone, not the journal.")] = False,
    processes: Annotated[
        int, typer.Option("--processes", metavar="N", min=1, help="How many work at once. Default: one a core.")
    ] = CORES,
    memory: Annotated[
        float, typer.Option("--memory", metavar="GIB", min=0.25, help="About how much they may use together.")
    ] = 2.0,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Judge every customer at any clocks, from the journal where there is one, and write the book as Parquet."""
    from projections.clocks import resolve
    from projections.journal.building import DIRECTORY
    from projections.replay.output import write_book
    from projections.replay.replaying import replayed_book
    from projections.replay.sizing import events_at_once
    from projections.replay.workers import Workers

    opened, began = partial(open_ledger, chosen(context, data), create=False), monotonic()
    with opened() as ledger:
        clocks = resolve(ledger, as_of=as_of, known_at=known_at, policy=policy, now=now_micros())
        note(ledger, "export", "replay", position=clocks.position)
        journal = None if from_log else ledger.directory / DIRECTORY
        at_once = events_at_once(memory, processes)
        with Workers(opened, processes) as workers, counting("events", 2 * clocks.cut) as count:
            book = replayed_book(ledger, clocks, workers, journal=journal, at_once=at_once, tell=count)
        write_book(book, out)
    made: Row = {
        "position": clocks.position,
        "as_of": clocks.as_of_text(),
        "known_at": clocks.known_at_text(),
        "customers": len(book),
        "events": clocks.cut,
        "seconds": f"{monotonic() - began:.3f}",
        "processes": processes,
        "from": "log" if from_log else "journal",
        "file": str(out),
    }
    emit_one(form, made, columns=COLUMNS, table=lambda: _sentence(made))


def _sentence(made: Row) -> Paragraph:
    customers = "1 customer" if made["customers"] == 1 else f"{made['customers']:,} customers"
    return Paragraph(
        ("Judged ", "green"),
        (customers, "bold"),
        f" from {made['events']:,} events in {float(made['seconds']):.1f} s",
        f", as of {made['as_of'][:10]}: {made['file']}",
        indent=0,
    )
