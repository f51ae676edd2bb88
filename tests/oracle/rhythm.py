"""How a customer orders, and how surprising its silence is (signals.md section 1, with floats)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import log

from tests.oracle.policy import Policy
from tests.oracle.seen import Seen, median_gap


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """Probabilities are None before the third order-day."""

    orders: int
    first_order_on: date | None = None
    last_order_on: date | None = None
    silent_days: int | None = None
    median_gap_days: Fraction | None = None
    tail: float | None = None
    p_rule: float | None = None
    p_lapsed: float | None = None


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The two probabilities for any number of silent days."""

    days: Sequence[date]
    policy: Policy

    def tail(self, silent: int) -> float:
        """How likely an active customer with this history stays silent so long."""
        p, half_life = self.policy, self.policy["half_life_days"]
        first, last = self.days[0], self.days[-1]
        forgotten = p["forgotten_half_lives"] * half_life
        ages = [(last - day).days for day in self.days[1:]]
        weight = sum(2.0 ** (-age / half_life) for age in ages if age <= forgotten)
        exposure = half_life / log(2) * (1 - 2.0 ** (-(last - first).days / half_life))
        known = p["alpha_days"] + exposure
        return float((known / (known + silent)) ** (p["r"] + weight))

    @property
    def odds_of_stopping(self) -> float:
        return float(self.policy["a"] / (self.policy["b"] + len(self.days) - 1))

    def lapsed(self, silent: int) -> float:
        return self.odds_of_stopping / (self.odds_of_stopping + self.tail(silent))

    def rule(self, silent: int) -> float:
        """This silence will reach the lapse day."""
        if silent >= self.policy["lapse_days"]:
            return 1.0
        q = self.odds_of_stopping
        return (q + self.tail(self.policy["lapse_days"])) / (q + self.tail(silent))

    def severity(self, silent: int) -> str | None:
        p, tail = self.policy, self.tail(silent)
        if tail < p["overdue_crisis"]:
            return "crisis"
        if tail < p["overdue_alert"] or self.rule(silent) >= p["overdue_alert_rule"]:
            return "alert"
        return "watch" if tail < p["overdue_watch"] else None


def rhythm(seen: Seen) -> Rhythm:
    days = seen.order_days(seen.orders)
    if not days:
        return Rhythm(orders=0)
    silent = (seen.moment.day - days[-1]).days
    silence = Silence(days=days, policy=seen.policy)
    judged = len(days) >= seen.policy["rhythm_from_orders"]
    return Rhythm(
        orders=len(days),
        first_order_on=days[0],
        last_order_on=days[-1],
        silent_days=silent,
        median_gap_days=median_gap(days) if len(days) >= 2 else None,
        tail=silence.tail(silent) if judged else None,
        p_rule=silence.rule(silent) if judged else None,
        p_lapsed=silence.lapsed(silent) if judged else None,
    )


def order_overdue(seen: Seen) -> tuple[str | None, date | None]:
    """Its severity, and the first day of this silence on which a condition held."""
    days = seen.order_days(seen.orders)
    if len(days) < seen.policy["rhythm_from_orders"]:
        return None, None
    silence = Silence(days=days, policy=seen.policy)
    silent = (seen.moment.day - days[-1]).days
    severity = silence.severity(silent)
    if severity is None:
        return None, None
    first = next(day for day in range(silent + 1) if silence.severity(day) is not None)
    return severity, days[-1] + timedelta(days=first)
