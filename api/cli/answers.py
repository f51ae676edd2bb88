"""The commands that say what events mean: book, show, timeline, history.

Projections load when one of them runs (see asking.py).
"""

from dataclasses import replace
from functools import partial
from typing import Annotated, Literal

import typer

from api.accesses import told_by_people
from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.noting import note, note_rows
from api.cli.options import (
    AsOf,
    Compliance,
    Customer,
    Data,
    Format,
    KnownAt,
    Momentum,
    Owner,
    PolicyName,
    Risk,
    Search,
    Signal,
    Sort,
    Stage,
    Tier,
)
from api.cli.output import Form, emit_list, emit_one
from api.cli.tables.book import book_table
from api.cli.tables.history import history_table
from api.cli.tables.standing import standing_page
from api.cli.tables.timeline import timeline_table
from api.envelope import BOOK_COLUMNS, HISTORY_COLUMNS, STANDING_COLUMNS, TIMELINE_COLUMNS


def book(
    context: typer.Context,
    stage: Stage = None,
    momentum: Momentum = None,
    risk: Risk = None,
    owner: Owner = None,
    tier: Tier = None,
    signal: Signal = None,
    search: Search = None,
    sort: Sort = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Every customer in one line: stage, momentum, risk, share, silence."""
    from projections import answers

    filters = {"stage": stage, "momentum": momentum, "risk": risk, "owner": owner, "tier": tier}
    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = answers.book(seen.ledger, seen.clocks, **filters, signal=signal, search=search, sort=sort)
    emit_list(form, rows, seen.asked(), columns=BOOK_COLUMNS, table=book_table)


def show(
    context: typer.Context,
    code: Customer,
    compliance: Compliance = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """One customer: where the relationship stands, why, and what is missing for the next step."""
    from projections import answers
    from projections.compliance_concern import with_concern

    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        standing = answers.standing(seen.ledger, code, seen.clocks)
        if compliance:
            standing = with_concern(standing, answers.open_concern(seen.ledger, standing["code"], seen.clocks))
            note(seen.ledger, "compliance", "show --compliance", position=seen.clocks.position, customer=code)
        note_rows(seen.ledger, told_by_people(standing), "show", position=seen.clocks.position, customer=code)
    emit_one(form, standing, columns=STANDING_COLUMNS, table=lambda: standing_page(standing, seen.asked()))


def timeline(
    context: typer.Context,
    code: Customer,
    order: Annotated[Literal["asc", "desc"], typer.Option("--order", help="Oldest or newest first.")] = "desc",
    include: Annotated[
        Literal["retracted"] | None, typer.Option("--include", help="What is left out otherwise.")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """What happened with one customer, with late and corrected facts marked."""
    from projections import answers

    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = answers.timeline(seen.ledger, code, seen.clocks, order=order, include_retracted=include == "retracted")
        note_rows(seen.ledger, rows, "timeline", position=seen.clocks.position, customer=code)
    emit_list(form, rows, seen.asked(), columns=TIMELINE_COLUMNS, table=partial(timeline_table, code))


def history(
    context: typer.Context,
    code: Customer,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    policy: PolicyName = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """How one relationship moved: a line per month end, and the reason of each step."""
    from projections import answers

    with view(chosen(context, data), Question(as_of=as_of, known_at=known_at, policy=policy)) as seen:
        rows = answers.history(seen.ledger, code, seen.clocks)
        asked = replace(seen.asked(), policy=seen.clocks.rules.cited_in_turn())
    emit_list(form, rows, asked, columns=HISTORY_COLUMNS, table=partial(history_table, code))
