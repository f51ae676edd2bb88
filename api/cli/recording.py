"""The commands that record one fact: record, correct, retract, reinstate."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from api.cli.directory import chosen
from api.cli.given import given_json, places
from api.cli.noting import note
from api.cli.options import Compliance, Customer, Data, Event, Format, Reason
from api.cli.output import Form, emit_one
from api.cli.tables.receipt import receipt_line
from api.receipts import RECEIPT_COLUMNS, receipt_document
from ledger.application import Receipt, now_micros, open_ledger
from ledger.document import read_document
from ledger.errors import RuleBroken
from ledger.interaction import Interaction
from ledger.place import Place
from ledger.times import format_instant
from projections.default_zone import default_zone

DataJson = Annotated[
    str,
    typer.Option(
        "--data-json",
        metavar="JSON|-|@FILE",
        help="Its fields as JSON; - reads stdin, @FILE a file.",
        show_default=False,
    ),
]
LEDGER_STREAM = "$ledger"
COMMANDS = {"EventCorrected": "correct", "EventRetracted": "retract", "EventRestored": "reinstate"}
# Where the parts of a correction's document stand on the command line.
TYPED = {
    "/data/data": "--data-json",
    "/data/data/": "/data/",
    "/data/occurred_at": "--at",
    "/data/reason": "--reason",
    "/data/event_id": "EVENT",
}


def record(
    context: typer.Context,
    code: Customer,
    type_name: Annotated[
        str, typer.Argument(metavar="TYPE", help="What happened; `guanxi schema` lists them.", show_default=False)
    ],
    data_json: DataJson = "{}",
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="TIME", help="When it happened: a date or 2026-03-01T10:00:00+08:00. Default: now."
        ),
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Where the fact comes from.")] = None,
    external_id: Annotated[
        str | None,
        typer.Option("--external-id", metavar="ID", help="Its id there: recorded again, it is known, not doubled."),
    ] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Record one interaction with a customer."""
    document = {
        "customer": code,
        "type": type_name,
        "occurred_at": at,
        "source": source,
        "external_id": external_id,
        "data": given_json(data_json, "--data-json"),
    }
    interaction = read_now(document)
    first = type_name == "CustomerRegistered"  # nothing else can be, so a misspelt directory makes no empty ledger
    with open_ledger(chosen(context, data), create=first) as ledger:
        receipt = ledger.record(interaction)
    answer(form, f"{type_name} of {code}", receipt)


def correct(
    context: typer.Context,
    event: Event,
    data_json: DataJson,
    reason: Reason,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="When it really happened, if that was wrong too.")
    ] = None,
    compliance: Compliance = False,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Replace what an event says; the original stays readable."""
    corrected = {"data": given_json(data_json, "--data-json"), "occurred_at": at, "reason": reason}
    _about(chosen(context, data), event, "EventCorrected", corrected, form, compliance)


def retract(
    context: typer.Context,
    event: Event,
    reason: Reason,
    compliance: Compliance = False,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Take an event, or a correction, back; it stays readable."""
    _about(chosen(context, data), event, "EventRetracted", {"reason": reason}, form, compliance)


def reinstate(
    context: typer.Context,
    event: Event,
    reason: Reason,
    compliance: Compliance = False,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Undo the latest correction or retraction of an event: what stood before it stands again."""
    _about(chosen(context, data), event, "EventRestored", {"reason": reason}, form, compliance)


def read_now(document: Mapping[str, Any]) -> Interaction:
    """The interaction; what was not given is left out, what has no time happens now."""
    now = now_micros()
    stated = {"occurred_at": format_instant(now), **_stated(document)}
    return read_document(stated, zone=default_zone(), now=now)


def _about(place: Place, event: str, type_name: str, about: Mapping[str, Any], form: Form, compliance: bool) -> None:
    """Record an act of record keeping on an event, for the customer that event belongs to."""
    with open_ledger(place, create=False) as ledger:
        original = ledger.find(event, for_compliance=compliance)
        if compliance:
            what = f"{COMMANDS[type_name]} --compliance"
            note(ledger, "compliance", what, position=ledger.last()[0], customer=original.stream)
        if original.stream == LEDGER_STREAM:
            raise RuleBroken(
                f"event {original.position} is the ledger's own {original.type}",
                "Only what happened with a customer can be corrected",
            )
        data = _stated({"event_id": original.event_id, **about})
        with places(TYPED):
            receipt = ledger.record(read_now({"customer": original.stream, "type": type_name, "data": data}))
    answer(form, f"{type_name} of event {original.position} ({original.type} of {original.stream})", receipt)


def answer(form: Form, what: str, receipt: Receipt) -> None:
    """The receipt of what was recorded."""
    document = receipt_document(receipt)
    emit_one(form, document, columns=RECEIPT_COLUMNS, table=lambda: receipt_line(what, document))


def _stated(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value is not None}
