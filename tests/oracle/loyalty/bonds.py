"""What binds whom, and whether who is bound is happy too (section 8)."""

from datetime import date
from fractions import Fraction

from tests.oracle.effective import by_time
from tests.oracle.loyalty.known import Number
from tests.oracle.seen import Seen
from tests.oracle.signals.contentment import by_dimension, modelled_gap

POINTS = {
    "equity": 30,
    "strategic_agreement": 20,
    "integration": 20,
    "tooling": 20,
    "custom_product": 15,
    "joint_development": 15,
    "joint_quality": 10,
    "joint_project": 10,
    "staff_exchange": 10,
    "training": 10,
}


def months_left(seen: Seen) -> Fraction | None:
    """Of the longest contract in force: begun, not ended, not run out; by what was last said of each."""
    left = []
    for signed in seen.of("ContractSigned"):
        name = signed["data"]["contract_id"]
        if not seen.is_open(signed, "ContractEnded", "contract_id"):
            continue
        said = [e for e in seen.of("ContractSigned", "ContractRenewed") if e["data"]["contract_id"] == name]
        latest = max(said, key=by_time)["data"]
        begins = date.fromisoformat(latest["starts_on"]) if "starts_on" in latest else date.min
        ends = date.fromisoformat(latest["ends_on"])
        if begins <= seen.moment.day <= ends:
            left.append((ends - seen.moment.day).days)
    return max(left) / (Fraction("365.25") / 12) if left else None


def cost(seen: Seen, *, of_us: bool = False) -> Number | None:
    """None before the first event."""
    if not seen.past:
        return None
    total: Number = Fraction(0)
    sides = ("us", "both") if of_us else ("customer", "both")
    for kind, points in POINTS.items():
        bonds = [
            e
            for e in seen.of("BindingFormed")
            if e["data"]["kind"] == kind and seen.binds(e) and e["data"].get("invested_by", "both") in sides
        ]
        total += points * (Fraction(3, 2) if len(bonds) > 1 else len(bonds))
    return min(100, total + min(15, months_left(seen) or 0))


def locks(seen: Seen) -> tuple[Number, Number, str | None]:
    """Our own, what binds both, and who is bound much more."""
    theirs, ours = cost(seen) or 0, cost(seen, of_us=True) or 0
    sided = None if abs(theirs - ours) <= 30 else "customer" if theirs > ours else "us"
    return ours, min(theirs, ours), sided


def retention(seen: Seen, attitude: Number | None) -> str | None:
    perceived = by_dimension(seen, lambda score: Fraction(score["perceived"]))
    modelled = modelled_gap(seen)
    if perceived:
        happy = 10 * sum(perceived) / len(perceived) >= 70
    elif modelled is not None:
        happy = round(modelled, 9) >= -0.5
    elif attitude is not None:
        happy = round(float(attitude), 9) >= 65
    else:
        return None
    bound = (cost(seen) or 0) >= 30
    return {(True, True): "anchored", (True, False): "free", (False, True): "captive"}.get((happy, bound), "leaving")
