"""An interaction with all that follows from it alone, worked out before the log is asked; by another process, even."""

from msgspec import Struct

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE
from ledger.interaction import Interaction
from ledger.privacy.scope import NOTHING, Original, Scope, scope_of
from ledger.relationship import RECORD_KEEPING, subjects_needed


class Prepared(Struct, frozen=True, kw_only=True, array_like=True):
    """body: the data as canonical JSON. subject: what the rules look the event up by. needed: the subjects they ask
    about when they decide it. scope: what is sealed, and for whom.

    Of record keeping, before the event it names is known, only `needed` is there, as far as it can be said.
    """

    interaction: Interaction
    body: bytes
    subject: str | None
    needed: tuple[str, ...]
    scope: Scope


Wanted = Interaction | Prepared


def prepare(wanted: Wanted) -> Prepared:
    """Invalid where the data cannot be stored.

    What a correction brings is read only once the event it corrects is known: until then its data may be anything.
    """
    if isinstance(wanted, Prepared):
        return wanted
    needed = tuple(sorted(subjects_needed(wanted)))
    if wanted.type in RECORD_KEEPING:
        return Prepared(interaction=wanted, body=b"", subject=None, needed=needed, scope=NOTHING)
    return as_decided(wanted, needed=needed)


def as_decided(event: Interaction, original: Original | None = None, *, needed: tuple[str, ...] = ()) -> Prepared:
    """Of an event in the form in which it is recorded. original: what record keeping is about in the end."""
    return Prepared(
        interaction=event,
        body=canonical(event.data),
        subject=CATALOGUE[event.type].subject(event.data),
        needed=needed,
        scope=scope_of(event.type, event.data, original),
    )
