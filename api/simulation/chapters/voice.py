"""What the customer says of us: surveys, recommendation, intent, referrals, needs, goals."""

from api.simulation.clock import date_text, workday
from api.simulation.course import PARTNER
from api.simulation.people import Person
from api.simulation.telling import Data, Telling

DIMENSIONS = ("price", "quality", "delivery", "service", "product", "relationship")
# What suffers most, by cause.
SORE = {
    "quality_failure": ("quality", "delivery"),
    "our_silence": ("service", "relationship"),
    "rival_wins": ("price",),
}
NEEDS = (
    ("survival", "price"), ("survival", "delivery"), ("safety", "quality"), ("safety", "delivery"),
    ("social", "service"), ("social", "image"), ("esteem", "service"), ("esteem", "technology"),
    ("self_actualisation", "technology"),
)  # fmt: skip


def tell_voice(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    if life.records.surveys and life.first_order is not None:
        day = life.first_order + chance.between(120, 420)
        while day < life.over_on:
            _survey(telling, workday(day))
            day += chance.between(330, 420)
    _observe_needs(telling)
    if life.role == PARTNER and life.first_order is not None:
        _agree_goals(telling)


def _survey(telling: Telling, day: int) -> None:
    """One to three people are asked, the ones we know best."""
    chance, people = telling.chance, telling.people.present(day)
    harm = telling.harm_on(day)
    level = chance.between(66, 90) + (telling.share_on(day) - 400) // 60 - (18 if harm is not None else 0)
    sore = SORE.get(harm.kind.name, ()) if harm is not None else ()
    for person in people[: chance.between(1, 3)]:
        _answer(telling, day, person, level + chance.between(-6, 6), sore)
    if people and level > 82 and chance.percent(30):
        data: Data = {"contact_id": people[0].contact_id}
        telling.diary.by_sales("ReferralMade", telling.diary.at(day + 7), data, after=people[0].recorded)


def _answer(telling: Telling, day: int, person: Person, level: int, sore: tuple[str, ...]) -> None:
    """level: what they perceive, in tenths of a point."""
    chance, diary, at, whom = telling.chance, telling.diary, telling.diary.at(day), person.contact_id
    scores = []
    for dimension in DIMENSIONS[: chance.between(3, 6)]:
        perceived = level + chance.between(-9, 9) - (22 if dimension in sore else 0)
        score = {"dimension": dimension, "perceived": _points(perceived), "expected": _points(chance.between(66, 88))}
        if chance.percent(50):
            score["best_rival"] = _points(chance.between(58, 84))
        scores.append(score)
    name = f"SV-{telling.number()}"
    diary.by_sales("SatisfactionSurveyed", at, {"scores": scores, "contact_id": whom}, after=person.recorded, name=name)
    for kind, percent in (("RecommendationScored", 70), ("RepurchaseIntentStated", 60)):
        if chance.percent(percent):
            data: Data = {"score": str(max(0, min(10, level // 10 + chance.between(-1, 1)))), "contact_id": whom}
            diary.by_sales(kind, at, data, after=person.recorded)


def _points(tenths: int) -> str:
    whole, rest = divmod(max(0, min(100, tenths)), 10)
    return f"{whole}.{rest}" if rest else str(whole)


def _observe_needs(telling: Telling) -> None:
    life, chance = telling.life, telling.chance
    day = life.born + chance.between(20, 400)
    while day < life.over_on and chance.percent(75):
        level, aspect = chance.pick(NEEDS)
        met = chance.weighted(("yes", "partly", "no"), (20, 40, 40) if telling.harm_on(day) else (60, 28, 12))
        data: Data = {"level": level, "subject": "organisation", "aspect": aspect, "met": met}
        person, after = telling.people.next_in_turn(day), 0
        if person is not None:
            data["contact_id"], after = person.contact_id, person.recorded
            data["subject"] = chance.weighted(("organisation", "person"), (65, 35))
        telling.diary.by_sales("NeedObserved", telling.diary.at(workday(day)), data, after=after)
        day += chance.between(150, 900)


def _agree_goals(telling: Telling) -> None:
    life, chance, diary = telling.life, telling.chance, telling.diary
    day = life.grown_on + chance.between(60, 300)
    while day < life.over_on and telling.harm_on(day) is None:
        number, due = f"G-{telling.number()}", workday(day + chance.between(180, 400))
        data: Data = {"goal_id": number, "due_on": date_text(due), "text": chance.pick(telling.texts["goals"])}
        agreed = diary.by_sales("CustomerGoalAgreed", diary.at(workday(day)), data, name=number)
        if chance.percent(70):
            reached: Data = {"goal_id": number}
            at = diary.at(due - chance.between(0, 40))
            diary.by_sales("CustomerGoalReached", at, reached, after=agreed, name=f"{number}-reached")
        day += chance.between(300, 600)
