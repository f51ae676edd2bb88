"""volume_falling: orders and money of a window against the year before it and the season of the whole book."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

from tests.oracle.money import order_amount
from tests.oracle.seen import Seen


def volume_falling(seen: Seen, book: Sequence[Seen]) -> str | None:
    """book: every customer of the book, seen from the same moment."""
    p = seen.policy
    size, z = fall(seen, book, p["volume_alert_days"])
    if z is not None and z <= p["volume_limit_z"]:
        if size >= p["volume_crisis_fall"]:
            return "crisis"
        if size >= p["volume_alert_fall"]:
            return "alert"
    size, z = fall(seen, book, p["volume_watch_days"])
    if z is not None and z <= p["volume_limit_z"] and size >= p["volume_watch_fall"]:
        return "watch"
    return None


def fall(seen: Seen, book: Sequence[Seen], window: int) -> tuple[float, float | None]:
    """Size of the fall and its z; z is None where too few orders were expected."""
    reference, today = seen.policy["volume_reference_days"], seen.moment.day
    begin = today - timedelta(days=window)
    now = values(seen, begin, today)
    before = values(seen, begin - timedelta(days=reference), begin)
    k = season(book, begin, today, reference) * window / reference
    expected, money = len(before) * k, sum(before) * k
    if expected < seen.policy["volume_min_expected"]:
        return 0.0, None
    by_orders = (expected - len(now)) / expected
    by_amount = (money - sum(now)) / money if money > 0 else 0.0
    if money > 0 and round(by_amount, 9) > round(by_orders, 9):
        spread = sqrt(sum(value**2 for value in before) * k * (1 + k))
        return round(by_amount, 9), round((sum(now) - money) / spread, 9)
    z = 2 * (sqrt(len(now) + 0.375) - sqrt((len(before) + 0.375) * k)) / sqrt(1 + k)
    return round(by_orders, 9), round(z, 9)


def values(seen: Seen, after: date, until: date) -> list[int]:
    """The value of each order-day with after < day <= until, in the customer's own money."""
    found: dict[date, int] = {}
    for order in seen.orders:
        day = seen.day_of(order)
        if after < day <= until:
            own = order["data"]["currency"] == seen.currency
            found[day] = found.get(day, 0) + (order_amount(order["data"]) if own else 0)
    return list(found.values())


def season(book: Sequence[Seen], begin: date, today: date, reference: int) -> float:
    """Order-days per customer-day in the window over the same in the reference."""
    earlier = begin - timedelta(days=reference)
    rate = Fraction(order_days(book, begin, today), max(customer_days(book, begin, today), 1))
    usual = Fraction(order_days(book, earlier, begin), max(customer_days(book, earlier, begin), 1))
    index = float(rate / usual) if usual else 1.0
    return round(min(max(index, 0.5), 2.0) * 20) / 20


def order_days(book: Sequence[Seen], after: date, until: date) -> int:
    return sum(len(values(seen, after, until)) for seen in book)


def customer_days(book: Sequence[Seen], after: date, until: date) -> int:
    """Days of customers from the day after their first order on."""
    total = 0
    for seen in book:
        if seen.orders:
            first = min(seen.day_of(order) for order in seen.orders)
            total += max((until - max(first, after)).days, 0)
    return total
