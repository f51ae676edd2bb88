"""The command that shows auditors who read personal data and who took copies: access-log."""

from typing import Annotated

import typer

from api.accesses import ACCESS_COLUMNS, access_row
from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.options import Data, Format
from api.cli.output import Form, emit_list
from api.cli.tables.accesses import accesses_table

LAST_NUMBER = 2**63 - 1


def access_log(
    context: typer.Context,
    after: Annotated[
        int, typer.Option("--after", min=0, max=LAST_NUMBER, metavar="NUMBER", help="Only later rows.")
    ] = 0,
    customer: Annotated[str | None, typer.Option("--customer", metavar="CODE", help="Only of this customer.")] = None,
    contact: Annotated[str | None, typer.Option("--contact", metavar="CONTACT", help="Only of this contact.")] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Who was shown names and texts, who took copies, and when: in the order in which it was noted."""
    with view(chosen(context, data), Question(as_of=None, known_at=None, policy=None)) as seen:
        rows = [
            access_row(noted)
            for noted in seen.ledger.access_log.rows(after=after, customer=customer, contact_id=contact)
        ]
    emit_list(form, rows, seen.asked(), columns=ACCESS_COLUMNS, table=accesses_table)
