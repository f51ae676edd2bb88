"""The clocks of a question, for the answers of the product."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from projections.clocks import Clocks, Log
from projections.policy import PolicyVersion
from projections.policy_file import default_policy
from tests.laws.memory_log import micros
from tests.oracle.moments import end_of_day


def rules_in(zone: ZoneInfo) -> PolicyVersion:
    """The default policy, in another time zone, where customers are compared in euros."""
    default = default_policy()
    compared = default.policy.currency.model_copy(update={"reporting": "EUR"})
    policy = default.policy.model_copy(update={"time_zone": zone.key, "currency": compared})
    return PolicyVersion(version=default.version, sha256=default.sha256, policy=policy)


def clocks(log: Log, *, as_of: date | datetime, known_at: datetime | None = None, zone: ZoneInfo) -> Clocks:
    position, recorded_at = log.last()
    return Clocks(
        as_of=micros(as_of if isinstance(as_of, datetime) else end_of_day(as_of, zone)),
        known_at=recorded_at if known_at is None else micros(known_at),
        position=position,
        cut=position if known_at is None else log.position_at(micros(known_at)),
        rules=rules_in(zone),
    )
