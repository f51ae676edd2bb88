"""Noting in the access log what a command is about to show, or to take away."""

from collections.abc import Sequence

from api.accesses import may_be_personal, note_reading
from api.cli.screen import errors
from api.envelope import Row
from ledger.access_log.access import Access, Kind
from ledger.application import Ledger

NOT_NOTED = "{} cannot be written, so nobody could note that names and texts are read: they read sealed."
LOCAL = "local"  # whoever sits at this machine


def note(
    ledger: Ledger,
    kind: Kind,
    what: str,
    *,
    position: int,
    customer: str | None = None,
    contact_id: str | None = None,
) -> None:
    """what: the command, without "guanxi". position: the last of the ledger."""
    what = f"guanxi {what}"
    ledger.access_log.note(
        Access(kind=kind, actor=LOCAL, what=what, position=position, customer=customer, contact_id=contact_id)
    )


def note_rows(ledger: Ledger, rows: Sequence[Row], what: str, *, position: int, customer: str | None = None) -> None:
    """The same of event or timeline rows, if there may be names or texts among them."""
    if not ledger.keyring.usable and may_be_personal(rows):
        errors().print(NOT_NOTED.format(ledger.directory), soft_wrap=True)
    note_reading(ledger, rows, actor=LOCAL, what=f"guanxi {what}", position=position, customer=customer)
