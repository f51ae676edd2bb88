"""The month ends of the slider."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from api.pages.months import months_since
from ledger.times import to_micros


@pytest.mark.parametrize(
    ("first_on", "now", "months"),
    [
        ("2024-12-31", "2025-03-14T12:00:00", ["2024-12-31", "2025-01-31", "2025-02-28"]),
        ("2025-03-14", "2025-03-14T12:00:00", []),
        ("2025-01-31", "2025-01-31T12:00:00", []),
        ("2025-01-31", "2025-02-01T00:00:00", ["2025-01-31"]),
    ],
)
def test_they_run_from_the_first_review_to_the_last_month_that_is_over(
    first_on: str, now: str, months: list[str]
) -> None:
    moment = to_micros(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert months_since(first_on, moment, ZoneInfo("UTC")) == months


def test_a_month_ends_where_the_ledger_is() -> None:
    moment = to_micros(datetime(2025, 1, 31, 17, tzinfo=UTC))
    assert months_since("2025-01-31", moment, ZoneInfo("Asia/Shanghai")) == ["2025-01-31"]
