"""The policy file: every key there, nothing unknown, thresholds that make sense."""

from importlib import resources

import pytest

from ledger.errors import Invalid
from projections.policy import default_policy, read_policy

DEFAULT = resources.files("projections").joinpath("default_policy.toml").read_text(encoding="utf-8")


def test_the_default_is_version_one_and_cites_the_hash_of_its_text() -> None:
    import hashlib

    assert default_policy().cited() == {"version": 1, "sha256": hashlib.sha256(DEFAULT.encode()).hexdigest()}


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("leave_stable_share = 0.40", "leave_stable_share = 0.60", "/stage"),
        ("enter_stable_share = 0.50", "enter_stable_share = 1.50", "/stage/enter_stable_share"),
        ("lapse_days = 180", "lapse_day = 180", "/rhythm/lapse_day"),
        ('time_zone = "UTC"', 'time_zone = "Mars/Olympus"', "/time_zone"),
        ("crisis = 0.01", "crisis = 0.5", "/signals/order_overdue"),
        ("half_life_days = 182", 'half_life_days = "long"', "/rhythm/half_life_days"),
    ],
)
def test_a_mistake_is_named_by_its_place(before: str, after: str, place: str) -> None:
    assert before in DEFAULT
    with pytest.raises(Invalid) as caught:
        read_policy(DEFAULT.replace(before, after), version=2)
    assert place in {problem.pointer for problem in caught.value.problems}


def test_broken_toml_is_refused() -> None:
    with pytest.raises(Invalid, match="TOML"):
        read_policy("[stage", version=2)
