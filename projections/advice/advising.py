"""The `advice` of the standing: what to do now, most pressing first; what was done stands last, with its events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from projections.advice.deed import Condition, Deed
from projections.advice.done import Flags, Latest, holds, latest_of
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


@dataclass
class Advising:
    """Advice at the asked-for date of some facts; what was done is looked up once per kind of event."""

    facts: Facts
    _latest: dict[Deed, Latest] = field(default_factory=dict)
    _holding: dict[tuple[Condition, int], Flags] = field(default_factory=dict)

    def of(self, customer: int, standing: Mapping[str, Any], language: Language = "en") -> list[Row]:
        """standing: all other parts of the customer's."""
        because, selling = _because(standing), standing["risk"]["status"] != "rescue"
        missing = _missing(standing)
        found = []
        nth: dict[str, int] = {}
        for place, item in enumerate(items(self.facts)):
            why = because.get(item.because)
            if why is None or (item.selling and not selling):
                continue
            nth[item.because] = nth.get(item.because, 0) + 1
            done = self._done(item, customer, why)
            row = _row(item, why, done, {"missing": missing}, language)
            found.append((done is not None, why.rank, nth[item.because], place, row))
        return [row for *_, row in sorted(found, key=lambda one: one[:4])]

    def _done(self, item: AdviceItem, customer: int, why: Because) -> Row | None:
        """When, and by which events; None where it is still to do."""
        today = int(self.facts.reviews.days[self.facts.reviews.asked])
        begin = today - item.within + 1 if why.since is None else why.since
        did = [(int(one.day[customer]), int(one.position[customer])) for one in map(self._of, item.deeds)]
        did = [one for one in did if one[0] >= begin]
        if did:
            on = str(from_day_number(max(did)[0]))
            return {"on": on, "evidence": sorted({position for _, position in did})}
        condition = item.condition
        held = condition is not None and bool(self._holds(condition, item.within)[customer])
        return {"on": None, "evidence": []} if held else None

    def _of(self, deed: Deed) -> Latest:
        if deed not in self._latest:
            self._latest[deed] = latest_of(self.facts, deed)
        return self._latest[deed]

    def _holds(self, condition: Condition, within: int) -> Flags:
        if (condition, within) not in self._holding:
            self._holding[condition, within] = holds(self.facts, condition, within)
        return self._holding[condition, within]


def items(facts: Facts) -> list[AdviceItem]:
    """In the order of the policy file."""
    return [item for item in facts.policy.advice if isinstance(item, AdviceItem)]


def _row(item: AdviceItem, why: Because, done: Row | None, said_of: Row, language: Language) -> Row:
    due = None if why.since is None else str(from_day_number(why.since + item.within))
    return {
        "id": item.id,
        "action": item.words.said(said_of, language),
        "because": item.because,
        "why": reason_words(item.because, language),
        "within_days": item.within,
        "due_on": due,
        "done_by": list(item.done_by),
        "done": done,
    }


def _because(standing: Mapping[str, Any]) -> dict[str, Because]:
    """Whatever the customer is, lacks, or is warned of."""
    loyalty, needs, drivers = standing["loyalty"], standing["needs"], standing["drivers"]
    found = {standing["stage"]["name"]: Because(rank=STAGE), EVERY: Because(rank=ALWAYS)}
    if _missing(standing):
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


def _counted() -> Sequence[str]:
    return [signal.name for signal in all_signals() if signal.counted]


def _missing(standing: Mapping[str, Any]) -> str | None:
    """The first missing condition of the next stage."""
    return next((one["condition"] for one in standing["stage"]["next"] if not one["met"]), None)
