"""Trade: orders, what becomes of them, and what is written down wrongly of them."""

from api.simulation.chapters.complaints import complain
from api.simulation.chapters.invoices import credit, invoice
from api.simulation.chapters.offers import quote_for
from api.simulation.chapters.order_days import order_days
from api.simulation.chapters.slips import correct, retract
from api.simulation.clock import date_text, workday
from api.simulation.diary import ERP
from api.simulation.life import Life
from api.simulation.telling import Data, Telling

Assortment = list[tuple[str, int, str]]


def tell_orders(telling: Telling) -> None:
    assortment, mean = _assortment(telling) if telling.life.records.lines else [], _mean(telling.life)
    for day in order_days(telling.life, telling.arguments, telling.chance):
        _order(telling, day, mean, assortment)


def _order(telling: Telling, day: int, mean: float, assortment: Assortment) -> None:
    life, chance, diary = telling.life, telling.chance, telling.diary
    draw, number, at = chance.draw, f"SO-{telling.number()}", diary.at(day)
    amount = max(mean * chance.factor(life.pattern.spread), 20 * life.company.units)
    promised = workday(day + chance.between(7, 40))
    data: Data = {"order_id": number, "currency": life.company.currency}
    minor = _fill(telling, data, int(amount), assortment)
    if draw() < 0.8:
        data["promised_on"] = date_text(promised)
    if life.pattern.name == "lumpy" and draw() < 0.6:
        quote_for(telling, day, minor)
    slip = draw()
    if slip < 0.01 and not assortment:
        wrong = data | {"amount": telling.money(minor * 10 if slip < 0.006 else minor + minor // 9)}
        recorded = diary.by_machine("OrderPlaced", at, wrong, name=number)
        correct(telling, (number, recorded), ERP, data)
    else:
        recorded = diary.by_machine("OrderPlaced", at, data, name=number)
    if slip > 0.996:
        twice = f"SO-{telling.number()}"
        again = diary.by_machine("OrderPlaced", at, data | {"order_id": twice}, after=recorded, name=twice)
        retract(telling, (twice, again), ERP)
    _follow(telling, day, number, recorded, promised, minor)


def _follow(telling: Telling, day: int, number: str, recorded: int, promised: int, minor: int) -> None:
    """It is cancelled or delivered; some of it comes back, or is complained about."""
    chance, diary = telling.chance, telling.diary
    draw, harm = chance.draw, telling.harm_on(promised)
    bad = harm is not None and harm.kind.name == "quality_failure"
    if draw() < 0.013:
        data: Data = {"order_id": number, "reason": chance.pick(telling.texts["cancelled"])}
        diary.by_machine(
            "OrderCancelled", diary.at(workday(day + chance.between(1, 12))), data, after=recorded, name=f"X-{number}"
        )
        return
    late, records = draw() < (0.35 if bad else 0.06), telling.life.records
    delivered = workday(promised + (chance.between(2, 18) if late else chance.between(-2, 1)))
    if records.deliveries:
        at, data = diary.at(delivered), {"order_id": number}
        recorded = diary.by_machine("OrderDelivered", at, data, after=recorded, name=f"DN-{number}")
    if records.invoices:
        recorded = invoice(telling, number, delivered, minor, recorded)
    if draw() < (0.1 if bad else 0.012):
        _return(telling, number, delivered, minor, recorded)
    if draw() < (0.12 if bad else 0.03):
        complain(telling, workday(delivered + chance.between(0, 20)))


def _return(telling: Telling, number: str, delivered: int, minor: int, after: int) -> None:
    chance, diary = telling.chance, telling.diary
    back, day = max(minor * chance.between(5, 60) // 100, 1), workday(delivered + chance.between(3, 30))
    data: Data = {
        "order_id": number,
        "currency": telling.life.company.currency,
        "amount": telling.money(back),
        "reason": chance.pick(telling.texts["terms_of_return"]),
    }
    returned = diary.by_machine("GoodsReturned", diary.at(day), data, after=after, name=f"R-{number}")
    if telling.life.records.invoices:
        credit(telling, number, workday(day + chance.between(1, 10)), back, returned)


def _mean(life: Life) -> float:
    """The usual amount of an order in minor units: what is bought a year, over the orders of a year."""
    return life.wallet * life.height / (1000 * life.pattern.yearly)


def _fill(telling: Telling, data: Data, amount: int, assortment: Assortment) -> int:
    """Put the amount, or lines of about that amount, into the order; answers what it comes to."""
    chance, company = telling.chance, telling.life.company
    if not assortment:
        unit = 100 if company.currency != "JPY" else 1000
        minor = max(amount // unit * unit, unit)
        data["amount"] = telling.money(minor)
        return minor
    count, total, lines = min(len(assortment), chance.between(1, 3)), 0, []
    start = chance.below(len(assortment))
    for n in range(count):
        product, price, unit_price = assortment[(start + n) % len(assortment)]
        quantity = max(amount // (count * price), 1)
        total += quantity * price
        lines.append({"product": product, "quantity": str(quantity), "unit_price": unit_price})
    data["lines"] = lines
    return total


def _assortment(telling: Telling) -> Assortment:
    """What this customer buys of ours, at its own prices: in minor units and as they are written."""
    chance, products = telling.chance, telling.texts["products"]
    first, discount = chance.below(len(products)), chance.between(85, 110)
    chosen = [products[(first + 5 * n) % len(products)] for n in range(chance.between(2, 5))]
    prices = [max(cents * telling.life.company.units * discount // 10_000, 1) for _, cents in chosen]
    return [(code, price, telling.money(price)) for (code, _), price in zip(chosen, prices, strict=True)]
