"""What a verification finds."""

from collections.abc import Mapping
from dataclasses import dataclass

RESTORE = "Restore the ledger from a backup made before this happened, and find out who or what changed the file."


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Something that is not as it was recorded.

    position: of the event, None where it is not about one event. what: a sentence without its full stop.
    """

    position: int | None
    what: str
    remedy: str = RESTORE


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """events: how many were looked at before the first that differs, all of them when none does.

    differences: the first event that differs, then what is wrong with the file as a whole; () when all is well.
    later: events of types or schemas that only a later version knows, by "TYPE schema N"; all of them was checked but
    what their subject should be.
    """

    events: int
    differences: tuple[Difference, ...] = ()
    later: Mapping[str, int]
