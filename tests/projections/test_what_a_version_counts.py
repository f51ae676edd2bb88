"""Each version of the policy counts the whole book by its own rates, months, cuts and windows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from projections import answers
from projections.calendar import day_number
from projections.parameters import Parameters
from projections.policy import Earlier
from projections.policy_file import default_policy, default_text, read_policy
from projections.season import SeasonWindow
from projections.views.concerned import judged_differently
from tests.laws.documents import Document
from tests.laws.memory_log import MemoryLog, micros
from tests.projections.signals.one_customer import every
from tests.projections.test_policy_versions import asked, published

BOUGHT = {"C-1": ("600.00", "EUR"), "C-2": ("400.00", "EUR"), "C-3": ("900.00", "USD")}
IN_EUROS = (
    default_text().replace('reporting = "CNY"', 'reporting = "EUR"').replace('a_part = "0.80"', 'a_part = "0.50"')
)
HALF = IN_EUROS.replace("rates = {}", 'rates = { EUR = "1", USD = "0.5" }')
TENTH = IN_EUROS.replace("rates = {}", 'rates = { EUR = "1", USD = "0.1" }')


def documents() -> list[Document]:
    found: list[Document] = []
    for code, (amount, currency) in BOUGHT.items():
        for at, kind, data in (
            (datetime(2024, 1, 2, 9, tzinfo=UTC), "CustomerRegistered", {"name": code, "currency": currency}),
            (
                datetime(2024, 6, 10, 9, tzinfo=UTC),
                "OrderPlaced",
                {"order_id": "O", "amount": amount, "currency": currency},
            ),
        ):
            name, recorded_at = f"{code} {kind}", at.replace(second=len(found))
            found.append(
                Document(name=name, customer=code, type=kind, occurred_at=at, recorded_at=recorded_at, data=dict(data))
            )
    return sorted(found, key=lambda document: document.recorded_at)


def tiers(as_of: str, *policies: tuple[str, str], **given: str) -> str:
    """Of the three, where each policy judges from its day on; - without one."""
    later = [published(text, number, since) for number, (text, since) in enumerate(policies, start=2)]
    log = MemoryLog.of([*documents(), *later])
    return "".join(row["tier"] or "-" for row in answers.book(log, asked(log, as_of, **given)))


@pytest.mark.parametrize(("as_of", "found"), [("2024-12-31", "---"), ("2025-01-15", "ABA"), ("2025-02-01", "ABB")])
def test_rates_hold_from_the_day_their_version_is_in_force(as_of: str, found: str) -> None:
    assert tiers(as_of, (HALF, "2025-01-01"), (TENTH, "2025-02-01")) == found


def test_the_months_of_purchases_are_those_of_the_version() -> None:
    shorter = HALF.replace("purchases_months = 12", "purchases_months = 6")
    assert tiers("2025-02-01", (HALF, "2025-01-01"), (shorter, "2025-02-01")) == "---"


def test_the_cuts_are_those_of_the_version() -> None:
    assert tiers("2025-02-01", (HALF, "2025-01-01"), (HALF.replace('"0.50"', '"0.90"'), "2025-02-01")) == "AAA"


def test_a_season_of_an_earlier_version_reaches_the_customers_it_judged() -> None:
    shorter = read_policy(default_text().replace("watch_days = 84", "watch_days = 56"), version=2)
    review = day_number(date(2025, 6, 30))
    earlier = Earlier(
        version=1, sha256=default_policy().sha256, policy=default_policy().policy, until=day_number(date(2025, 7, 31))
    )
    orders = [
        ("C-1", position, f"{on}T09:00:00.000000Z", 10_000, None, "EUR")
        for position, on in enumerate(every(7, "2023-09-01", 109), start=1)
    ]
    as_of = micros(datetime(2025, 9, 30, 23, tzinfo=UTC))
    before, after = Parameters(), Parameters(season={SeasonWindow(84, 336): {review: 2.0}})
    found = judged_differently(orders, before, after, as_of=as_of, rules=replace(shorter, earlier=(earlier,)))
    assert found == {"C-1"}
    assert judged_differently(orders, before, after, as_of=as_of, rules=shorter) == set()
