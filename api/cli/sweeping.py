"""The commands that take in more than one event: merge, unmerge, revert."""

from typing import Annotated

import typer

from api.cli.directory import chosen
from api.cli.given import places
from api.cli.options import Customer, Data, Format, Reason
from api.cli.output import Form
from api.cli.recording import answer, read_now
from ledger.application import Ledger, now_micros, open_ledger
from ledger.errors import RuleBroken
from ledger.reverting import revert as take_back
from ledger.sweeping import MERGED, UNMERGED, merges_in_force

TYPED = {"/customer": "CODE", "/data/into": "--into", "/data/reason": "--reason", "/data/batch_id": "BATCH"}


def merge(
    context: typer.Context,
    code: Customer,
    into: Annotated[
        str, typer.Option("--into", metavar="CODE", help="The customer that lives on.", show_default=False)
    ],
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; it is recorded.")] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Two customers are one: all that happened with CODE counts as the other's from now on."""
    said = {"into": into} if reason is None else {"into": into, "reason": reason}
    with open_ledger(chosen(context, data), create=False) as ledger, places(TYPED):
        receipt = ledger.record(read_now({"customer": code, "type": MERGED, "data": said}))
    answer(form, f"the merge of {code} into {into}", receipt)


def unmerge(
    context: typer.Context, code: Customer, reason: Reason, data: Data = None, form: Format = Form.table
) -> None:
    """They are two after all: every answer is as if CODE had not been merged."""
    with open_ledger(chosen(context, data), create=False) as ledger, places(TYPED):
        said = {"merge_event_id": _merge_of(ledger, code), "reason": reason}
        receipt = ledger.record(read_now({"customer": code, "type": UNMERGED, "data": said}))
    answer(form, f"the end of the merge of {code}", receipt)


def revert(
    context: typer.Context,
    batch: Annotated[
        str,
        typer.Argument(metavar="BATCH", help="The batch_id of an import, as its summary gives it.", show_default=False),
    ],
    reason: Reason,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Take back a whole import: none of its events counts any more. Its file may be imported again."""
    with open_ledger(chosen(context, data), create=False) as ledger, places(TYPED):
        done = take_back(ledger, batch, reason=reason, now=now_micros())
    events = "1 event" if done.events == 1 else f"{done.events:,} events"
    answer(form, f"the end of import {batch}: {events}", done.receipt)


def _merge_of(ledger: Ledger, code: str) -> str:
    """The event_id of the merge that is in force on a customer."""
    merges = merges_in_force(ledger.sweeps(upto=ledger.last()[0]))
    if code not in merges:
        raise RuleBroken(f'customer "{code}" is not merged into another', "there is nothing to undo", "/customer")
    return merges[code].event_id
