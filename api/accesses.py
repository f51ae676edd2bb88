"""Which answers hold personal data, and how an access log row reads, on the command line and over HTTP."""

from collections.abc import Iterable
from typing import Any

from api.envelope import Row
from api.log import WITHHELD
from ledger.access_log.access import Access, Noted
from ledger.application import Ledger
from ledger.catalogue import CATALOGUE
from ledger.times import format_instant

ACCESS_COLUMNS = ("number", "at", "kind", "actor", "what", "position", "customer", "contact_id", "hash")


def note_reading(
    ledger: Ledger, rows: Iterable[Row], *, actor: str, what: str, position: int, customer: str | None = None
) -> bool:
    """Note that somebody is given these event or timeline rows, if there may be names or texts among them; whether."""
    if not ledger.keyring.usable or not may_be_personal(rows):
        return False
    ledger.access_log.note(Access(kind="reading", actor=actor, what=what, position=position, customer=customer))
    return True


def told_by_people(standing: Row) -> list[Row]:
    """What a standing holds of the texts of events: the reasons of overrides."""
    return [{"type": "OverrideSet"} for _ in standing["overrides"]]


def may_be_personal(rows: Iterable[Row]) -> bool:
    """Whether there may be names or texts among these event or timeline rows."""
    return any(_may_be_personal(row["type"]) for row in rows)


def _may_be_personal(kind: str) -> bool:
    """Whether events of this type have fields that are sealed; of a type not known here they may."""
    known = CATALOGUE.get(kind)
    return kind != WITHHELD if known is None else bool(known.sealed)


def access_row(noted: Noted) -> dict[str, Any]:
    """One row of the access log; what it is not about is null, the hash is lower-case hex."""
    access = noted.access
    return {
        "number": noted.number,
        "at": format_instant(noted.at),
        "kind": access.kind,
        "actor": access.actor,
        "what": access.what,
        "position": access.position,
        "customer": access.customer,
        "contact_id": access.contact_id,
        "hash": noted.hash.hex(),
    }
