"""The level they are at, the level we serve, and the gaps between (section 5)."""

from tests.oracle.effective import Event, by_time
from tests.oracle.seen import Seen

LEVELS = ("survival", "safety", "social", "esteem", "self_actualisation")
DESERVES = {"A": "esteem", "B": "social", "C": "safety"}


def needs(seen: Seen) -> dict[str, str | int | None]:
    told = [e for e in seen.of("NeedObserved") if e["data"]["subject"] == "organisation"]
    at = max((place(e) for e in seen.inside(told, 24)), default=None)
    answers = [e for e in told if "met" in e["data"]]
    served = served_level({place(e): e["data"]["met"] for e in sorted(answers, key=by_time)})
    deserved = LEVELS.index(DESERVES[seen.tier]) if seen.tier else None
    return {
        "customer_level": None if at is None else LEVELS[at],
        "served_level": LEVELS[served] if answers and served >= 0 else None,
        "need_gap": max(0, at - served) if answers and at is not None else None,
        "tier_gap": max(0, deserved - served) if answers and deserved is not None else None,
    }


def place(event: Event) -> int:
    return LEVELS.index(event["data"]["level"])


def served_level(met: dict[int, str]) -> int:
    """The highest level with yes and no "no" at or below it; -1 for none."""
    found = -1
    for level in range(len(LEVELS)):
        if met.get(level) == "no":
            break
        if met.get(level) == "yes":
            found = level
    return found
