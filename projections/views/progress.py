"""How far the views are: the clocks at which their rows were made."""

import hashlib
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from projections.book_counts import BookCounts
from projections.clocks import Clocks
from projections.parameters import Parameters, parameters_of
from projections.policy import PolicyVersion
from projections.views.postgres import schema as in_database
from projections.views.sqlite import schema as in_file


@cache
def program() -> str:
    """What makes the rows; another version or layout may make them differently."""
    try:
        release = version("guanxi-ledger")
    except PackageNotFoundError:
        release = "not installed"
    layouts = f"{in_file.layout()}\n{in_database.layout()}"
    return f"guanxi {release}, layout {hashlib.sha256(layouts.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """generation: which set of tables. position, event_id, known_at: of the last event taken in; 0 and None on an
    empty ledger. as_of: microseconds, the end of a day. counts: of the whole book, by these rules; parameters:
    what follows from them. made_by: the program.
    """

    generation: int
    position: int
    event_id: str | None
    known_at: int | None
    as_of: int
    policy_version: int
    policy_sha256: str
    rules: PolicyVersion
    counts: BookCounts
    parameters: Parameters
    made_by: str = field(default_factory=program)


def progress_at(
    clocks: Clocks, *, generation: int, event_id: str | None, counts: BookCounts, before: Progress | None = None
) -> Progress:
    """The progress of views made at default clocks, which know all up to their position. before: by the same policy."""
    known = before.parameters if before is not None and before.counts is counts else None
    return Progress(
        generation=generation,
        position=clocks.position,
        event_id=event_id,
        known_at=clocks.known_at,
        as_of=clocks.as_of,
        policy_version=clocks.rules.version or 0,
        policy_sha256=clocks.rules.identity,
        rules=clocks.rules,
        counts=counts,
        parameters=known or parameters_of(counts),
    )
