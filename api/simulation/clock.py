"""Instants as the simulated systems write them: the offices in China time, the ledger in UTC."""

from datetime import date

from api.simulation.arguments import DAY_US, EPOCH_ORDINAL

SECOND_US = 1_000_000
MINUTE_US, HOUR_US = 60 * SECOND_US, 3600 * SECOND_US
OFFICE_US, OFFICE = 8 * HOUR_US, "+08:00"

_MINUTES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))


def office_time(us: int) -> str:
    """2025-03-14T10:00:00+08:00, without the fraction of a second."""
    day, rest = divmod((us + OFFICE_US) // SECOND_US, 86_400)
    return f"{date.fromordinal(day + EPOCH_ORDINAL)}T{_MINUTES[rest // 60]}:{rest % 60:02}{OFFICE}"


def ledger_time(us: int) -> str:
    """2025-03-14T02:00:00.000000Z, as ledger.times.format_instant, twice as fast."""
    day, rest = divmod(us, DAY_US)
    seconds, fraction = divmod(rest, SECOND_US)
    clock = _MINUTES[seconds // 60]
    return f"{date.fromordinal(day + EPOCH_ORDINAL)}T{clock}:{seconds % 60:02}.{fraction:06}Z"


def date_text(day: int) -> str:
    """2025-03-14."""
    return date.fromordinal(day + EPOCH_ORDINAL).isoformat()


def workday(day: int) -> int:
    """The day itself, or the Monday after it. 1970-01-01 was a Thursday."""
    weekday = (day + 3) % 7
    return day if weekday < 5 else day + 7 - weekday
