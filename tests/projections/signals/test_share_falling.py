"""share_falling: the share against that of six months before."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, ordered, registered, severity, signal


def wallet(on: str, amount: str) -> Happened:
    return happened(on, "AnnualSpendEstimated", amount=amount, currency="EUR")


def falling(wallet_now: str) -> list[Happened]:
    """EUR 100.00 a month for three years; the wallet was EUR 1,200.00 and grows."""
    return [
        registered(),
        *map(ordered, every(30, "2022-01-10", 36)),
        wallet("2022-01-01", "1200"),
        wallet("2024-12-01", wallet_now),
    ]


@shows("share_falling")
@pytest.mark.parametrize(
    ("wallet_now", "expected"),
    [("1333.00", None), ("1334.00", "watch"), ("1499.00", "watch"), ("1500.00", "alert"), ("2000.00", "crisis")],
)
def test_the_fall_relative_to_what_it_was_decides(wallet_now: str, expected: str | None) -> None:
    assert severity("share_falling", falling(wallet_now), "2024-12-20") == expected


def test_it_says_both_shares_and_shows_what_they_are_made_of() -> None:
    found = signal("share_falling", falling("2000.00"), "2024-12-20")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (0.4, 0.4, "part of the share")
    assert {38, 39} <= set(found["evidence"])
    assert found["reason"] == "Our share fell from 100 % on 20 Jun 2024 to 60 %, by 40 % of what it was."
    assert found["since"] == "2024-12-20"


def test_without_a_wallet_there_is_no_share_to_fall() -> None:
    orders = map(ordered, every(30, "2022-01-10", 30))
    assert severity("share_falling", [registered(), *orders], "2024-12-31") is None


def test_a_young_customer_is_not_judged() -> None:
    given = [
        registered(),
        *map(ordered, every(30, "2023-09-10", 16)),
        wallet("2023-01-01", "1200"),
        wallet("2024-12-01", "9000"),
    ]
    assert severity("share_falling", given, "2024-12-20") is None
