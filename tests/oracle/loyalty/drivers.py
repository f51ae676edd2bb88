"""Interest and trust, of the organisation and of its persons, and the rule of the row (section 4)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tests.oracle.effective import Event, by_time
from tests.oracle.loyalty.known import Number, full, known_mean
from tests.oracle.seen import Seen
from tests.oracle.signals.care import is_late, promised
from tests.oracle.signals.case import Case
from tests.oracle.signals.contentment import by_dimension
from tests.oracle.signals.persons import mean_attitude, present

NAMES = ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")


def drivers(seen: Seen) -> dict[str, Number | None]:
    return dict(zip(NAMES, (their_interest(seen), their_trust(seen), own_interest(seen), own_trust(seen)), strict=True))


def their_interest(seen: Seen) -> Number | None:
    rate = on_time(seen)
    return known_mean(
        [
            (1, None if rate is None else 100 * rate),
            *((1, perceived(seen, name)) for name in ("price", "quality", "delivery")),
        ]
    )


def on_time(seen: Seen) -> Fraction | None:
    """Of what was promised for a day of the last 12 months that has come; from five on."""
    due = due_of_year(seen)
    if len(due) < 5:
        return None
    return 1 - Fraction(sum(is_late(*pair) for pair in due), len(due))


def due_of_year(seen: Seen) -> list[tuple[date, date | None]]:
    case = Case(seen=seen, book=(), stage="", entered=seen.moment.day)
    begin = seen.moment.day_before(12)
    return [(day, came) for day, came in promised(case) if begin < day <= seen.moment.day]


def perceived(seen: Seen, dimension: str) -> Fraction | None:
    found = by_dimension(seen, lambda one: Fraction(one["perceived"]) if one["dimension"] == dimension else None)
    return 10 * found[0] if found else None


def their_trust(seen: Seen) -> Number | None:
    latest = seen.recent_evaluation
    suppliers = (latest or {}).get("suppliers")
    rank = None
    if latest and suppliers is not None and suppliers > 1 and latest.get("rank") is not None:
        rank = 100 * min(Fraction(1), max(Fraction(0), Fraction(suppliers - latest["rank"], suppliers - 1)))
    days = seen.order_days(seen.orders)
    years = full(Fraction((seen.moment.day - days[0]).days) / Fraction("365.25"), 5) if days else None
    shown = seen.of("ValueDemonstrated")
    proofs = full(Fraction(len(seen.inside(shown, 24))), Fraction(3)) if shown else None
    return known_mean([(1, rank), (1, years), (1, proofs)])


def own_interest(seen: Seen) -> Number | None:
    """Per contact, level and aspect the latest word; only yes is met."""
    latest: dict[tuple[str | None, ...], Event] = {}
    for need in sorted(seen.inside(seen.of("NeedObserved"), 24), key=by_time):
        data = need["data"]
        if data["subject"] == "person":
            latest[data.get("contact_id"), data["level"], data.get("aspect")] = need
    if not latest:
        return None
    return 100 * Fraction(sum(need["data"].get("met") == "yes" for need in latest.values()), len(latest))


def own_trust(seen: Seen) -> Number | None:
    due = promises(seen)
    liked = mean_attitude(seen, present(seen))
    kept = 100 * Fraction(sum(due), len(due)) if len(due) >= 3 else None
    return known_mean([(1, kept), (1, None if liked is None else 50 + 50 * liked)])


def promises(seen: Seen) -> list[bool]:
    """Of ours, by the date given last, due in 24 months or kept before that: whether each was kept in time."""
    latest = {e["data"]["commitment_id"]: e for e in sorted(seen.of("CommitmentMade"), key=by_time)}
    begin, found = seen.moment.day_before(24), []
    for name, made in latest.items():
        if made["data"]["by"] != "us":
            continue
        due = date.fromisoformat(made["data"]["due_on"])
        kept = [seen.day_of(e) for e in seen.of("CommitmentKept") if e["data"]["commitment_id"] == name]
        in_time = bool(kept) and min(kept) <= due
        if due > begin and (in_time or due < seen.moment.day):
            found.append(in_time)
    return found


def weakest(values: Mapping[str, Number | None]) -> str | None:
    known = {name: value for name, value in values.items() if value is not None}
    return min(known, key=lambda name: round(float(known[name]), 9)) if known else None


def won_by(values: Mapping[str, Number | None]) -> str | None:
    high = {name: value is not None and round(float(value), 9) >= 65 for name, value in values.items()}
    if high["organisational_interest"] and not high["organisational_trust"] and not high["personal_interest"]:
        return "price"
    if high["organisational_trust"] and not high["organisational_interest"] and not high["personal_trust"]:
        return "brand"
    return None
