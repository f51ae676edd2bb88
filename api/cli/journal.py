"""The commands of the journal, the log as Parquet files: check, build. Projections load when one runs."""

import typer

from api.cli.counting import counting
from api.cli.directory import chosen, on_a_ledger
from api.cli.failures import report
from api.cli.noting import note
from api.cli.options import Data, Format
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import open_ledger

FAILED = 1
CHECKED = ("checked", "segments", "buckets", "sealed", "events", "last", "findings")
BUILT = ("segments", "buckets", "sealed", "events", "last", "directory")

journal_commands = typer.Typer(help="The log as Parquet files, for replay and BI: check them, make them.")


@journal_commands.command()
@on_a_ledger
def check(context: typer.Context, data: Data = None, form: Format = Form.table) -> int:
    """Compare every file of the journal with what was written, and with the log; names each that differs."""
    from projections.journal.building import DIRECTORY
    from projections.journal.checking import check as check_journal

    with open_ledger(chosen(context, data), create=False) as ledger:
        directory = ledger.directory / DIRECTORY
        with counting("events checked", ledger.last()[0]) as count:
            found = check_journal(ledger, directory, tell=count)
    document: Row = {
        "checked": not found.findings,
        "segments": found.segments,
        "buckets": found.buckets,
        "sealed": found.sealed,
        "events": found.events,
        "last": found.last,
        "findings": [{"file": one.file, "what": one.what, "remedy": one.remedy} for one in found.findings],
    }
    if form is not Form.table or not found.findings:
        emit_one(form, document, columns=CHECKED, table=lambda: _all_well(document))
    if not found.findings:
        return 0
    first, *others = found.findings
    more = f" ({len(others)} more found)" if others else ""
    report(str(directory / first.file), first.what + more, first.remedy)
    return FAILED


@journal_commands.command()
@on_a_ledger
def build(context: typer.Context, data: Data = None, form: Format = Form.table) -> None:
    """Bring the journal up to the log: mend what is broken, seal what is due, order it by customer."""
    from projections.journal.building import DIRECTORY
    from projections.journal.building import build as build_journal
    from projections.merging import swept_at

    with open_ledger(chosen(context, data), create=False) as ledger:
        directory, last = ledger.directory / DIRECTORY, ledger.last()[0]
        note(ledger, "export", "journal build", position=last)
        with counting("events", 3 * last) as count:
            made = build_journal(ledger, directory, swept_at(ledger, last).survivors, tell=count)
    document: Row = {
        "segments": len(made.segments),
        "buckets": len(made.buckets),
        "sealed": made.sealed,
        "events": sum(segment.rows for segment in made.segments),
        "last": last,
        "directory": str(directory),
    }
    emit_one(form, document, columns=BUILT, table=lambda: _built(document))


def _all_well(document: Row) -> Paragraph:
    if not document["segments"]:
        return Paragraph("Nothing is sealed: guanxi journal build seals the log in whole segments.", indent=0)
    return Paragraph(
        ("Checked ", "green"),
        (f"{document['segments']:,} segments and {document['buckets']:,} buckets", "bold"),
        f": they hold what the log says up to position {document['sealed']:,} of {document['last']:,}.",
        indent=0,
    )


def _built(document: Row) -> Paragraph:
    return Paragraph(
        ("Built ", "green"),
        (f"{document['segments']:,} segments of {document['events']:,} events", "bold"),
        f" up to position {document['sealed']:,} of {document['last']:,} in {document['directory']}.",
        indent=0,
    )
