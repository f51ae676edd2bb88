"""The command that lists customers who are likely one: duplicates."""

from collections.abc import Sequence

import typer
from rich.console import Group, RenderableType

from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.options import AsOf, Data, Format, KnownAt, PolicyName
from api.cli.output import Form, emit_list
from api.cli.tables.amounts import counted
from api.cli.tables.grid import Column, Grid
from api.cli.tables.heading import Asked, heading
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.envelope import Row

COLUMNS = ("code", "name", "into", "into_name", "country", "why")
TITLES = tuple(Column(title=title) for title in ("CODE", "NAME", "INTO", "ITS NAME", "WHY"))


def duplicates(
    context: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Customers that are likely entered twice: the same name but for its writing, in the same country."""
    from projections import answers

    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = answers.likely_duplicates(seen.ledger, seen.clocks)
    emit_list(form, rows, seen.asked(), columns=COLUMNS, table=_table)


def _table(rows: Sequence[Row], clocks: Asked) -> RenderableType:
    title = heading("Duplicates", counted(len(rows), "customer"), clocks)
    if not rows:
        return Group(*title, "", Paragraph("No two customers look like one."))
    lines = [[one_line(str(row[name])) for name in ("code", "name", "into", "into_name", "why")] for row in rows]
    return Group(*title, "", Grid(TITLES, lines), "", Paragraph("If they are: guanxi merge CODE --into INTO."))
