"""What we hold of the customer: the wallet, the tier, and what its supplier evaluations hold of us."""

from api.simulation.clock import date_text, workday
from api.simulation.course import PROSPECT
from api.simulation.life import rounded
from api.simulation.telling import Data, Telling


def tell_estimates(telling: Telling) -> None:
    chance = telling.chance
    if chance.percent(45 if telling.life.role == PROSPECT else 86):
        _estimate_wallet(telling)
    if telling.life.role != PROSPECT or chance.percent(55):
        _assign_tier(telling)
    if telling.life.role != PROSPECT and chance.percent(38):
        _hold_evaluations(telling)


def _estimate_wallet(telling: Telling) -> None:
    """Soon after we come to know them, then about once a year, now and then years late."""
    life, chance = telling.life, telling.chance
    halves, day = chance.percent(12), life.born + chance.between(5, 100)
    open_share = f"0.{chance.between(7, 9)}" if chance.percent(8) else None
    while day < life.over_on:
        estimate = rounded(_demand(telling, day) * chance.between(90, 110) // 100)
        parts = (("drives", estimate * 6 // 10), ("guides", estimate * 4 // 10)) if halves else ((None, estimate),)
        for category, amount in parts:
            data: Data = {"currency": life.company.currency, "amount": telling.money(amount)}
            if category is not None:
                data["category"] = category
            if open_share is not None:
                data["open_share"] = open_share
            if chance.percent(60):
                data["method"] = chance.pick(telling.texts["wallet_methods"])
            telling.diary.by_sales("AnnualSpendEstimated", telling.diary.at(workday(day)), data)
        day += chance.between(270, 420) if chance.percent(80) else chance.between(500, 900)


def _demand(telling: Telling, day: int) -> int:
    """What they buy a year from anybody: less once they have shrunk."""
    wallet = telling.life.wallet
    for harm in telling.life.harms:
        if harm.kind.name == "customer_shrinks" and day > harm.falls_on + 60:
            wallet = wallet * max(harm.left, 30) // 100
    return wallet


def _assign_tier(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    day = life.born + chance.between(10, 200)
    while day < life.over_on and chance.percent(93):
        data: Data = {"tier": life.tier}
        if chance.percent(50):
            data["basis"] = chance.pick(("contribution", "contribution", "strategic_fit", "potential"))
        telling.diary.by_sales("TierAssigned", telling.diary.at(workday(day)), data)
        day += chance.between(330, 640)


def _hold_evaluations(telling: Telling) -> None:
    """Once a year they rank their suppliers; who fell in their favour falls in rank."""
    life, chance = telling.life, telling.chance
    suppliers = chance.between(3, 6)
    day = (life.first_order or life.born) + chance.between(60, 400)
    while day < life.over_on:
        share = telling.share_on(day)
        rank = 1 if share >= 500 else 2 if share >= 230 else 3
        if telling.harm_on(day) is not None:
            rank = min(suppliers, rank + 1)
        score = max(40, 96 - 9 * rank + chance.between(-4, 4))
        data: Data = {"rank": rank, "suppliers": suppliers, "score": str(score)}
        if chance.percent(40):
            heard, on = telling.diary.at(workday(day - chance.between(20, 80))), date_text(workday(day))
            telling.diary.by_sales("SupplierEvaluationScheduled", heard, {"on": on}, prompt=True)
        telling.diary.by_sales(
            "SupplierEvaluationHeld", telling.diary.at(workday(day)), data, name=f"EV-{telling.number()}"
        )
        day += chance.between(345, 385)
