"""Ways in and offers: openings observed, quotations submitted, won, lost or still open."""

from api.simulation.clock import date_text, workday
from api.simulation.course import PROSPECT
from api.simulation.diary import Written
from api.simulation.telling import Data, Telling

AWAITED = ("new_product", "supplier_evaluation", "staff_change", "competitor_quality", "competitor_service",
           "competitor_capacity", "cost_pressure")  # fmt: skip
CREATED = ("new_need", "rebalancing", "status_quo_cost")


def tell_offers(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    if life.first_order is None:
        _court(telling)
        return
    if life.first_order - life.born > 60:
        _win_first(telling, life.first_order)
    day = life.first_order + chance.between(120, 500)
    while day < life.over_on:
        if telling.share_on(day) > 0:
            _offer(telling, day, _usual_amount(telling), won=chance.weighted((True, False, None), (52, 36, 12)))
        day += chance.between(200, 700)


def observe(telling: Telling, day: int, kind: str, origin: str, *, due_in: int, result: str | None) -> Written:
    """An opening, closed when due unless it stays open."""
    chance, diary = telling.chance, telling.diary
    day, number = workday(day), f"OP-{telling.number()}"
    data: Data = {"opening_id": number, "kind": kind, "origin": origin}
    if chance.percent(70):
        data["due_on"] = date_text(day + due_in)
    recorded = diary.by_sales("OpeningObserved", diary.at(day), data, name=number)
    if result is not None:
        closed: Data = {"opening_id": number, "result": result}
        diary.by_sales(
            "OpeningClosed", diary.at(workday(day + due_in)), closed, after=recorded, name=f"{number}-closed"
        )
    return number, recorded


def quote_for(telling: Telling, order_day: int, minor: int) -> None:
    """The quotation an order came from."""
    day = max(telling.life.born, order_day - telling.chance.between(15, 80))
    quote(telling, workday(day), minor, won=True, decided=order_day)


def quote(
    telling: Telling, day: int, minor: int, *, won: bool | None, decided: int, opening: Written | None = None,
    rival: str | None = None,
) -> None:  # fmt: skip
    """A quotation and its decision. won: None = still open."""
    chance, diary = telling.chance, telling.diary
    number, currency = f"QU-{telling.number()}", telling.life.company.currency
    data: Data = {"quotation_id": number}
    if chance.percent(85):
        data |= {"amount": telling.money(minor), "currency": currency}
    if chance.percent(50):
        data["options"] = chance.between(1, 3)
    after = 0
    if opening is not None:
        data["opening_id"], after = opening
    submitted = diary.by_sales("QuotationSubmitted", diary.at(day), data, after=after, name=number)
    if won is None:
        return
    closed: Data = {"quotation_id": number, "result": "won" if won else "lost"}
    if won:
        closed |= {"amount": telling.money(minor * chance.between(88, 100) // 100), "currency": currency}
    else:
        closed["rival"] = rival or chance.pick(telling.texts["rivals"])
        closed["reason"] = chance.pick(telling.texts["reasons"]["lost_quotation"])
    diary.by_sales("QuotationDecided", diary.at(max(day, decided)), closed, after=submitted, name=f"{number}-decided")


def _usual_amount(telling: Telling) -> int:
    """About a tenth of what the customer buys a year, in round figures."""
    return max(telling.life.wallet * telling.chance.between(5, 20) // 100, 100)


def _offer(telling: Telling, day: int, minor: int, *, won: bool | None) -> None:
    day = workday(day)
    quote(telling, day, minor, won=won, decided=workday(day + telling.chance.between(10, 90)))


def _win_first(telling: Telling, first_order: int) -> None:
    """The opening by which we came in, and the quotation they ordered from."""
    life, chance = telling.life, telling.chance
    day = life.born + (first_order - life.born) * chance.between(10, 60) // 100
    kind, origin = _kind(telling)
    opening = observe(telling, day, kind, origin, due_in=first_order - day, result="taken")
    submitted = workday(day + (first_order - day) // 2)
    quote(telling, submitted, _usual_amount(telling), won=True, decided=workday(first_order) - 1, opening=opening)


def _court(telling: Telling) -> None:
    """A prospect that has not ordered: openings missed or still open, quotations lost or waited for."""
    life, chance, end = telling.life, telling.chance, telling.arguments.end
    day = life.born + chance.between(15, 120)
    for _ in range(chance.between(1, 3) if life.role == PROSPECT else 1):
        kind, origin = _kind(telling)
        due_in = chance.between(60, 300)
        still = day + due_in > end or chance.percent(15)
        result = None if still else chance.weighted(("missed", "void"), (75, 25))
        opening = observe(telling, day, kind, origin, due_in=due_in, result=result)
        if chance.percent(65):
            won = None if still or result == "void" else False
            submitted = workday(day + due_in // 2)
            quote(telling, submitted, _usual_amount(telling), won=won, decided=workday(day + due_in), opening=opening)
        day += due_in + chance.between(100, 500)


def _kind(telling: Telling) -> tuple[str, str]:
    if telling.chance.percent(70):
        return telling.chance.pick(AWAITED), "awaited"
    return telling.chance.pick(CREATED), "created"
