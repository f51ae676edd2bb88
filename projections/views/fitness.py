"""Whether views can be followed from where they stand, or have to be made anew."""

from projections.policy import PolicyVersion
from projections.views.book_slices import RowLog
from projections.views.progress import Progress


def fit_to_follow(progress: Progress, log: RowLog, rules: PolicyVersion) -> bool:
    """The same rules judged them, and their last event is the one this log has at that position."""
    if progress.policy_sha256 != rules.identity or progress.position > log.last()[0]:
        return False
    return event_id_at(log, progress.position) == progress.event_id


def event_id_at(log: RowLog, position: int) -> str | None:
    """The id of the event at a position; None at 0."""
    return next((row[1] for row in log.rows(after=position - 1, upto=position)), None) if position else None
