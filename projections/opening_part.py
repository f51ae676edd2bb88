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

Part = dict[str, Any]

SUBMITTED, DECIDED = "QuotationSubmitted", "QuotationDecided"
LEAST_DECIDED = 5  # a rate of fewer cases says nothing
POSITION = "RivalPositionObserved"


def opening_part(facts: Facts, customer: int) -> list[Part]:
    """Open openings by due date, open quotations, who supplies the customer, and our record of quotations; each with
    its `type`.
    """
    return [
        *_openings(facts, customer),
        *_quotations(facts, customer),
        *_incumbents(facts, customer),
        *_record(facts, customer),
    ]


def _offers(facts: Facts) -> list[list[Record]]:
    return records(facts, (SUBMITTED,), "quotation_id", "amount", "currency", "options", "opening_id")


def _decisions(facts: Facts) -> list[list[Record]]:
    return records(facts, (DECIDED,), "quotation_id", "result", "rival")


def _positions(facts: Facts) -> list[list[Record]]:
    return records(facts, (POSITION,), "rival", "role", "share")


def _openings(facts: Facts, customer: int) -> list[Part]:
    """What is open, soonest due first, then as observed; `exposed`: we are the main supplier: a way in for rivals."""
    exposed = bool(facts.path.stage[customer, facts.reviews.asked] >= STABLE)
    today = int(facts.reviews.days[facts.reviews.asked])
    found = [_opening(event, exposed, today) for event in facts.once(openings)[customer] if event["closed_on"] is None]
    return sorted(found, key=lambda part: (part["due_on"] is None, part["due_on"] or ""))


def _opening(event: Record, exposed: bool, today: int) -> Part:
    due, kind = event["due_on"], event["kind"].replace("_", " ")
    left = None if due is None else day_number(date.fromisoformat(due)) - today
    when = "no due date" if left is None else f"due on {due}, {-left} days ago" if left < 0 else f"due on {due}"
    danger = "; a rival could use it" if exposed else ""
    return {
        "type": "opening",
        "opening_id": event["opening_id"],
        "kind": event["kind"],
        "origin": event["origin"],
        "observed_on": event["on"],
        "due_on": due,
        "days_left": left,
        "exposed": exposed,
        "reason": f"{kind.capitalize()}, {event['origin']}, {when}{danger}.",
        "evidence": [event["position"]],
    }


def _quotations(facts: Facts, customer: int) -> list[Part]:
    """What waits for a decision."""
    decided = {event["quotation_id"] for event in facts.once(_decisions)[customer]}
    return [
        {
            "type": "quotation",
            **{name: event[name] for name in ("quotation_id", "amount", "currency", "options", "opening_id")},
            "submitted_on": event["on"],
            "reason": f"Quotation {event['quotation_id']} of {event['on']} is not decided.",
            "evidence": [event["position"]],
        }
        for event in facts.once(_offers)[customer]
        if event["quotation_id"] not in decided
    ]


def _incumbents(facts: Facts, customer: int) -> list[Part]:
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
            "reason": f"{rival} is {event['role']} supplier, as seen on {event['on']}.",
            "evidence": [event["position"]],
        }
        for rival, event in sorted(latest.items(), key=lambda pair: (order.index(pair[1]["role"]), pair[0]))
    ]


def _record(facts: Facts, customer: int) -> list[Part]:
    """Won and lost, and to whom; nothing without a decision."""
    decided = facts.once(_decisions)[customer]
    if not decided:
        return []
    won = sum(event["result"] == "won" for event in decided)
    lost_to = Counter(event["rival"] for event in decided if event["result"] == "lost" and event["rival"])
    enough = len(decided) >= LEAST_DECIDED
    few = "" if enough else f"; {LEAST_DECIDED} are needed for a rate"
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
            "reason": f"{won} of {len(decided)} decided quotations were won{few}.",
            "evidence": sorted(positions)[-MOST:],
            "evidence_count": len(positions),
        }
    ]
