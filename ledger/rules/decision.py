"""What the rules decide."""

from dataclasses import dataclass

from ledger.interaction import Interaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """events: to be recorded together, in this order; the one asked for is the last. flags: what is doubtful of it."""

    events: tuple[Interaction, ...]
    flags: tuple[str, ...] = ()
