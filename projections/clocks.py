"""The three clocks of every answer: valid time, transaction time, rules."""

import re
from dataclasses import dataclass, replace
from typing import Protocol
from zoneinfo import ZoneInfo

from ledger.errors import Invalid
from ledger.times import format_instant, read_date, read_instant
from projections.calendar import day_end, local, months_before
from projections.policy import Policy, PolicyVersion
from projections.policy_file import default_policy
from projections.policy_versions import PolicyLog, named, rules_on, versions


class Log(PolicyLog, Protocol):
    """What the clocks ask of a ledger."""

    def last(self) -> tuple[int, int | None]:
        """Position and recorded_at (microseconds) of the last event; (0, None) on an empty ledger."""

    def position_at(self, known_at: int) -> int:
        """The last position recorded by known_at, inclusive; 0 when nothing was."""


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """Resolved clocks. as_of, known_at: microseconds since 1970 UTC, inclusive; known_at is None on an empty ledger.

    position: the ledger's last position when answering. cut: the last position known at known_at.
    """

    as_of: int
    known_at: int | None
    position: int
    cut: int
    rules: PolicyVersion

    @property
    def policy(self) -> Policy:
        return self.rules.policy

    def as_of_text(self) -> str:
        return format_instant(self.as_of)

    def known_at_text(self) -> str | None:
        return None if self.known_at is None else format_instant(self.known_at)


def resolve(
    ledger: Log,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    policy: str | PolicyVersion | None = None,
    now: int,
) -> Clocks:
    """Clocks from what was asked: dates (their last microsecond in the ledger's zone), instants, or nothing.

    policy: a version's number or hash, or a policy that was read. Defaults: as_of today, known_at the last recorded
    event, each review by the version in force at it among those known. Raises Invalid naming the clock.
    """
    given = policy if isinstance(policy, PolicyVersion) else None
    zone = (given or default_policy()).policy.zone
    position, recorded_at = ledger.last()
    known = recorded_at if known_at is None else _read(known_at, zone, "/known_at")
    cut = position if known_at is None or known is None else ledger.position_at(known)
    versions_known = [] if given else versions(ledger, cut)
    if isinstance(policy, str):
        given = named(versions_known, policy)
        zone = given.policy.zone
    asked = _read(as_of, zone, "/as_of") if as_of is not None else day_end(local(now, zone).date(), zone)
    rules = given or rules_on(versions_known, local(asked, zone).date())
    return Clocks(as_of=asked, known_at=known, position=position, cut=cut, rules=rules)


def present_rules(ledger: Log, now: int) -> PolicyVersion:
    """What judges today, of all that was published."""
    return rules_on(versions(ledger, ledger.last()[0]), local(now, default_policy().policy.zone).date())


def today(ledger: Log, *, rules: PolicyVersion, now: int) -> Clocks:
    """The clocks of somebody who names none: the end of today, all that is recorded. now: microseconds."""
    position, recorded_at = ledger.last()
    return Clocks(as_of=end_of_day(rules, now), known_at=recorded_at, position=position, cut=position, rules=rules)


def beginning(clocks: Clocks, since: str | None) -> Clocks:
    """The same clocks at an earlier as_of: a date, an instant, or without one a year before. Invalid if it is later."""
    zone = clocks.policy.zone
    begin = months_before(clocks.as_of, 12, zone) if since is None else _read(since, zone, "/from")
    if begin > clocks.as_of:
        raise Invalid(
            f"{since} lies after the date asked for", "Begin at an earlier date, or give a later as_of", "/from"
        )
    return replace(clocks, as_of=begin)


def end_of_day(rules: PolicyVersion, moment: int) -> int:
    """The last microsecond of the day a moment lies in, in the zone of the rules."""
    zone = rules.policy.zone
    return day_end(local(moment, zone).date(), zone)


def _read(text: str, zone: ZoneInfo, pointer: str) -> int:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = read_date(text, pointer=pointer)
        if not 1900 <= day.year <= 2200:
            raise Invalid(f"{text} is out of range", "Ask for a day between 1900 and 2200", pointer)
        return day_end(day, zone)
    moment = read_instant(text, zone, pointer=pointer)
    if not 1900 <= local(moment, zone).year <= 2200:
        raise Invalid(f"{text} is out of range", "Ask for a moment between 1900 and 2200", pointer)
    return moment
