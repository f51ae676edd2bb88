"""What a simulated book is a function of, and the calendar that follows from it."""

from bisect import bisect
from dataclasses import dataclass
from datetime import date
from functools import cached_property

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
DAY_US = 86_400_000_000


def day_of(on: date) -> int:
    """Days since 1970-01-01."""
    return on.toordinal() - EPOCH_ORDINAL


def date_of(day: int) -> date:
    return date.fromordinal(day + EPOCH_ORDINAL)


@dataclass(frozen=True, kw_only=True)
class Arguments:
    """customers, years: at least 1. until: exclusive; nothing happens or is recorded from 00:00 UTC of that day on.

    A customer's events depend on its place in the book, years, seed and until: a larger book begins with the smaller.
    """

    customers: int
    years: int
    seed: int
    until: date

    @cached_property
    def start(self) -> int:
        """The first day, the same date `years` before `until` (1 March for 29 February)."""
        try:
            return day_of(self.until.replace(year=self.until.year - self.years))
        except ValueError:
            return day_of(date(self.until.year - self.years, 3, 1))

    @cached_property
    def end(self) -> int:
        """The day of `until`, on which nothing happens any more."""
        return day_of(self.until)

    @cached_property
    def end_us(self) -> int:
        return self.end * DAY_US

    @cached_property
    def months(self) -> tuple[int, ...]:
        """The first day of every calendar month touched, and of the one after: month m is months[m] to months[m+1]."""
        first, last = date_of(self.start), date_of(self.end - 1)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        years_and_months = (divmod(first.month - 1 + m, 12) for m in range(count + 1))
        return tuple(day_of(date(first.year + y, m + 1, 1)) for y, m in years_and_months)

    @cached_property
    def first_month(self) -> int:
        """The calendar month of month 0, January = 0."""
        return date_of(self.start).month - 1

    def month_of(self, day: int) -> int:
        """The index of the month a day lies in, held within the months there are."""
        return max(0, bisect(self.months, day, hi=len(self.months) - 1) - 1)
