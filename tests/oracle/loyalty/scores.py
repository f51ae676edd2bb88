"""What customers do, intend and feel, and the type that makes (section 8)."""

from datetime import timedelta
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.loyalty.bonds import months_left
from tests.oracle.loyalty.known import Number, full, known_mean
from tests.oracle.momentum import interrupted_since
from tests.oracle.money import minor, order_amount
from tests.oracle.rhythm import rhythm
from tests.oracle.seen import Seen
from tests.oracle.signals.contentment import by_dimension
from tests.oracle.signals.persons import UNKNOWN_INFLUENCE, mean_attitude, present, weight


def behavioural(seen: Seen) -> Number | None:
    days = seen.order_days(seen.orders)
    if not days:
        return None
    if interrupted_since(seen) is not None:
        return 0.0
    if len(days) < 3 or seen.moment.day - days[0] < timedelta(days=180):
        return None
    tail = rhythm(seen).tail
    return known_mean(
        [
            (25, None if tail is None else full(tail, 0.5)),
            (25, volume(seen)),
            (50, None if seen.share is None else full(seen.share, Fraction(1, 2))),
        ]
    )


def volume(seen: Seen) -> Number | None:
    """Of the 12 months against the 12 before, from 24 months after the first order on."""
    before = bought_before(seen)
    if not before or min(e["occurred_at"] for e in seen.orders) > seen.moment.before(24).at:
        return None
    return full(Fraction(seen.purchases), Fraction(before))


def bought_before(seen: Seen) -> int:
    """Orders less returns of the 12 months before the last 12, as known today."""

    def then(events: list[Event]) -> list[Event]:
        late = seen.inside(events, 12)
        return [e for e in seen.inside(events, 24) if e not in late and e["data"]["currency"] == seen.currency]

    bought = sum(order_amount(e["data"]) for e in then(seen.orders))
    back = sum(minor(e["data"]["amount"], seen.currency) for e in then(seen.of("GoodsReturned")))
    return max(0, bought - back)


def said(seen: Seen, kind: str, months: int) -> Fraction | None:
    """Ten times the mean of the latest score of each contact, weighted by influence; words of nobody named count as
    one more's."""
    latest: dict[str | None, Event] = {}
    for event in sorted(seen.inside(seen.of(kind), months), key=by_time):
        latest[event["data"].get("contact_id")] = event
    weighed = [
        (weight(seen, contact_id) if contact_id else UNKNOWN_INFLUENCE, Fraction(event["data"]["score"]))
        for contact_id, event in latest.items()
    ]
    total = sum(w for w, _ in weighed)
    return 10 * sum((w * score for w, score in weighed), Fraction(0)) / total if total else None


def intent(seen: Seen) -> Fraction | None:
    return said(seen, "RepurchaseIntentStated", 12)


def attitudinal(seen: Seen) -> Number | None:
    left, stated = months_left(seen), intent(seen)
    horizon = None if left is None else full(left, 24)
    if stated is None:
        return None if horizon is None else min(horizon, 60)
    return known_mean([(70, stated), (30, horizon)])


def emotional(seen: Seen) -> Number | None:
    liked = mean_attitude(seen, present(seen))
    base = known_mean([(2, said(seen, "RecommendationScored", 24)), (1, None if liked is None else 50 + 50 * liked)])
    referrals = len(seen.inside(seen.of("ReferralMade"), 24))
    if base is None and not referrals:
        return None
    return min(100, (60 if base is None else base) + min(20, 10 * referrals))


def attitude(seen: Seen) -> Number | None:
    """A contract alone tells of none; at most 60 while a rival is preferred."""
    intended = None if intent(seen) is None else attitudinal(seen)
    mean = known_mean([(1, intended), (1, emotional(seen))])
    against = by_dimension(
        seen, lambda one: Fraction(one["perceived"]) - Fraction(one["best_rival"]) if "best_rival" in one else None
    )
    preferred = bool(against) and sum(against) / len(against) < 0
    return mean if mean is None or not preferred else min(mean, 60)


def kind(seen: Seen) -> str | None:
    does, feels = behavioural(seen), attitude(seen)
    if does is None or feels is None:
        return None
    high = (round(float(does), 9) >= 65, round(float(feels), 9) >= 65)
    return {(True, True): "true", (False, True): "latent", (True, False): "spurious", (False, False): "none"}[high]
