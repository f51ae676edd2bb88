"""The oracle's order rhythm against published numbers and its limiting case."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.oracle.given import event, last_review, order, registered
from tests.oracle.policy import DEFAULTS
from tests.oracle.rhythm import Silence

BOUGHT = """2009-12-08 2010-01-14 2010-02-04 2010-02-28 2010-04-15 2010-05-10 2010-06-18 2010-11-10 2011-03-02"""


def test_a_customer_of_a_public_order_book() -> None:
    """Customer 15031 of Online Retail II (UCI, CC BY 4.0)."""
    review = last_review([registered("2009-12-01"), *(order(day) for day in BOUGHT.split())], date(2011, 6, 12))
    found = review.rhythm
    assert (found.orders, found.silent_days, found.median_gap_days) == (9, 102, Fraction(38))
    assert found.tail == pytest.approx(0.2720, abs=5e-5)
    assert found.p_rule == pytest.approx(0.5406, abs=5e-5)
    assert found.p_lapsed == pytest.approx(0.1490, abs=5e-5)
    assert (review.order_overdue, review.risk) == ("alert", "control")


@pytest.mark.parametrize("silent", [0, 10, 100, 700])
@pytest.mark.parametrize("gaps", [(30, 30), (10, 200, 45, 45), (1,)])
def test_without_ageing_it_is_the_mbg_nbd_model(gaps: tuple[int, ...], silent: int) -> None:
    days = [date(2020, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    silence = Silence(days=days, policy={**DEFAULTS, "half_life_days": 1e9})
    r, alpha, a, b, x, tx = 0.8, 60, 0.5, 2.5, len(gaps), sum(gaps)
    alive = 1 / (1 + a / (b + x) * ((alpha + tx + silent) / (alpha + tx)) ** (r + x))
    assert 1 - silence.lapsed(silent) == pytest.approx(alive, rel=1e-6)


def test_nothing_is_said_before_the_third_order_day() -> None:
    events = [registered("2023-01-01"), order("2023-01-10T08:00:00"), order("2023-01-10T09:00:00"), order("2023-02-01")]
    found = last_review(events, date(2024, 1, 31))
    assert (found.rhythm.orders, found.rhythm.tail, found.order_overdue) == (2, None, None)
    assert found.rhythm.median_gap_days == 22


def test_a_cancelled_order_is_no_order_of_the_rhythm() -> None:
    events = [registered("2023-01-01"), order("2023-01-10"), order("2023-02-10"), order("2023-03-10", order_id="O")]
    cancelled = [*events, event("OrderCancelled", "2023-03-20", order_id="O")]
    assert last_review(cancelled, date(2023, 3, 19)).rhythm.orders == 3
    assert last_review(cancelled, date(2023, 3, 20)).rhythm.last_order_on == date(2023, 2, 10)


def test_severity_rises_with_the_silence_and_since_is_its_first_day() -> None:
    weekly = [registered("2023-01-01"), *(order(str(date(2023, 1, 2) + timedelta(weeks=n))) for n in range(40))]
    last = date(2023, 1, 2) + timedelta(weeks=39)
    found = [last_review(weekly, last + timedelta(days=n)) for n in range(60)]
    severities = [review.order_overdue for review in found]
    assert severities == sorted(severities, key=[None, "watch", "alert", "crisis"].index)
    assert set(severities) == {None, "watch", "alert", "crisis"}
    since = last + timedelta(days=severities.index("watch"))
    assert {review.order_overdue_since for review in found} == {None, since}


def test_reaching_the_lapse_day_is_an_alert_at_least() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]
    silence = Silence(days=days, policy=DEFAULTS)
    assert silence.tail(180) > 0.20
    assert silence.rule(180) == 1.0
    assert silence.severity(180) == "alert"
