"""Law: every score lies within 0 and 100, and more of what is good for it never lowers it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.effort import effort
from tests.projections.loyalty.told import contact
from tests.projections.signals.one_customer import Happened, Row, every, happened, ordered, registered, standing

ON = "2024-06-05"
DRIVERS = ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")
LOYALTIES = ("behavioural", "attitudinal", "emotional", "attitude", "switching_cost", "communication")
LEVELS, MET, BONDS = ("operational", "middle", "executive"), ("no", "partly", "yes"), ("training", "tooling", "equity")

# How much of a good thing there can be, and the scores that it must never lower.
GOOD = {
    "intent": (10, ("attitudinal", "attitude")),
    "recommended": (10, ("emotional", "attitude")),
    "referrals": (3, ("emotional", "attitude")),
    "amount": (10, ("behavioural",)),
    "bonds": (6, ("switching_cost",)),
    "level": (2, ("communication",)),
    "perceived": (10, ("organisational_interest",)),
    "proofs": (4, ("organisational_trust",)),
    "met": (2, ("personal_interest",)),
    "kept": (3, ("personal_trust",)),
}


def history(much: dict[str, int]) -> list[Happened]:
    """A customer of two years, with so much of each good thing."""
    day = "2024-05-20"
    scores = [{"dimension": "price", "perceived": str(much["perceived"]), "expected": "5"}]
    promised = [{"commitment_id": f"P{number}"} for number in range(3)]
    return [
        registered("2022-01-01"),
        contact("K-1", level=LEVELS[much["level"]]),
        happened("2022-01-02", "AnnualSpendEstimated", amount="9000.00", currency="EUR"),
        *(ordered(on) for on in every(30, "2022-01-10", 17)),
        *(ordered(on, f"{20 * much['amount'] + 1}.00") for on in every(30, "2023-06-10", 12)),
        *(happened("2024-01-01", "CommitmentMade", by="us", due_on="2024-04-01", **one) for one in promised),
        *(happened("2024-03-01", "CommitmentKept", **one) for one in promised[: much["kept"]]),
        *(happened(day, "ReferralMade") for _ in range(much["referrals"])),
        *(happened(day, "BindingFormed", binding_id=f"B{n}", kind=BONDS[n % 3]) for n in range(much["bonds"])),
        *(happened(day, "ValueDemonstrated", kind="certificate", contact_ids=["K-1"]) for _ in range(much["proofs"])),
        happened(day, "NeedObserved", level="esteem", subject="person", contact_id="K-1", met=MET[much["met"]]),
        happened(day, "RepurchaseIntentStated", score=str(much["intent"])),
        happened(day, "RecommendationScored", score=str(much["recommended"])),
        happened(day, "SatisfactionSurveyed", scores=scores),
        happened(day, "VisitMade", contact_ids=["K-1"]),
    ]


def scores_of(much: dict[str, int]) -> dict[str, int | None]:
    found: Row = standing(history(much), ON)
    named = {name: found["drivers"][name] for name in DRIVERS} | {name: found["loyalty"][name] for name in LOYALTIES}
    return {name: score["value"] for name, score in named.items()}


@effort(5)
@given(st.fixed_dictionaries({name: st.integers(0, most) for name, (most, _) in GOOD.items()}))
def test_scores_lie_within_their_bounds_and_more_of_the_good_never_lowers_them(much: dict[str, int]) -> None:
    before = scores_of(much)
    assert [name for name, value in before.items() if value is not None and not 0 <= value <= 100] == []
    for good, (most, names) in GOOD.items():
        after = scores_of(much | {good: most})
        lowered = [name for name in names if (before[name] or 0) > (after[name] or 0)]
        assert lowered == [], (good, before, after)
