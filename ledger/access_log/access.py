"""One access: somebody read personal data, or took data away; and what it is hashed into."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from ledger.canonical import canonical

PREFIX = b"\x00"
BEGINNING = bytes(32)  # what stands for the row before the first

Kind = Literal["reading", "compliance", "export"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """actor: as in recorded_by. what: the command or address that gave the answer. customer: None = the whole ledger.

    kind: reading = names and texts were shown; compliance = concerns were; export = a copy was taken.
    position: the last of the ledger then.
    """

    kind: Kind
    actor: str
    what: str
    position: int
    customer: str | None = None
    contact_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """An access as it stands in the log. number: from 1, without a gap. at: microseconds, later than the row before."""

    number: int
    at: int
    access: Access
    hash: bytes


def access_hash(before: bytes, number: int, at: int, access: Access) -> bytes:
    """SHA-256(0x00 || hash of the row before || canonical JSON of the fields of this one); 32 bytes."""
    fields = {
        "actor": access.actor,
        "at": at,
        "contact_id": access.contact_id,
        "customer": access.customer,
        "kind": access.kind,
        "number": number,
        "position": access.position,
        "what": access.what,
    }
    return sha256(PREFIX + before + canonical(fields)).digest()
