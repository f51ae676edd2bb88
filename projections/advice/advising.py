"""The `advice` of the standing: what to do now, most pressing first; what was done stands last, with its events."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple

from projections.advice.deed import Deed
from projections.advice.done import Latest, holds, latest_of
from projections.advice.item import EVERY, KINDS, NEXT, AdviceItem
from projections.advice.reasons import reason_words
from projections.calendar import day_number, from_day_number
from projections.facts import Facts
from projections.signals import all_signals
from projections.words import Language

Row = dict[str, Any]

SHOWN_FIRST = 5  # items still to do

# What presses most, first.
PRESSING = {"crisis": 0, "rescue": 1, "lost": 1, "alert": 2, "captive": 3, "control": 3, "watch": 4, NEXT: 5}
GAPS, LOOSE, STAGE, ALWAYS, DATA = (
    6,
    7,
    8,
    9,
    10,
)  # of needs and drivers; of loyalty; of the stage; of every one; of data


@dataclass(frozen=True, kw_only=True)
class Because:
    """Why items of advice apply. rank: what presses most is lowest. since: local day a signal began."""

    rank: int
    since: int | None = None


class Applies(NamedTuple):
    """An item that applies to a customer. nth: among those of the same reason; place: in the policy file."""

    rank: int
    nth: int
    place: int
    why: Because
    done: Row | None


@dataclass
class Advising:
    """Advice at the asked-for date of some facts; what was done is looked up once per kind of event."""

    facts: Facts
    _latest: dict[Deed, Latest] = field(default_factory=dict)
    _did: dict[int, list[Latest]] = field(default_factory=dict)
    _holding: dict[int, list[bool]] = field(default_factory=dict)

    def of(
        self, customer: int, standing: Mapping[str, Any], language: Language = "en", *, most: int | None = None
    ) -> list[Row]:
        """standing: all other parts of the customer's. most: so many items; None gives all."""
        missing, selling, found = _missing(standing), standing["risk"]["status"] != "rescue", []
        for reason, why in _because(standing, missing).items():
            places = [place for place in self._because_of[reason] if selling or not self._items[place].selling]
            for nth, place in enumerate(places):
                found.append(Applies(why.rank, nth, place, why, self._done(place, customer, why)))
        found.sort(key=lambda one: (one.done is not None, one.rank, one.nth, one.place))
        return [_row(self._items[one.place], one.why, one.done, missing, language) for one in found[:most]]

    @cached_property
    def _items(self) -> list[AdviceItem]:
        """In the order of the policy file."""
        return [item for item in self.facts.policy.advice if isinstance(item, AdviceItem)]

    @cached_property
    def _because_of(self) -> Mapping[str, list[int]]:
        """The places of the items, by what they are because of."""
        found = defaultdict[str, list[int]](list)
        for place, item in enumerate(self._items):
            found[item.because].append(place)
        return found

    @cached_property
    def _today(self) -> int:
        return int(self.facts.reviews.days[self.facts.reviews.asked])

    def _done(self, place: int, customer: int, why: Because) -> Row | None:
        """When, and by which events; None where it is still to do."""
        begin = self._today - self._items[place].within + 1 if why.since is None else why.since
        days = [(one.day[customer], one.position[customer]) for one in self._deeds(place)]
        did = [one for one in days if one[0] >= begin]
        if did:
            on = str(from_day_number(max(did)[0]))
            return {"on": on, "evidence": sorted({position for _, position in did})}
        return {"on": None, "evidence": []} if self._holds(place)[customer] else None

    def _deeds(self, place: int) -> list[Latest]:
        if place not in self._did:
            self._did[place] = [self._of(deed) for deed in self._items[place].deeds]
        return self._did[place]

    def _of(self, deed: Deed) -> Latest:
        if deed not in self._latest:
            self._latest[deed] = latest_of(self.facts, deed)
        return self._latest[deed]

    def _holds(self, place: int) -> list[bool]:
        if place not in self._holding:
            self._holding[place] = self._held(self._items[place])
        return self._holding[place]

    def _held(self, item: AdviceItem) -> list[bool]:
        if item.condition is None:
            return [False] * self.facts.shape[0]
        held: list[bool] = holds(self.facts, item.condition, item.within).tolist()
        return held


def _row(item: AdviceItem, why: Because, done: Row | None, missing: str | None, language: Language) -> Row:
    due = None if why.since is None else str(from_day_number(why.since + item.within))
    return {
        "id": item.id,
        "action": item.words.said({"missing": missing}, language),
        "because": item.because,
        "why": reason_words(item.because, language),
        "within_days": item.within,
        "due_on": due,
        "done_by": list(item.done_by),
        "done": done,
    }


def _because(standing: Mapping[str, Any], missing: str | None) -> dict[str, Because]:
    """Whatever the customer is, lacks, or is warned of."""
    loyalty, needs, drivers = standing["loyalty"], standing["needs"], standing["drivers"]
    found = {standing["stage"]["name"]: Because(rank=STAGE), EVERY: Because(rank=ALWAYS)}
    if missing:
        found[NEXT] = Because(rank=PRESSING[NEXT])
    for kind in (loyalty["retention"], loyalty["type"]):
        if kind in KINDS:
            found[kind] = Because(rank=PRESSING.get(kind, LOOSE))
    if drivers["won_by"]:
        found[f"won_by_{drivers['won_by']}"] = Because(rank=GAPS)
    found |= {gap: Because(rank=GAPS) for gap in ("need_gap", "tier_gap") if needs[gap]}
    if not needs["evidence"]:
        found["needs_unknown"] = Because(rank=ALWAYS)
    status = standing["risk"]["status"]
    if status in PRESSING:
        found[status] = Because(rank=PRESSING[status])
    return found | {signal["name"]: _of_signal(signal) for signal in standing["risk"]["signals"]}


def _of_signal(signal: Mapping[str, Any]) -> Because:
    since = day_number(date.fromisoformat(signal["since"]))
    return Because(rank=PRESSING[signal["severity"]] if signal["name"] in _counted() else DATA, since=since)


@cache
def _counted() -> frozenset[str]:
    return frozenset(signal.name for signal in all_signals() if signal.counted)


def _missing(standing: Mapping[str, Any]) -> str | None:
    """The first missing condition of the next stage."""
    return next((one["condition"] for one in standing["stage"]["next"] if not one["met"]), None)
