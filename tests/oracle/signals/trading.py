"""What they buy, how much of it, and what lies on their shelves."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import log
from statistics import median

from tests.oracle.effective import Event, by_time
from tests.oracle.momentum import judged_then
from tests.oracle.money import order_amount
from tests.oracle.seen import Seen, median_gap
from tests.oracle.signals.case import Case, Fires, days_after, fires, graded, worst


def share_falling(case: Case) -> Fires | None:
    then = judged_then(case.seen)
    if then is None or case.seen.share is None or not then.share:
        return None
    fall = 1 - case.seen.share / then.share
    return fires(graded(fall, watch=Fraction(10, 100), alert=Fraction(20, 100), crisis=Fraction(40, 100)))


def order_anomaly(case: Case) -> Fires | None:
    """The latest order against all before it."""
    own = sorted((e for e in case.seen.orders if e["data"]["currency"] == case.seen.currency), key=by_time)
    if len(own) < 9:
        return None
    *before, last = (log(order_amount(e["data"])) for e in own)
    usual = median(before)
    spread = max(median([abs(value - usual) for value in before]), 0.1)
    return fires("watch" if round(abs(0.6745 * (last - usual) / spread), 9) > 3.5 else None)


def line_lost(case: Case) -> Fires | None:
    lines = [
        (case.seen.day_of(order), line["product"], line_value(order, line))
        for order in case.seen.orders
        for line in order["data"].get("lines", [])
        if line.get("kind") != "charge"
    ]
    return worst(lost(case, product, lines) for product in {product for _, product, _ in lines})


def line_value(order: Event, line: dict[str, str]) -> int:
    return order_amount({"currency": order["data"]["currency"], "lines": [line]})


def lost(case: Case, product: str, lines: Sequence[tuple[date, str, int]]) -> Fires | None:
    """In the year that ends with its last order-day it was bought on six, and since then nothing came."""
    last = max(day for day, name, _ in lines if name == product)
    year = [(day, name, value) for day, name, value in lines if days_after(last, -365) < day <= last]
    days = sorted({day for day, name, _ in year if name == product})
    later = [case.seen.day_of(order) for order in case.seen.orders if case.seen.day_of(order) > last]
    if len(days) < 6 or not later:
        return None
    limit = 3 * median_gap(days)
    if (case.today - last).days <= limit:
        return None
    total = sum(value for _, _, value in year)
    part = Fraction(sum(value for _, name, value in year if name == product), total) if total else Fraction(0)
    begins = max(days_after(last, int(limit) + 1), min(later))
    return fires("alert" if part >= Fraction(30, 100) else "watch", begins)


def reports(seen: Seen) -> dict[tuple[int, str], dict[str, Decimal]]:
    """By month (counted) and product, the latest report."""
    found = {}
    for e in sorted(seen.of("StockReported"), key=by_time):
        year, month = map(int, e["data"]["month"].split("-"))
        names = ("opening", "purchased", "sold", "closing")
        found[year * 12 + month - 1, e["data"]["product"]] = {name: Decimal(e["data"][name]) for name in names}
    return found


def stock_mismatch(case: Case) -> Fires | None:
    found = reports(case.seen)
    wrong = [
        report["opening"] + report["purchased"] - report["sold"] != report["closing"]
        or ((month - 1, product) in found and found[month - 1, product]["closing"] != report["opening"])
        for (month, product), report in found.items()
    ]
    return fires("watch" if any(wrong) else None)


def latest_months(seen: Seen, back: int = 0) -> list[dict[str, list[Decimal]]]:
    """The last three reported months, so many months earlier: per month what each product sold and closed at."""
    found = reports(seen)
    if not found:
        return []
    last = max(month for month, _ in found) - back
    return [
        {product: [r["sold"], r["closing"]] for (month, product), r in found.items() if month == last - n}
        for n in range(3)
    ]


def stock_building(case: Case) -> Fires | None:
    """Months of stock of the products reported in each of three months, weighted by what they sold."""
    months = latest_months(case.seen)
    cover = months_of_stock(months)
    if cover is None:
        return None
    if cover == Decimal("Infinity"):
        return fires("alert")
    earlier = months_of_stock(latest_months(case.seen, back=12))
    if earlier is not None and earlier != Decimal("Infinity") and cover <= Decimal("1.5") * earlier:
        return None
    return fires("alert" if cover > 6 else "watch" if cover > 3 else None)


def months_of_stock(months: Sequence[dict[str, list[Decimal]]]) -> Decimal | None:
    """None where no product was reported in all three; infinite where goods lie and none was sold."""
    if not months:
        return None
    products = set(months[0]) & set(months[1]) & set(months[2])
    sold = {product: sum(month[product][0] for month in months) for product in products}
    closing = {product: months[0][product][1] for product in products}
    if not products or not sum(closing.values()):
        return None
    if not sum(sold.values()):
        return Decimal("Infinity")
    moving = [product for product in products if sold[product]]
    return 3 * sum((closing[p] for p in moving), Decimal(0)) / sum((sold[p] for p in moving), Decimal(0))


def sell_out_falling(case: Case) -> Fires | None:
    """The products reported in all six months."""
    now, then = latest_months(case.seen), latest_months(case.seen, back=12)
    if not now or not all([*now, *then]):
        return None
    products = set.intersection(*(set(month) for month in [*now, *then]))
    sold = sum((month[p][0] for month in now for p in products), Decimal(0))
    before = sum((month[p][0] for month in then for p in products), Decimal(0))
    if not before:
        return None
    return fires(graded(1 - Fraction(sold) / Fraction(before), watch=Fraction(20, 100), alert=Fraction(40, 100)))
