"""The command `portfolio`: the book as a whole."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.options import DATE_OR_TIME, AsOf, Data, Format, KnownAt, PolicyName
from api.cli.output import Form, emit_list
from api.cli.tables.portfolio import portfolio_table
from api.envelope import PORTFOLIO_COLUMNS


def portfolio(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            "--from", metavar=DATE_OR_TIME, help="Where movements begin; a date means its end. Default: a year before."
        ),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """The book as a whole: customers and money by stage and risk, and how they moved between two dates."""
    from projections import answers
    from projections.clocks import beginning

    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        begin = beginning(seen.clocks, since)
        now, then = (answers.whole_book(seen.ledger, clocks) for clocks in (seen.clocks, begin))
        rows = answers.portfolio(now, then, seen.clocks)
    begun = replace(seen, clocks=begin).asked().day()
    emit_list(form, rows, seen.asked(), columns=PORTFOLIO_COLUMNS, table=partial(portfolio_table, begun))
