"""Three safeguards of communication: somebody is named, a rhythm is agreed and kept, executives can be reached."""

from typing import Any

import numpy as np

from projections.calendar import from_day_number
from projections.contacts import EXECUTIVE_MEETING
from projections.evidence import MOST
from projections.facts import Facts
from projections.loyalty.communication import Limits, recent_sides
from projections.merging import FILE
from projections.quantities import latest_row
from projections.rhythm_agreed import AGREED, agreed_days
from projections.rows import NEVER
from projections.section import Count, Section, said
from projections.signals.contact_silence import last_contact, silent_days
from projections.signals.executive_silence import executive_rhythm
from projections.windows import Ints
from projections.words import Language, Words

Row = dict[str, Any]
STOP: dict[Language, str] = {"en": ".", "zh": "。"}

COUNTERPART = Words(
    en="{owner} answers for the customer; people of ours in contact in {months} months: {people}.",
    zh="由 {owner} 负责，{months} 个月内我方有 {people} 人与客户联系。",
)
NO_OWNER = Words(en="nobody of ours is named as owner", zh="未指定我方负责人")
FEW_OF_OURS = Words(
    en="fewer than {our_people:person|people} of ours in contact in {months} months",
    zh="{months} 个月内我方联系人不足 {our_people} 人",
)
KEPT = Words(
    en="A contact every {every_days} days is agreed; the last was {silent_days:day|days} ago.",
    zh="约定每 {every_days} 天联系一次；上次联系在 {silent_days} 天前。",
)
NOT_AGREED = Words(en="no rhythm of contact is agreed", zh="没有约定联系节奏")
NOT_KEPT = Words(en="no contact within the agreed {every_days} days", zh="未在约定的 {every_days} 天内联系")
OPEN = Words(
    en="Executives last met on {met_on:date}; that counts for {every_days} days.",
    zh="高层上次会面在 {met_on:date}；有效期 {every_days} 天。",
)
NOT_MET = Words(en="no executive meeting was ever held", zh="从未举行过高层会面")
TOO_LONG_AGO = Words(en="no executive meeting in {every_days} days", zh="{every_days} 天内没有高层会面")


class SafeguardLimits(Section):
    """When a safeguard stands."""

    our_people: Count = said(2, "people of ours in contact, beside a named owner")
    executive_days: Count = said(365, "an executive meeting so long ago, where no executive rhythm is expected")


def safeguard_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[Row]:
    """In the order of `customers`, at the asked-for date: per safeguard whether it stands, why, and what is missing."""
    each = (_counterparts, _rhythms, _executives)
    found = [of(facts, customers, language) for of in each]
    names = ("counterpart_named", "rhythm_kept", "executive_channel")
    return [dict(zip(names, row, strict=True)) for row in zip(*found, strict=True)]


def _limits(facts: Facts) -> SafeguardLimits:
    return facts.policy.scores.of(SafeguardLimits)


def _shown(words: Words, numbers: Row, evidence: list[int], absences: list[Words], language: Language) -> Row:
    """Standing without absences; without a sentence of its own an absence is the reason."""
    missing = [absence.said(numbers, language) for absence in absences]
    known = all(value is not None for value in numbers.values())
    return {
        "met": not absences,
        "reason": words.said(numbers, language)
        if known
        else f"{missing[0][0].upper()}{missing[0][1:]}{STOP[language]}",
        "evidence": sorted(set(evidence))[-MOST:],
        "evidence_count": len(set(evidence)),
        "absences": missing,
    }


def _counterparts(facts: Facts, customers: Ints, language: Language) -> list[Row]:
    limits, months, named = _limits(facts), facts.policy.scores.of(Limits).months, facts.history.of(*FILE)
    named = named.where(named.known("owner"))
    ours = facts.once(recent_sides)[1]
    there = np.unique(ours.person[ours.day > facts.reviews.window_days(months)[facts.reviews.asked]])
    people = np.bincount(ours.customer_of[there], minlength=facts.shape[0])
    found = []
    for c, places in zip(customers.tolist(), named.places(customers), strict=True):
        last = named.at_places(places[-1:])
        owner = next(iter(last.texts("owner")), None)
        numbers = {
            "owner": owner,
            "people": int(people[c]),
            "months": months,
            "our_people": limits.our_people,
        }
        absences = [NO_OWNER] if owner is None else []
        absences += [FEW_OF_OURS] if people[c] < limits.our_people else []
        found.append(_shown(COUNTERPART, numbers, last.position.tolist(), absences, language))
    return found


def _rhythms(facts: Facts, customers: Ints, language: Language) -> list[Row]:
    asked, positions = np.array([facts.reviews.asked]), facts.evidence_rows()
    every, last = agreed_days(facts, "contact", asked)[:, 0], last_contact(facts, asked)[:, 0]
    silent = silent_days(facts, asked, last[:, None])[:, 0]
    agreed = facts.history.of(AGREED)
    agreed = agreed.where(agreed.equal("kind", "contact"))
    found = []
    for c, places in zip(customers.tolist(), agreed.places(customers), strict=True):
        known, ever = every[c] >= 0, last[c] >= 0
        numbers = {"every_days": int(every[c]) if known else None, "silent_days": int(silent[c]) if ever else None}
        kept = known and ever and silent[c] <= every[c]
        absences = [] if kept else [NOT_KEPT if known else NOT_AGREED]
        evidence = [*agreed.position[places[-1:]].tolist(), *([int(positions[last[c]])] if ever else [])]
        found.append(_shown(KEPT, numbers, evidence, absences, language))
    return found


def _executives(facts: Facts, customers: Ints, language: Language) -> list[Row]:
    asked, positions = np.array([facts.reviews.asked]), facts.evidence_rows()
    rhythm = executive_rhythm(facts, asked)[:, 0]
    held = latest_row(facts.shape, facts.history.of(EXECUTIVE_MEETING), facts.reviews)[:, asked[0]]
    days, today = facts.reviews.local_days(facts.history.at), int(facts.reviews.days[asked[0]])
    found = []
    for c in customers.tolist():
        every = int(rhythm[c]) if rhythm[c] != NEVER else _limits(facts).executive_days
        ever = held[c] >= 0
        numbers = {"every_days": every, "met_on": str(from_day_number(int(days[held[c]]))) if ever else None}
        absences = [] if ever and today - days[held[c]] <= every else [TOO_LONG_AGO if ever else NOT_MET]
        found.append(_shown(OPEN, numbers, [int(positions[held[c]])] if ever else [], absences, language))
    return found
