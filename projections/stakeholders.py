"""The stakeholder map of one customer (section 3): who is there, who knows whom, what is covered and what is not."""

from typing import Any

import numpy as np

from projections.calendar import day_months_before, day_number, from_day_number
from projections.contacts import CONTACT, DESCRIBED, MET
from projections.customer_events import Record, records
from projections.evidence import MOST
from projections.facts import Facts
from projections.figures import ratio
from projections.people import ADDED, LEFT, OBSERVED, read_people
from projections.signals.opponent_gaining import Limits as AttitudeLimits
from projections.signals.opponent_gaining import mean_attitude
from projections.signals.single_threaded import Limits as ThreadLimits
from projections.signals.single_threaded import Thread, threads, top_person
from projections.words import Language, Words

Part = dict[str, Any]

LEVELS = ("executive", "middle", "operational")
COVERED_MONTHS = (6, 12)
UNSAID_INFLUENCE = 0.3
SAID = ("department", "level", "role", "influence", "reports_to")
REPORTS = "ReportingLineSet"

WHO_WAS_MET = Words(
    en="{met} of {there:contact|contacts} met in 12 months", zh="12 个月内会见了 {there} 位联系人中的 {met} 位"
)
INFLUENCE = Words(en=", {influence:percent} of the influence", zh="，占影响力的 {influence:percent}")
FULL_STOP = Words(en=".", zh="。")
DEPARTMENT_UNMET = Words(en="nobody of {name} met in 12 months", zh="12 个月内没有会见{name:term}部门的任何人")
LEVEL_UNMET = Words(en="nobody of level {name} met in 12 months", zh="12 个月内没有会见{name:term}的任何人")
DECIDER_UNMET = Words(en="the decider {name} was never met", zh="从未会见决策者 {name}")
NO_DECIDER = Words(en="no decider is known", zh="不知道谁是决策者")


def stakeholders(facts: Facts, customer: int, language: Language = "en") -> Part | None:
    """The `people` of the standing; None where nobody there is known. Names are personal data and not here."""
    contacts = contacts_of(facts, customer)
    if not contacts:
        return None
    present = [one for one in contacts.values() if one["left_on"] is None]
    evidence = sorted(position for one in contacts.values() for position in one["evidence"])
    today = from_day_number(int(facts.reviews.days[facts.reviews.asked]))
    coverage = {}
    for months in COVERED_MONTHS:
        since = day_number(day_months_before(today, months, keep_month_end=True))
        coverage[f"months_{months}"] = _coverage(present, since)
    gaps = _gaps(present, coverage[f"months_{COVERED_MONTHS[-1]}"])
    return {
        "contacts": [{name: value for name, value in one.items() if name != "met_day"} for one in contacts.values()],
        "coverage": coverage,
        "gaps": gaps,
        "mean_attitude": _mean_attitude(facts, customer),
        "single_thread": _single_thread(facts, customer),
        "reason": _reason(present, coverage[f"months_{COVERED_MONTHS[-1]}"], language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": _absences(gaps, language),
    }


def contacts_of(facts: Facts, customer: int) -> dict[str, Part]:
    """By contact_id; each with what was last said of it by the asked-for date."""
    found: dict[str, Part] = {}
    for event in facts.once(_told)[customer]:
        one = found.setdefault(event["contact_id"], _nobody(event["contact_id"]))
        one["evidence"].append(event["position"])
        if event["type"] in DESCRIBED:
            one.update({name: event[name] for name in SAID if event[name] is not None})
            one["joined_on"] = event["on"] if event["type"] == ADDED else one["joined_on"]
        elif event["type"] == REPORTS:
            one["reports_to"] = event["reports_to"]
        elif event["type"] == LEFT:
            one["left_on"], one["successor_id"] = event["on"], event["successor_id"]
        else:
            one["attitudes"].append({"on": event["on"], "attitude": event["attitude"]})
            one["attitude"] = event["attitude"]
    for event in facts.once(_in_contact)[customer]:
        for contact_id in event["contact_ids"] or ():
            if contact_id in found:
                _touched(found[contact_id], event)
    return dict(sorted(found.items()))


def _told(facts: Facts) -> list[list[Record]]:
    """Whatever was said of people, by customer."""
    return records(facts, (*DESCRIBED, LEFT, OBSERVED, REPORTS), "contact_id", *SAID, "successor_id", "attitude")


def _in_contact(facts: Facts) -> list[list[Record]]:
    """Who met or spoke with whom, by customer."""
    return records(facts, CONTACT, "contact_ids", "our_people", "our_executive")


def _nobody(contact_id: str) -> Part:
    return {
        "contact_id": contact_id,
        **dict.fromkeys(SAID),
        "attitude": None,
        "attitudes": [],
        "joined_on": None,
        "left_on": None,
        "successor_id": None,
        "last_met_on": None,
        "last_contact_on": None,
        "known_by": [],
        "met_day": None,
        "evidence": [],
    }


def _touched(one: Part, event: Record) -> None:
    one["last_contact_on"] = event["on"]
    if event["type"] in MET:
        one["last_met_on"], one["met_day"] = event["on"], event["day"]
    ours = [*(event["our_people"] or ()), *([event["our_executive"]] if event["our_executive"] else ())]
    one["known_by"] = sorted({*one["known_by"], *ours})


def _weight(one: Part) -> float:
    return UNSAID_INFLUENCE if one["influence"] is None else float(one["influence"])


def _coverage(present: list[Part], since: int) -> Part:
    """Whom of those present somebody met later than a day."""
    met = [one for one in present if one["met_day"] is not None and one["met_day"] > since]
    total = sum(map(_weight, present))
    return {
        "contacts": len(met),
        "departments": sorted({one["department"] for one in met if one["department"]}),
        "levels": [level for level in LEVELS if any(one["level"] == level for one in met)],
        "influence": ratio(sum(map(_weight, met)) / total) if total else None,
    }


def _gaps(present: list[Part], covered: Part) -> Part:
    """What is known to be there and was not met."""
    return {
        "departments": sorted({one["department"] for one in present if one["department"]} - {*covered["departments"]}),
        "levels": [
            level
            for level in LEVELS
            if level not in covered["levels"] and any(one["level"] == level for one in present)
        ],
        "deciders": [one["contact_id"] for one in present if one["role"] == "decider" and one["last_met_on"] is None],
        "decider_known": any(one["role"] == "decider" for one in present),
    }


def _mean_attitude(facts: Facts, customer: int) -> float | None:
    people, moments = facts.once(read_people), facts.reviews.moments[[facts.reviews.asked]]
    limits = facts.policy.signals.of(AttitudeLimits)
    mean = float(mean_attitude(people, moments, people.present(moments), limits)[customer, 0])
    return None if np.isnan(mean) else ratio(mean)


def _single_thread(facts: Facts, customer: int) -> Part:
    """The person most contact goes through on either side; None where there are too few contact-days to tell."""
    theirs, ours = threads(facts, np.array([facts.reviews.asked]))
    return {"theirs": _top(facts, theirs, customer), "ours": _top(facts, ours, customer)}


def _top(facts: Facts, side: Thread, customer: int) -> Part | None:
    limits, total = facts.policy.signals.of(ThreadLimits), int(side.total[customer, 0])
    if total < limits.least:
        return None
    after = int(facts.reviews.days[facts.reviews.asked]) - limits.days
    return {
        "person": top_person(side.days, customer, after),
        "share": ratio(int(side.top[customer, 0]) / total),
        "contact_days": total,
        "single": bool(side.hangs(limits)[customer, 0]),
    }


def _reason(present: list[Part], covered: Part, language: Language) -> str:
    words = WHO_WAS_MET if covered["influence"] is None else WHO_WAS_MET + INFLUENCE
    parts = {"met": covered["contacts"], "there": len(present), "influence": covered["influence"]}
    return (words + FULL_STOP).said(parts, language)


def _absences(gaps: Part, language: Language) -> list[str]:
    unmet = ((DEPARTMENT_UNMET, "departments"), (LEVEL_UNMET, "levels"), (DECIDER_UNMET, "deciders"))
    said = [words.said({"name": name}, language) for words, gap in unmet for name in gaps[gap]]
    return said if gaps["decider_known"] else [*said, NO_DECIDER.said({}, language)]
