"""What a signal is read from, and what a reading says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.effective import Event
from tests.oracle.seen import Seen

ORDER = (None, "watch", "alert", "crisis")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One customer at one review. book: all customers, from the same moment. entered: when it came into its stage."""

    seen: Seen
    book: Sequence[Seen]
    stage: str
    entered: date

    @property
    def today(self) -> date:
        return self.seen.moment.day

    def within(self, event: Event, days: int) -> bool:
        """In the last so many days, today included."""
        return self.age(event) < days

    def age(self, event: Event) -> int:
        return (self.today - self.seen.day_of(event)).days


@dataclass(frozen=True, kw_only=True)
class Fires:
    """since: None where only the reviews can tell."""

    level: str
    since: date | None = None


def fires(level: str | None, since: date | None = None) -> Fires | None:
    return Fires(level=level, since=since) if level else None


def worst(found: Iterable[Fires | None]) -> Fires | None:
    """The worst level, since the earliest of all that fire."""
    firing = [one for one in found if one is not None]
    if not firing:
        return None
    days = [one.since for one in firing if one.since is not None]
    return Fires(level=max((one.level for one in firing), key=ORDER.index), since=min(days, default=None))


def graded(
    value: float | Fraction,
    *,
    watch: float | Fraction | None = None,
    alert: float | Fraction | None = None,
    crisis: float | Fraction | None = None,
) -> str | None:
    """The worst level whose threshold the value reaches."""
    for level, threshold in (("crisis", crisis), ("alert", alert), ("watch", watch)):
        if threshold is not None and value >= threshold:
            return level
    return None


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
