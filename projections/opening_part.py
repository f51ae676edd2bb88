"""The ways in, and what became of our offers (section 2): the `openings` of the standing."""

from collections import Counter
from datetime import date
from typing import Any

from projections.calendar import day_number
from projections.customer_events import Record, records
from projections.evidence import MOST
from projections.facts import Facts
from projections.figures import ratio
from projections.openings import openings
from projections.stage import STABLE
from projections.words import Language, Words

Part = dict[str, Any]

SUBMITTED, DECIDED = "QuotationSubmitted", "QuotationDecided"
LEAST_DECIDED = 5  # a rate of fewer cases says nothing
POSITION = "RivalPositionObserved"

NO_DUE_DATE = Words(en="{kind:term}, {origin}, no due date", zh="{kind:term}（{origin:term}），没有期限")
DUE = Words(en="{kind:term}, {origin}, due on {due_on}", zh="{kind:term}（{origin:term}），期限 {due_on:date}")
PAST = Words(en=", {past:d} days ago", zh="，已过 {past} 天")
DANGER = Words(en="; a rival could use it", zh="；竞争对手可能利用")
FULL_STOP = Words(en=".", zh="。")
UNDECIDED = Words(
    en="Quotation {quotation_id} of {on} is not decided.", zh="{on:date} 的报价单 {quotation_id} 尚无结果。"
)
SUPPLIES = Words(en="{rival} is {role} supplier, as seen on {on}.", zh="{on:date} 观察：{rival} 是{role:term}供应商。")
WON = Words(en="{won:d} of {decided:d} decided quotations were won", zh="{decided} 份已有结果的报价单中赢得 {won} 份")
TOO_FEW = Words(en="; {least} are needed for a rate", zh="；至少 {least} 份才计算赢单率")


def opening_part(facts: Facts, customer: int, language: Language = "en") -> list[Part]:
    """Open openings by due date, open quotations, who supplies the customer, and our record of quotations; each with
    its `type`.
    """
    return [
        *_openings(facts, customer, language),
        *_quotations(facts, customer, language),
        *_incumbents(facts, customer, language),
        *_record(facts, customer, language),
    ]


def _offers(facts: Facts) -> list[list[Record]]:
    return records(facts, (SUBMITTED,), "quotation_id", "amount", "currency", "options", "opening_id")


def _decisions(facts: Facts) -> list[list[Record]]:
    return records(facts, (DECIDED,), "quotation_id", "result", "rival")


def _positions(facts: Facts) -> list[list[Record]]:
    return records(facts, (POSITION,), "rival", "role", "share")


def _openings(facts: Facts, customer: int, language: Language) -> list[Part]:
    """What is open, soonest due first, then as observed; `exposed`: we are the main supplier: a way in for rivals."""
    exposed = bool(facts.path.stage[customer, facts.reviews.asked] >= STABLE)
    today = int(facts.reviews.days[facts.reviews.asked])
    found = [
        _opening(event, exposed, today, language)
        for event in facts.once(openings)[customer]
        if event["closed_on"] is None
    ]
    return sorted(found, key=lambda part: (part["due_on"] is None, part["due_on"] or ""))


def _opening(event: Record, exposed: bool, today: int, language: Language) -> Part:
    due = event["due_on"]
    left = None if due is None else day_number(date.fromisoformat(due)) - today
    words = NO_DUE_DATE if left is None else DUE + PAST if left < 0 else DUE
    sentence = (words + DANGER if exposed else words) + FULL_STOP
    said = sentence.said({**event, "past": -(left or 0)}, language)
    return {
        "type": "opening",
        "opening_id": event["opening_id"],
        "kind": event["kind"],
        "origin": event["origin"],
        "observed_on": event["on"],
        "due_on": due,
        "days_left": left,
        "exposed": exposed,
        "reason": f"{said[0].upper()}{said[1:]}",
        "evidence": [event["position"]],
    }


def _quotations(facts: Facts, customer: int, language: Language) -> list[Part]:
    """What waits for a decision."""
    decided = {event["quotation_id"] for event in facts.once(_decisions)[customer]}
    return [
        {
            "type": "quotation",
            **{name: event[name] for name in ("quotation_id", "amount", "currency", "options", "opening_id")},
            "submitted_on": event["on"],
            "reason": UNDECIDED.said(event, language),
            "evidence": [event["position"]],
        }
        for event in facts.once(_offers)[customer]
        if event["quotation_id"] not in decided
    ]


def _incumbents(facts: Facts, customer: int, language: Language) -> list[Part]:
    """Per rival the position last observed, main suppliers first."""
    latest = {event["rival"]: event for event in facts.once(_positions)[customer]}
    order = ("main", "secondary", "candidate")
    return [
        {
            "type": "rival",
            "rival": rival,
            "role": event["role"],
            "share": None if event["share"] is None else ratio(float(event["share"])),
            "observed_on": event["on"],
            "reason": SUPPLIES.said(event, language),
            "evidence": [event["position"]],
        }
        for rival, event in sorted(latest.items(), key=lambda pair: (order.index(pair[1]["role"]), pair[0]))
    ]


def _record(facts: Facts, customer: int, language: Language) -> list[Part]:
    """Won and lost, and to whom; nothing without a decision."""
    decided = facts.once(_decisions)[customer]
    if not decided:
        return []
    won = sum(event["result"] == "won" for event in decided)
    lost_to = Counter(event["rival"] for event in decided if event["result"] == "lost" and event["rival"])
    enough = len(decided) >= LEAST_DECIDED
    words = (WON if enough else WON + TOO_FEW) + FULL_STOP
    parts = {"won": won, "decided": len(decided), "least": LEAST_DECIDED}
    positions = [event["position"] for event in decided]
    return [
        {
            "type": "quotations",
            "won": won,
            "lost": len(decided) - won,
            "win_rate": ratio(won / len(decided)) if enough else None,
            "lost_to": [
                {"rival": rival, "lost": many} for rival, many in sorted(lost_to.items(), key=lambda p: (-p[1], p[0]))
            ],
            "reason": words.said(parts, language),
            "evidence": sorted(positions)[-MOST:],
            "evidence_count": len(positions),
        }
    ]
