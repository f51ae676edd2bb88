"""Who left, who alone carries the relationship, who is against us, and whether executives meet."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.oracle.effective import Event, by_time
from tests.oracle.moments import Moment
from tests.oracle.people import MET, field_on_the_day
from tests.oracle.seen import Seen
from tests.oracle.signals.case import Case, Fires, days_after, fires, graded, worst
from tests.oracle.signals.contact import CONTACT

ATTITUDES = {"supporter": 1, "neutral": 0, "opponent": -1}
UNKNOWN_INFLUENCE = Fraction(3, 10)


def last_said(seen: Seen, contact_id: str, field: str) -> Any:
    told = [
        e
        for e in seen.of("ContactAdded", "ContactChanged")
        if e["data"]["contact_id"] == contact_id and field in e["data"]
    ]
    return max(told, key=by_time)["data"][field] if told else None


def influence(seen: Seen, contact_id: str) -> Fraction | None:
    said = last_said(seen, contact_id, "influence")
    return None if said is None else Fraction(said)


def weight(seen: Seen, contact_id: str) -> Fraction:
    known = influence(seen, contact_id)
    return UNKNOWN_INFLUENCE if known is None else known


def present(seen: Seen) -> list[str]:
    added = {e["data"]["contact_id"] for e in seen.of("ContactAdded")}
    gone = {e["data"]["contact_id"] for e in seen.of("ContactLeft")}
    return sorted(added - gone)


def attitude(seen: Seen, contact_id: str) -> int | None:
    """By the latest observation of twelve months."""
    observed = [e for e in seen.of("AttitudeObserved") if e["data"]["contact_id"] == contact_id]
    recent = seen.inside(observed, 12)
    return ATTITUDES[max(recent, key=by_time)["data"]["attitude"]] if recent else None


def mean_attitude(seen: Seen, persons: Iterable[str]) -> Fraction | None:
    """Known if at least two are observed, or half the influence is."""
    who = list(persons)
    total = sum(weight(seen, c) for c in who)
    observed = [c for c in who if attitude(seen, c) is not None]
    if not total or not (len(observed) >= 2 or sum(weight(seen, c) for c in observed) * 2 >= total):
        return None
    return Fraction(sum(weight(seen, c) * (attitude(seen, c) or 0) for c in who)) / total


def key_contact_left(case: Case) -> Fires | None:
    return worst(left(case, e) for e in case.seen.of("ContactLeft"))


def left(case: Case, gone: Event) -> Fires | None:
    seen, contact_id, successor = case.seen, gone["data"]["contact_id"], gone["data"].get("successor_id")
    counts = field_on_the_day(seen, contact_id, "influence", gone)
    if counts is None or Fraction(counts) < UNKNOWN_INFLUENCE or case.age(gone) >= 365:
        return None
    met = [
        e
        for e in seen.of(*MET)
        if successor is not None and successor in e["data"]["contact_ids"] and seen.day_of(e) >= seen.day_of(gone)
    ]
    opposes = successor is not None and attitude(seen, successor) == -1
    if met and not opposes:
        return None
    role, level = (field_on_the_day(seen, contact_id, field, gone) for field in ("role", "level"))
    if (role == "decider" and not met and case.age(gone) >= 60) or opposes:
        return fires("crisis", seen.day_of(gone))
    serious = role in ("decider", "coach") or level in ("middle", "executive")
    return fires("alert" if serious else "watch", seen.day_of(gone))


def our_contact_left(case: Case) -> Fires | None:
    """The latest change of owner, until contacts of half the influence are met since."""
    seen = case.seen
    owners = [e for e in seen.of("CustomerRegistered", "ProfileChanged", "OwnerAssigned") if "owner" in e["data"]]
    owners.sort(key=by_time)
    told = [(before["data"]["owner"], now) for before, now in pairwise(owners)]
    changes = [now for before, now in told if now["data"]["owner"] != before]
    if not changes or case.age(changes[-1]) >= 365:
        return None
    change = changes[-1]
    met = {c for e in seen.of(*MET) if by_time(e) > by_time(change) for c in e["data"]["contact_ids"]}
    who = present(seen)
    total = sum(weight(seen, c) for c in who)
    reached = sum(weight(seen, c) for c in who if c in met)
    if not total or reached * 2 >= total:
        return None
    return fires("alert" if case.age(change) >= 30 else "watch", seen.day_of(change))


def single_threaded(case: Case) -> Fires | None:
    touched = [e for e in case.seen.of(*CONTACT) if case.within(e, 182)]
    theirs = {(c, case.seen.day_of(e)) for e in touched for c in e["data"]["contact_ids"]}
    ours = {(p, case.seen.day_of(e)) for e in touched for p in our_people(e)}
    shares = [share for share in (top_share(theirs), top_share(ours)) if share is not None]
    if not shares or max(shares) <= Fraction(80, 100):
        return None
    return fires("alert" if case.stage in ("stable", "strategic") else "watch")


def our_people(event: Event) -> list[str]:
    executive = event["data"].get("our_executive")
    return [*(event["data"].get("our_people") or []), *([executive] if executive else [])]


def top_share(days: set[tuple[str, date]]) -> Fraction | None:
    """Of the person with most contact-days; from five on."""
    if len(days) < 5:
        return None
    return Fraction(max(Counter(who for who, _ in days).values()), len(days))


def opponent_gaining(case: Case) -> Fires | None:
    seen = case.seen
    who = present(seen)
    mean = mean_attitude(seen, who)
    deciders = [c for c in who if last_said(seen, c, "role") == "decider"]
    if mean is not None and mean < Fraction(-1, 2):
        return fires("crisis")
    if (mean is not None and mean < 0) or any(attitude(seen, c) == -1 for c in deciders):
        return fires("alert")
    then = seen.from_another_time(Moment.ending(case.today - timedelta(days=182), seen.zone))
    same = [c for c in who if c in present(then)]
    before, now = mean_attitude(then, same), mean_attitude(seen, same)
    fell = before is not None and now is not None and before - now >= Fraction(3, 10)
    return fires("watch" if fell else None)


def executive_silence(case: Case) -> Fires | None:
    """Against the agreed rhythm, else that of stage and tier; from the entry into the stage if none was held."""
    seen = case.seen
    agreed = [e for e in seen.of("ContactRhythmAgreed") if e["data"]["kind"] == "executive"]
    every = {"strategic": 90, "stable": {"A": 180, "B": 180, "C": 365}.get(seen.tier or "")}.get(case.stage)
    if agreed:
        every = int(max(agreed, key=by_time)["data"]["every_days"])
    if not every:
        return None
    held = [seen.day_of(e) for e in seen.of("ExecutiveMeetingHeld")]
    last = max(held, default=case.entered)
    silent = (case.today - last).days
    level = graded(silent, watch=every, alert=None if seen.tier == "C" else 2 * every)
    return fires(level, days_after(last, every))


def contact_only_to_collect(case: Case) -> Fires | None:
    days: dict[tuple[str, date], set[str | None]] = {}
    for e in case.seen.of(*CONTACT):
        if case.within(e, 90) and e["data"].get("direction") == "outbound":
            for c in e["data"]["contact_ids"]:
                days.setdefault((c, case.seen.day_of(e)), set()).add(e["data"].get("purpose"))
    if len(days) < 3:
        return None
    collecting = sum(purposes == {"collection"} for purposes in days.values())
    if collecting == len(days):
        return fires("alert")
    return fires("watch" if collecting * 2 > len(days) else None)
