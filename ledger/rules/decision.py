"""What the rules decide."""

from msgspec import Struct

from ledger.interaction import Interaction


class Decision(Struct, frozen=True, kw_only=True):
    """events: to be recorded together, in this order; the one asked for is the last. flags: what is doubtful of it."""

    events: tuple[Interaction, ...]
    flags: tuple[str, ...] = ()
