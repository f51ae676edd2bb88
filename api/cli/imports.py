"""The command that records whole files: import. What reads tables loads when it runs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from api.cli.directory import chosen
from api.cli.edge import DONE, FAILED
from api.cli.failures import report_error
from api.cli.first_reject import first_reject
from api.cli.options import Data, Format
from api.cli.output import Form, emit_one
from api.cli.progress import reporting
from api.cli.tables.import_summary import summary_table
from ledger.application import Ledger, now_micros, open_ledger
from ledger.errors import NotFound
from ledger.place import Place
from projections.default_zone import default_zone

COLUMNS = (
    "batch_id", "dry_run", "rows", "rows_used", "rows_left_out", "rows_rejected", "read", "recorded", "known",
    "rejected", "by_type", "reasons", "rejects_file", "files",
)  # fmt: skip
REJECTS = "rejects"


def import_command(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="JSON Lines, or with --mapping tables.", show_default=False, readable=False
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="MAP", help="How the rows of a table become events (TOML).", readable=False),
    ] = None,
    restore: Annotated[
        bool, typer.Option("--restore", help="Keep recorded_at; only into a ledger without customers.")
    ] = False,
    ignore_recorded_at: Annotated[
        bool, typer.Option("--ignore-recorded-at", help="Drop the recorded_at of the lines.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Record nothing if anything is rejected.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Record nothing, say what would be.")] = False,
    data: Data = None,
    form: Format = Form.table,
) -> int:
    """Record the events of files; rejected rows are listed with their reasons, the others go on."""
    from api.importing.blocks import open_file
    from api.importing.importing import import_files

    place = chosen(context, data)
    for path in files:
        open_file(path).close()  # a misspelt name makes no ledger
    with _ledger(place, dry_run=dry_run) as ledger, reporting() as progress:
        summary = import_files(
            ledger,
            files,
            mapping=mapping,
            restore=restore,
            ignore_recorded_at=ignore_recorded_at,
            strict=strict,
            dry_run=dry_run,
            zone=default_zone(),
            now=now_micros(),
            rejects_dir=place.directory / REJECTS,
            progress=progress,
        )
    document = summary.document()
    first = first_reject(summary.rejects_file) if summary.rejects_file else None
    emit_one(form, document, columns=COLUMNS, table=lambda: summary_table(document, first))
    if summary.failure is None:
        return DONE
    report_error(summary.failure, "import")
    return FAILED


@contextmanager
def _ledger(place: Place, *, dry_run: bool) -> Iterator[Ledger]:
    """The ledger at this place, made where missing; for a dry run an empty one that goes away again."""
    with ExitStack() as stack:
        try:
            ledger = open_ledger(place, create=not dry_run)
        except NotFound:
            ledger = open_ledger(Path(stack.enter_context(TemporaryDirectory(prefix="guanxi-"))))
        yield stack.enter_context(ledger)
