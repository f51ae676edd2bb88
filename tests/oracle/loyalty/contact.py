"""Communication and its three safeguards (section 8)."""

from datetime import date
from fractions import Fraction

from tests.oracle.effective import by_time
from tests.oracle.loyalty.known import Number, full, known_mean
from tests.oracle.people import MET, departments_met, field_on_the_day
from tests.oracle.seen import Seen
from tests.oracle.signals.contact import CONTACT, rhythm_days
from tests.oracle.signals.persons import our_people, top_share

STAGES = ("development", "initial", "stable", "strategic")
DEPARTMENTS = dict(zip(STAGES, (1, 2, 3, 4), strict=True))
LEVELS = {"operational": 1, "middle": 2, "executive": 3}
LEVEL = dict(zip(STAGES, (2, 2, 3, 3), strict=True))


def communication(seen: Seen, stage: str) -> Number | None:
    if not seen.of(*CONTACT):
        return None
    top = top_part(seen)
    silent = (seen.moment.day - max(seen.day_of(e) for e in seen.of(*CONTACT))).days
    rhythms = Fraction(silent, rhythm_days(seen))
    return known_mean(
        [
            (1, full(Fraction(departments_met(seen)), Fraction(DEPARTMENTS[stage]))),
            (1, full(Fraction(highest_met(seen)), Fraction(LEVEL[stage]))),
            (1, None if top is None else 100 * (1 - max(Fraction(0), top - Fraction(1, 2)) * 2)),
            (1, 100 * min(Fraction(1), max(Fraction(0), (3 - rhythms) / 2))),
        ]
    )


def highest_met(seen: Seen) -> int:
    """A meeting of executives is of the highest level, whoever came."""
    found = {0}
    for meeting in seen.inside(seen.of(*MET), 12):
        if meeting["type"] == "ExecutiveMeetingHeld":
            found.add(3)
        levels = [field_on_the_day(seen, c, "level", meeting) for c in meeting["data"]["contact_ids"]]
        found |= {LEVELS[level] for level in levels if level is not None}
    return max(found)


def top_part(seen: Seen) -> Fraction | None:
    """The larger of the two sides' top person's part of the contact-days of 12 months, each from five on."""
    begin = seen.moment.day_before(12)
    touched = [e for e in seen.of(*CONTACT) if seen.day_of(e) > begin]
    theirs = {(c, seen.day_of(e)) for e in touched for c in e["data"]["contact_ids"]}
    ours = {(p, seen.day_of(e)) for e in touched for p in our_people(e)}
    return max((share for share in (top_share(theirs), top_share(ours)) if share is not None), default=None)


def safeguards(seen: Seen, stage: str) -> dict[str, bool]:
    named = any("owner" in e["data"] for e in seen.of("CustomerRegistered", "ProfileChanged", "OwnerAssigned"))
    begin = seen.moment.day_before(12)
    ours = {p for e in seen.of(*CONTACT) if seen.day_of(e) > begin for p in our_people(e)}
    agreed = [e for e in seen.of("ContactRhythmAgreed") if e["data"]["kind"] == "contact"]
    last = max((seen.day_of(e) for e in seen.of(*CONTACT)), default=date.min)
    held = max((seen.day_of(e) for e in seen.of("ExecutiveMeetingHeld")), default=date.min)
    return {
        "counterpart_named": named and len(ours) >= 2,
        "rhythm_kept": bool(agreed) and (seen.moment.day - last).days <= rhythm_days(seen),
        "executive_channel": (seen.moment.day - held).days <= executive_days(seen, stage),
    }


def executive_days(seen: Seen, stage: str) -> int:
    """The rhythm of executives, or a year where none is expected."""
    agreed = [e for e in seen.of("ContactRhythmAgreed") if e["data"]["kind"] == "executive"]
    if agreed:
        return int(max(agreed, key=by_time)["data"]["every_days"])
    by_tier = {"A": 180, "B": 180, "C": 365}
    every = {"strategic": 90, "stable": by_tier.get(seen.tier or "")}.get(stage)
    return 365 if every is None else every
