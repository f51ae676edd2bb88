"""Rules under which several versions of the policy judged one after the other, unlike in all that counts the book."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from projections.policy import Earlier, Policy, PolicyVersion
from projections.policy_file import policy_from_json
from projections.volume_limits import VolumeFallingLimits
from tests.laws.clocks import rules_in
from tests.laws.documents import History

EPOCH = date(1970, 1, 1)
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


def turns(history: History) -> st.SearchStrategy[PolicyVersion]:
    """Up to three that follow one another while it goes on."""
    days = sorted(document.occurred_at.date() for document in history.documents)
    return turns_between(history.zone, days[0], days[-1])


@st.composite
def turns_between(draw: st.DrawFn, zone: ZoneInfo, first: date, last: date) -> PolicyVersion:
    """Up to three that follow one another between two days; every version has its own hash."""
    like = rules_in(zone).policy
    days = sorted(draw(st.sets(st.integers(0, max((last - first).days, 1)), max_size=2)))
    begins = (first - EPOCH).days
    earlier = tuple(
        Earlier(version=number, sha256=f"{number:064}", policy=draw(policies(like)), until=begins + day)
        for number, day in enumerate(days, 1)
    )
    version = len(days) + 1
    return PolicyVersion(version=version, sha256=f"{version:064}", policy=draw(policies(like)), earlier=earlier)
