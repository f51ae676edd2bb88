"""Needs: the level they are at, the level we serve, and the two gaps."""

from tests.model.showing import saw, shows
from tests.projections.signals.one_customer import Happened, Row, happened, registered, standing

ON = "2024-06-05"


def need(level: str, met: str | None = None, on: str = "2024-06-01", subject: str = "organisation") -> Happened:
    return happened(on, "NeedObserved", level=level, subject=subject, **({"met": met} if met else {}))


def needs(*events: Happened) -> Row:
    found: Row = standing([registered(), *events], ON)["needs"]
    for name in ("customer_level", "served_level", "need_gap", "tier_gap"):
        saw(name, "known" if found[name] else None)
    return found


@shows("customer_level", None)
@shows("served_level", None)
@shows("need_gap", None)
@shows("tier_gap", None)
def test_nothing_observed_is_unknown() -> None:
    found = needs()
    assert (found["customer_level"], found["served_level"], found["need_gap"], found["tier_gap"]) == (None,) * 4
    assert found["reason"] == "No need of the organisation was observed in 24 months: not enough to judge."
    assert found["absences"] == ["nobody noted whether their needs are met"]


@shows("customer_level", "known")
def test_they_are_at_the_highest_level_of_two_years_and_persons_do_not_count() -> None:
    found = needs(need("esteem", on="2022-06-05"), need("social"), need("survival"), need("esteem", subject="person"))
    assert (found["customer_level"], found["evidence"]) == ("social", [3, 4])


@shows("served_level", "known")
def test_we_serve_the_highest_level_met_with_none_unmet_below() -> None:
    assert needs(need("survival", "yes"), need("social", "yes"))["served_level"] == "social"
    assert needs(need("survival", "yes"), need("safety", "no"), need("social", "yes"))["served_level"] == "survival"
    assert needs(need("safety", "no"), need("social", "yes"))["served_level"] is None
    assert needs(need("safety", "no", "2024-01-01"), need("safety", "yes"))["served_level"] == "safety"


@shows("need_gap", "known")
@shows("tier_gap", "known")
def test_both_gaps_are_counted_in_levels() -> None:
    tier = happened("2024-06-01", "TierAssigned", tier="A")
    found = needs(tier, need("survival", "yes"), need("social", "no"))
    assert (found["need_gap"], found["tier_gap"], found["evidence"]) == (2, 3, [3, 4])
    assert found["reason"] == (
        "They are at the level of social needs. We serve them up to survival. Served too low by 2 levels. "
        "Tier A deserves 3 levels more."
    )


def test_where_nothing_is_served_the_gap_is_the_whole_way_up() -> None:
    found = needs(need("survival", "no"))
    assert (found["served_level"], found["need_gap"]) == (None, 1)
    assert found["reason"].endswith("Not even the lowest level is served. Served too low by 1 level.")


def test_served_as_high_as_they_are_is_no_gap() -> None:
    assert needs(need("social", "yes"))["need_gap"] == 0
