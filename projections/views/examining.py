"""Are the views there, what made them, and how far are they: looked at as they stand, and never changed."""

from dataclasses import dataclass

from ledger.errors import GuanxiError
from ledger.finding import Finding
from projections.clocks import present_rules
from projections.views.book_slices import RowLog
from projections.views.fitness import event_id_at
from projections.views.progress import program
from projections.views.reading import Overtaken
from projections.views.store import Views

NAME = "views"
FOLLOW = "`guanxi serve` keeps them up to date; `guanxi rebuild` makes them as of now."
ANEW = "`guanxi rebuild` makes them of this one."


@dataclass(frozen=True, kw_only=True)
class KeptViews:
    """The present generation. position: up to which the log is taken in, last: where the log ends. event_id: of the
    position, None at 0. as_of: text, the end of a day.
    """

    generation: int
    position: int
    last: int
    event_id: str | None
    as_of: str
    policy_version: int
    policy_sha256: str
    made_by: str


def kept_views(views: Views, last: int) -> KeptViews | None:
    """None where there are none yet. Unavailable."""
    try:
        with views.snapshot() as reading:
            generation = reading.present_generation() if reading else 0
            noted = reading.noted(generation) if reading else None
    except Overtaken:  # taken away at this moment
        return None
    if noted is None:
        return None
    position, event_id, _, as_of, policy_version, policy_sha256, made_by = noted
    return KeptViews(
        generation=generation,
        position=position,
        last=last,
        event_id=event_id,
        as_of=as_of,
        policy_version=policy_version,
        policy_sha256=policy_sha256,
        made_by=made_by,
    )


def examine_views(views: Views, log: RowLog, now: int) -> tuple[KeptViews | None, Finding]:
    """How far they are, and what is to be said of it. now: microseconds, for the policy in force."""
    try:
        kept = kept_views(views, log.last()[0])
    except GuanxiError as error:
        return None, Finding(name=NAME, ok=False, what=error.message, remedy=error.remedy)
    if kept is None:
        return None, Finding(name=NAME, ok=True, what="there are none yet: answers read the log", remedy=FOLLOW)
    return kept, _finding(kept, log, now, place=next(filter(None, views.place().values())))


def _finding(kept: KeptViews, log: RowLog, now: int, *, place: str) -> Finding:
    if kept.position > kept.last or event_id_at(log, kept.position) != kept.event_id:
        what = f"those in {place} are of another ledger: they hold {kept.position:,} events, this one {kept.last:,}"
        return Finding(name=NAME, ok=False, what=what, remedy=ANEW)
    what = (
        f"generation {kept.generation} in {place} holds what was recorded up to position {kept.position:,} of "
        f"{kept.last:,}, as of {kept.as_of[:10]}, judged by policy {kept.policy_version}"
    )
    rules = present_rules(log, now)
    if kept.made_by != program():
        what += f"; another program made it ({kept.made_by}), and answers read the log"
    elif kept.policy_sha256 != rules.identity:
        what += f", and policy {rules.version} is in force"
    elif kept.position == kept.last:
        return Finding(name=NAME, ok=True, what=what)
    return Finding(name=NAME, ok=True, what=what, remedy=FOLLOW)
