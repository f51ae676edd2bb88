"""contract_expiring: the contract that runs longest, before and after its last day."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import happened, ordered, registered, severity, signal

SIGNED = [
    registered(),
    happened("2024-07-01", "ContractSigned", contract_id="V-1", starts_on="2024-07-01", ends_on="2025-06-30"),
]


@shows("contract_expiring")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-03-31", None),
        ("2025-04-01", "watch"),
        ("2025-05-30", "watch"),
        ("2025-05-31", "alert"),
        ("2025-06-30", "alert"),
        ("2025-07-01", "crisis"),
        ("2025-12-27", "crisis"),
        ("2025-12-28", None),
    ],
)
def test_it_grows_towards_the_end_and_counts_for_half_a_year_after_it(on: str, expected: str | None) -> None:
    assert severity("contract_expiring", SIGNED, on) == expected


def test_while_orders_go_on_an_end_is_an_alert() -> None:
    events = [*SIGNED, ordered("2025-07-10")]
    assert severity("contract_expiring", events, "2025-07-09") == "crisis"
    found = signal("contract_expiring", events, "2025-07-20")
    assert found is not None
    assert (found["severity"], found["value"], found["since"], found["cause"]) == ("alert", -20, "2025-04-01", "own")
    assert found["reason"] == (
        "Contract V-1 expired on 30 Jun 2025, 20 days ago, and none follows it. Orders go on without it."
    )


def test_a_renewal_moves_the_day_and_a_later_contract_takes_its_place() -> None:
    renewed = [*SIGNED, happened("2025-06-01", "ContractRenewed", contract_id="V-1", ends_on="2026-06-30")]
    assert severity("contract_expiring", renewed, "2025-05-31") == "alert"
    assert severity("contract_expiring", renewed, "2025-06-01") is None
    assert signal("contract_expiring", renewed, "2026-06-01")["evidence"] == [3]  # type: ignore[index]
    follows = happened("2025-05-01", "ContractSigned", contract_id="V-2", starts_on="2025-07-01", ends_on="2027-06-30")
    assert severity("contract_expiring", [*SIGNED, follows], "2025-06-01") is None


def test_an_ended_contract_is_closed() -> None:
    ended = [*SIGNED, happened("2025-05-01", "ContractEnded", contract_id="V-1")]
    assert severity("contract_expiring", ended, "2025-06-01") is None


def test_without_a_contract_there_is_nothing_to_run_out() -> None:
    assert severity("contract_expiring", [registered(), ordered("2025-07-10")], "2025-07-20") is None
