"""The commands about one person's data: person shows all of it, erase destroys it."""

from typing import Annotated

import typer

from api.cli.asking import Question, view
from api.cli.directory import chosen
from api.cli.given import places
from api.cli.noting import note
from api.cli.options import Customer, Data, Format
from api.cli.output import Form, emit_list, emit_one
from api.cli.tables.events import events_table
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.receipt import receipt_line
from api.envelope import EVENT_COLUMNS
from api.receipts import RECEIPT_COLUMNS, receipt_document
from ledger.about_person import events_about
from ledger.application import now_micros, open_ledger
from ledger.erasing import erase as erase_person
from projections.event_rows import event_row

Contact = Annotated[
    str, typer.Argument(metavar="CONTACT", help="The person: a contact_id of this customer.", show_default=False)
]
TYPED = {"/customer": "CODE", "/contact_id": "CONTACT", "/data/reason": "--reason"}


def person(
    context: typer.Context, code: Customer, contact: Contact, data: Data = None, form: Format = Form.table
) -> None:
    """All that is held on one person: every event that names the contact, as far as it can be read."""
    with view(chosen(context, data), Question(as_of=None, known_at=None, policy=None)) as seen, places(TYPED):
        rows = [event_row(event) for event in events_about(seen.ledger, code, contact)]
        note(
            seen.ledger,
            "reading",
            "person",
            position=seen.clocks.position,
            customer=code,
            contact_id=contact,
        )
    emit_list(form, rows, seen.asked(), columns=EVENT_COLUMNS, table=events_table)


def erase(
    context: typer.Context,
    code: Customer,
    contact: Contact,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is recorded.", show_default=False)],
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Destroy a person's key: names and texts read "erased" from now on, for ever."""
    with open_ledger(chosen(context, data), create=False) as ledger, places(TYPED):
        done = erase_person(ledger, code, contact, reason=reason, now=now_micros())
    document = receipt_document(done.receipt)
    emit_one(
        form,
        document,
        columns=RECEIPT_COLUMNS,
        table=lambda: _line(f"the erasure of {contact} of {code}", document, done.keys),
    )


def _line(what: str, document: dict[str, object], keys: int) -> Paragraph:
    line = receipt_line(what, document)
    if keys:
        line.text.append(" The key is destroyed here; backups made earlier with keys still hold it.")
    elif not document["known"]:
        line.text.append(" There was no key here to destroy; one that is put beside this ledger will be.")
    return line
