"""Rules under which several versions of the policy judged one after the other, unlike in all that counts the book."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from projections.policy import Earlier, Policy, PolicyVersion
from projections.policy_file import policy_from_json
from projections.volume_limits import VolumeFallingLimits
from tests.laws.clocks import rules_in
from tests.laws.documents import History
from tests.laws.memory_log import micros

EPOCH = date(1970, 1, 1)
ANY_ZONE = timedelta(days=2)  # a day of UTC may be the one before or after anywhere else
RATES: tuple[dict[str, Decimal], ...] = (
    {},
    {"EUR": Decimal(1), "USD": Decimal("0.92"), "JPY": Decimal("0.006")},
    {"EUR": Decimal(1), "USD": Decimal(2)},
)
WINDOWS = ((84, 168, 336), (84, 168, 400), (28, 168, 90))
PARTS = (("0.80", "0.95"), ("0.40", "0.95"))


@st.composite
def policies(draw: st.DrawFn, like: Policy) -> Policy:
    """Like this one, but for rates, months of purchases, cuts of the tiers, and windows of the season."""
    watch, alert, reference = draw(st.sampled_from(WINDOWS))
    a_part, b_part = map(Decimal, draw(st.sampled_from(PARTS)))
    falling = like.signals.of(VolumeFallingLimits).model_copy(
        update={"watch_days": watch, "alert_days": alert, "reference_days": reference, "min_expected": 0.5}
    )
    found = like.model_copy(
        update={
            "currency": like.currency.model_copy(update={"rates": draw(st.sampled_from(RATES))}),
            "stage": like.stage.model_copy(update={"purchases_months": draw(st.sampled_from((12, 6)))}),
            "tier": like.tier.model_copy(update={"a_part": a_part, "b_part": b_part}),
            "signals": like.signals.model_copy(update={"volume_falling": falling}),
        }
    )
    return policy_from_json(found.model_dump_json())


def turns(history: History, asked: date | datetime = date.max) -> st.SearchStrategy[PolicyVersion]:
    """Up to three that follow one another while it goes on. asked: the last one is in force by then, as what judges a
    day always is, and by the last event.
    """
    days = sorted(document.occurred_at.date() for document in history.documents)
    on = asked.date() if isinstance(asked, datetime) else asked
    return turns_between(history.zone, days[0], min(days[-1], on) - ANY_ZONE)


@st.composite
def turns_between(draw: st.DrawFn, zone: ZoneInfo, first: date, last: date) -> PolicyVersion:
    """Up to three, of which the last comes into force a day after `last` at the latest; every version has its own
    hash.
    """
    like = rules_in(zone).policy
    span, begins = (last - first).days, (first - EPOCH).days
    days = sorted(draw(st.sets(st.integers(0, span), max_size=2))) if span >= 0 else []
    earlier = tuple(
        Earlier(version=number, sha256=f"{number:064}", policy=draw(policies(like)), until=begins + day)
        for number, day in enumerate(days, 1)
    )
    version = len(days) + 1
    return PolicyVersion(version=version, sha256=f"{version:064}", policy=draw(policies(like)), earlier=earlier)


def in_force_from(rules: PolicyVersion) -> int:
    """The first moment, in microseconds, at which the last version judges; 0 where it always did."""
    if not rules.earlier:
        return 0
    day = EPOCH + timedelta(days=rules.earlier[-1].until + 1)
    return micros(datetime.combine(day, time(0), tzinfo=ZoneInfo(rules.policy.time_zone)))
