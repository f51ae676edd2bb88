"""Group data: what is missing is said, and weighs on nothing."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, ordered, registered, severity, signal, standing
from tests.projections.signals.stages import in_initial, in_stable

FULL = {
    "country": "DE", "industry": "tools", "owner": "Li", "region": "north", "address": "Weg 1", "payment_terms": "30",
}  # fmt: skip


@shows("wallet_unknown", "watch", None)
def test_a_wallet_is_asked_for_from_the_first_order_on() -> None:
    assert severity("wallet_unknown", [registered("2023-06-01")], "2024-02-01") is None
    found = signal("wallet_unknown", in_initial(), "2024-03-15")
    assert found is not None
    assert (found["severity"], found["cause"], found["since"]) == ("watch", "data", "2024-01-31")
    assert severity("wallet_unknown", in_stable(), "2024-03-15") is None


@shows("wallet_outdated")
@pytest.mark.parametrize(("on", "expected"), [("2024-12-01", None), ("2024-12-02", "watch")])
def test_a_wallet_is_old_after_eighteen_months(on: str, expected: str | None) -> None:
    assert severity("wallet_outdated", in_stable(), on) == expected


def test_a_wallet_smaller_than_what_we_sell_is_outdated() -> None:
    estimated = happened("2024-06-01", "AnnualSpendEstimated", amount="1500.00", currency="EUR")
    found = signal("wallet_outdated", [*in_initial(), estimated], "2024-06-15")
    assert found is not None
    assert (found["value"], found["threshold"], found["unit"]) == (1.2, 1, "share")
    assert "the wallet of EUR 1,500.00 estimated on 1 Jun 2024: the share would be 120 %" in found["reason"]


@shows("contacts_not_recorded", "watch", None)
def test_contacts_are_asked_for_where_somebody_buys() -> None:
    assert severity("contacts_not_recorded", in_initial(), "2024-03-15") == "watch"
    assert severity("contacts_not_recorded", in_stable(), "2024-03-15") is None
    assert severity("contacts_not_recorded", [registered()], "2024-03-15") is None


@shows("currency_mixed")
@pytest.mark.parametrize(("on", "expected"), [("2024-02-29", "watch"), ("2025-02-27", "watch"), ("2025-02-28", None)])
def test_foreign_money_without_a_rate_is_named_as_long_as_figures_lack_it(on: str, expected: str | None) -> None:
    foreign = ordered("2024-02-28", currency="USD")
    assert severity("currency_mixed", [registered("2024-01-01"), foreign], on) == expected


def test_a_cancelled_order_is_none_and_so_lacks_nowhere() -> None:
    foreign = [registered("2024-01-01"), ordered("2024-02-28", currency="USD")]
    cancelled = happened("2024-03-05", "OrderCancelled", order_id="O 2024-02-28")
    assert severity("currency_mixed", [*foreign, cancelled], "2024-03-04") == "watch"
    assert severity("currency_mixed", [*foreign, cancelled], "2024-03-05") is None


def test_it_says_which_money_is_left_out() -> None:
    spent = happened("2024-02-10", "AnnualSpendEstimated", amount="900.00", currency="CNY")
    events = [registered("2024-01-01"), ordered("2024-02-28", currency="USD"), spent]
    found = signal("currency_mixed", events, "2024-03-15")
    assert found is not None
    assert found["evidence"] == [2, 3]
    assert found["reason"] == (
        "Money in CNY, USD is left out of the figures in EUR: the policy has no rate for it (2 events)."
    )
    again = happened("2024-03-20", "AnnualSpendEstimated", amount="100.00", currency="EUR")
    assert signal("currency_mixed", [*events, again], "2024-03-25")["evidence"] == [2]  # type: ignore[index]


@shows("tier_outdated", "watch", None)
def test_a_tier_runs_out_after_two_years() -> None:
    assigned = [registered(), happened("2024-02-29", "TierAssigned", tier="B")]
    assert severity("tier_outdated", assigned, "2026-02-27") is None
    found = signal("tier_outdated", assigned, "2026-03-15")
    assert found is not None
    assert (found["since"], found["evidence"], found["parts"]["tier"]) == ("2026-02-28", [2], "B")
    assert severity("tier_outdated", [registered()], "2026-03-15") is None


@shows("profile_stale")
@pytest.mark.parametrize(
    ("tier", "lacking", "expected"),
    [
        ("A", "address", "watch"),
        ("B", "address", None),
        ("B", "industry", "watch"),
        ("C", "industry", None),
        ("C", "country", "watch"),
    ],
)
def test_a_file_lacks_what_its_tier_asks_for(tier: str, lacking: str, expected: str | None) -> None:
    said = {name: value for name, value in FULL.items() if name != lacking}
    events = [registered("2025-01-01", **said), happened("2025-01-02", "TierAssigned", tier=tier)]
    assert severity("profile_stale", events, "2025-02-01") == expected
    known_later = happened("2025-01-20", "ProfileChanged", **{lacking: FULL[lacking]})
    assert severity("profile_stale", [*events, known_later], "2025-02-01") is None


def test_a_file_is_stale_after_a_year_without_file_or_contact_events() -> None:
    events = [registered("2024-01-01"), *(ordered(on) for on in ("2024-06-01", "2024-12-20"))]
    assert severity("profile_stale", events, "2024-12-30") is None
    found = signal("profile_stale", events, "2024-12-31")
    assert found is not None
    assert (found["value"], found["threshold"], found["evidence"]) == (365, 365, [1])


def test_what_is_missing_changes_no_status() -> None:
    events = [registered("2023-06-01"), *in_initial()[1:]]
    found = standing(events, "2024-03-15")["risk"]
    assert {row["group"] for row in found["signals"]} == {"data"}
    assert found["status"] == "prevention"
