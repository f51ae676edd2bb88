"""An interaction with all that follows from it alone, worked out before the log is asked; by another process, even."""

from msgspec import Struct

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE
from ledger.interaction import Interaction
from ledger.privacy.scope import Scope, scope_of
from ledger.relationship import subjects_needed


class Prepared(Struct, frozen=True, kw_only=True, array_like=True):
    """body: the data as canonical JSON. subject: what the rules look the event up by. needed: the subjects they ask
    about when they decide it. scope: what is sealed, and for whom.

    Of record keeping, needed and scope are only as much as can be said before the event it names is known.
    """

    interaction: Interaction
    body: bytes
    subject: str | None
    needed: tuple[str, ...]
    scope: Scope


Wanted = Interaction | Prepared


def prepare(wanted: Wanted) -> Prepared:
    """Invalid where the data cannot be stored."""
    if isinstance(wanted, Prepared):
        return wanted
    return Prepared(
        interaction=wanted,
        body=canonical(wanted.data),
        subject=CATALOGUE[wanted.type].subject(wanted.data),
        needed=tuple(sorted(subjects_needed(wanted))),
        scope=scope_of(wanted.type, wanted.data),
    )
