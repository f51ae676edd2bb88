"""The command that judges the whole book at any clocks into a file: replay. Projections load when it runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.edge import DEBUG
from api.cli.noting import note
from api.cli.options import CORES, AsOf, Data, Format, FromLog, KnownAt, Memory, PolicyName, Processes
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import Ledger, now_micros, open_ledger
from ledger.errors import Unavailable

if TYPE_CHECKING:
    from projections.replay.engine import Engine
    from projections.replay.parts import OpenLog
    from projections.replay.sizing import Shares

COLUMNS = ("position", "as_of", "known_at", "customers", "events", "seconds", "engine", "processes", "from", "file")
CLUSTER = "On a cluster"


class EngineName(StrEnum):
    """Who works on the parts of the book."""

    polars = "polars"
    spark = "spark"


def replay(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The Parquet file to write.", show_default=False)],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    from_log: FromLog = False,
    journal: Annotated[
        str | None,
        typer.Option("--journal", metavar="PATH", help="The journal's directory. Default: the ledger's own."),
    ] = None,
    processes: Processes = CORES,
    memory: Memory = 2.0,
    engine: Annotated[
        EngineName,
        typer.Option("--engine", rich_help_panel=CLUSTER, help="Processes of this machine, or Apache Spark."),
    ] = EngineName.polars,
    master: Annotated[
        str | None,
        typer.Option(
            "--master", metavar="URL", rich_help_panel=CLUSTER, help="Spark's master. Default: local[*], this machine."
        ),
    ] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Judge every customer at any clocks, from the journal where there is one, and write the book as Parquet."""
    from projections.clocks import resolve
    from projections.journal.building import DIRECTORY
    from projections.journal.files import Broken
    from projections.replay.output import write_book
    from projections.replay.replaying import replayed_book
    from projections.replay.sizing import shares

    on_spark = engine is EngineName.spark
    _refuse(from_log=from_log, journal=journal, master=master, on_spark=on_spark)
    share, began = shares(memory, processes), monotonic()
    opened = partial(open_ledger, chosen(context, data), create=False)
    with opened() as ledger:
        clocks = resolve(ledger, as_of=as_of, known_at=known_at, policy=policy, now=now_micros())
        note(ledger, "export", "replay", position=clocks.position)
        own = ledger.directory / DIRECTORY
        where = journal or (str(own) if own.exists() and not from_log else None)
        working = _spark(master, where, opened) if on_spark else _here(share, where, opened)
        with working as (ready, files, at_once), counting("events", 2 * clocks.cut) as count:
            from_journal = _worth_reading(files, where, ledger, clocks.cut)
            try:
                book = replayed_book(ledger, clocks, ready, journal=files, at_once=at_once, tell=count)
            except Broken as broken:
                raise Unavailable(
                    f"the journal is not read, since {broken}", "guanxi journal build mends it", where or ""
                ) from broken
        write_book(book, out)
    made: Row = {
        "position": clocks.position,
        "as_of": clocks.as_of_text(),
        "known_at": clocks.known_at_text(),
        "customers": len(book),
        "events": clocks.cut,
        "seconds": f"{monotonic() - began:.3f}",
        "engine": engine.value,
        "processes": None if on_spark else share.processes,
        "from": "journal" if from_journal else "log",
        "file": str(out),
    }
    emit_one(form, made, columns=COLUMNS, table=lambda: _sentence(made))


def _refuse(*, from_log: bool, journal: str | None, master: str | None, on_spark: bool) -> None:
    if from_log and (journal or on_spark):
        raise typer.BadParameter("it reads no journal, which --journal and Spark need", param_hint="--from-log")
    if master and not on_spark:
        raise typer.BadParameter("it needs --engine spark", param_hint="--master")
    if journal and "://" in journal and not on_spark:
        raise typer.BadParameter("only Spark reads a journal by URL; name a directory", param_hint="--journal")


Working = Iterator[tuple["Engine", Path | None, int]]
"""An engine; where the journal's list of files is, None to read the log; how many events it takes at once."""


@contextmanager
def _here(share: "Shares", journal: str | None, opened: "OpenLog") -> Working:
    from projections.replay.workers import Workers

    if journal and not Path(journal).is_dir():
        raise Unavailable("there is no journal", "guanxi journal build makes one", journal)
    with Workers(opened, share.processes) as workers:
        yield workers, Path(journal) if journal else None, share.events


@contextmanager
def _spark(master: str | None, journal: str | None, opened: "OpenLog") -> Working:
    from projections.replay.spark import APART, spark_at

    with spark_at(master or "local[*]", journal, opened, loud=bool(os.environ.get(DEBUG))) as spark:
        yield spark, spark.journal if journal else None, APART


def _worth_reading(journal: Path | None, place: str | None, ledger: Ledger, cut: int) -> bool:
    """Whether the journal is read; Unavailable where it is of another ledger, whose customers it would judge."""
    from projections.journal.manifest import read_manifest
    from projections.journal.sealing import is_of
    from projections.replay.dividing import worth_reading

    if journal is None:
        return False
    manifest = read_manifest(journal)
    if not is_of(manifest, ledger):
        raise Unavailable(
            f"its events up to position {manifest.sealed:,} are not those of this log: it is of another ledger",
            "Name this ledger's journal, or delete it and run guanxi journal build",
            place or "",
        )
    return worth_reading(manifest, ledger, cut)


def _sentence(made: Row) -> Paragraph:
    customers = "1 customer" if made["customers"] == 1 else f"{made['customers']:,} customers"
    return Paragraph(
        ("Judged ", "green"),
        (customers, "bold"),
        f" from {made['events']:,} events in {float(made['seconds']):.1f} s",
        f", as of {made['as_of'][:10]}: {made['file']}",
        indent=0,
    )
