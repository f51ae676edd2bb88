"""Instants of a document as a reader wants them: dates and minutes in the ledger's zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from projections.words import Language, Words

UTC = ZoneInfo("UTC")
_TICK = timedelta(microseconds=1)
_DAYS = Words(en="{days:day|days}", zh="{days} 天")
_MONTHS = Words(en="{months:month|months}", zh="{months} 个月")
_YEARS = Words(en="{years:year|years}", zh="{years} 年")
_YEARS_AND_MONTHS = Words(en="{years:year|years} {months:month|months}", zh="{years} 年 {months} 个月")


def local(instant: str, zone: ZoneInfo) -> datetime:
    """The instant of an answer (RFC 3339) in the ledger's zone."""
    return datetime.fromisoformat(instant).astimezone(zone)


def day(instant: str, zone: ZoneInfo) -> str:
    """The date of an instant."""
    return local(instant, zone).date().isoformat()


def minute(instant: str, zone: ZoneInfo) -> str:
    """ "2026-10-29 08:15 UTC"."""
    return local(instant, zone).strftime("%Y-%m-%d %H:%M %Z")


def asked(instant: str, zone: ZoneInfo) -> str:
    """A clock as it was asked for: the last moment of a day is that day, anything else an instant."""
    moment = local(instant, zone)
    return moment.date().isoformat() if (moment + _TICK).date() > moment.date() else minute(instant, zone)


def lasted(since: str, until: date, language: Language = "en") -> str:
    """How long, in the largest unit that says it: "12 days", "7 months", "2 years 3 months"."""
    start = date.fromisoformat(since)
    whole = (until.year - start.year) * 12 + until.month - start.month
    if until.day < start.day and (until + timedelta(days=1)).month == until.month:
        whole -= 1
    if whole < 2:
        return _DAYS.said({"days": (until - start).days}, language)
    if whole < 24:
        return _MONTHS.said({"months": whole}, language)
    years, months = divmod(whole, 12)
    return (_YEARS_AND_MONTHS if months else _YEARS).said({"years": years, "months": months}, language)
