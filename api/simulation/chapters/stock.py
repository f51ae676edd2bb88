"""Distributors report every month what lay in store, came in, was sold; now and then it does not add up."""

from api.simulation.arguments import date_of
from api.simulation.clock import workday
from api.simulation.telling import Data, Telling

PRODUCTS = 2


def tell_stock(telling: Telling) -> None:
    life, arguments, chance = telling.life, telling.arguments, telling.chance
    if not life.records.stock or life.first_order is None:
        return
    first, products = arguments.month_of(life.first_order) + 1, telling.texts["products"]
    for number in range(PRODUCTS):
        product, monthly = products[(life.index + 7 * number) % len(products)][0], chance.between(40, 400)
        closing = monthly * chance.between(12, 25) // 10
        for month in range(first, len(arguments.months) - 1):
            if arguments.months[month] >= life.over_on:
                break
            closing = _report(telling, month, product, monthly, closing)


def _report(telling: Telling, month: int, product: str, monthly: int, opening: int) -> int:
    """They buy by our share's plan and sell what their own customers take; answers the closing stock."""
    life, chance, diary = telling.life, telling.chance, telling.diary
    season = life.pattern.months[(telling.arguments.first_month + month) % 12]
    harm = telling.harm_on(telling.arguments.months[month])
    shrinking = harm is not None and harm.kind.name in ("customer_shrinks", "fading")
    wanted = monthly * season // 100 * chance.between(85, 115) // 100
    purchased = wanted if shrinking else wanted * max(life.shares[month], 1) // max(life.height, 1)
    sold = min(opening + purchased, wanted * (55 if shrinking else 100) // 100)
    closing = opening + purchased - sold
    name = f"{date_of(telling.arguments.months[month]).isoformat()[:7]}"
    data: Data = {
        "month": name,
        "product": product,
        "opening": str(opening),
        "purchased": str(purchased),
        "sold": str(sold),
        "closing": str(closing + (chance.between(1, 9) if chance.percent(2) else 0)),
    }
    day = workday(telling.arguments.months[month + 1] + chance.between(2, 12))
    diary.by_sales("StockReported", diary.at(day), data, prompt=True, name=f"ST-{life.number}-{product}-{name}")
    return closing
