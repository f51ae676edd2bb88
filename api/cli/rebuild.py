"""The command that makes the views anew from the log: rebuild. Projections load when it runs."""

from collections.abc import Callable

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.options import Data, Format
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import now_micros, open_ledger
from ledger.times import format_instant

COLUMNS = ("position", "as_of", "known_at", "customers", "generation", "file")


def rebuild(context: typer.Context, data: Data = None, form: Format = Form.table) -> None:
    """Make the views (views.db) anew from the log; who reads them sees the old ones until the new are whole."""
    from projections.follower.rebuild import rebuild as rebuild_views
    from projections.views.schema import FILE_NAME

    with open_ledger(chosen(context, data), create=False) as ledger:
        views, customers = ledger.directory / FILE_NAME, len(ledger.customers())
        with counting("customers", customers) as count:
            progress = rebuild_views(ledger, views, clock=now_micros, tell=_more(count))
    made: Row = {
        "position": progress.position,
        "as_of": format_instant(progress.as_of),
        "known_at": None if progress.known_at is None else format_instant(progress.known_at),
        "customers": customers,
        "generation": progress.generation,
        "file": str(views),
    }
    emit_one(form, made, columns=COLUMNS, table=lambda: _sentence(made))


def _more(count: Callable[[int], None]) -> Callable[[int, int], None]:
    """From how many are done to how many more are."""
    before = 0

    def tell(done: int, of: int) -> None:
        nonlocal before
        count(max(done - before, 0))
        before = done

    return tell


def _sentence(made: Row) -> Paragraph:
    noun = "customer" if made["customers"] == 1 else "customers"
    return Paragraph(
        ("Rebuilt ", "green"),
        (f"the views of {made['customers']:,} {noun}", "bold"),
        (f" at position {made['position']}, as of {made['as_of'][:10]}.", ""),
        indent=0,
    )
