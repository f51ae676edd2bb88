"""Needs (客户需求): the level the organisation is at, the level we serve, and the gaps between (section 5)."""

from typing import Any, Literal, get_args

import numpy as np
from pydantic import model_validator

from projections.evidence import MOST
from projections.facts import Facts
from projections.rows import Rows
from projections.section import Months, Section, said
from projections.tier import TIERS, tier_at
from projections.windows import Ints
from projections.words import Language, Words

OBSERVED = "NeedObserved"
Level = Literal["survival", "safety", "social", "esteem", "self_actualisation"]
LEVELS: tuple[Level, ...] = get_args(Level)
UNKNOWN, NONE_SERVED = -2, -1  # below the place of the lowest level

AT = Words(en="They are at the level of {customer_level:term} needs.", zh="客户处于{customer_level:term}需求层次。")
NOT_OBSERVED = Words(
    en="No need of the organisation was observed in {months} months: not enough to judge.",
    zh="{months} 个月内没有观察到组织的需求：不足以判断。",
)
SERVED = Words(en=" We serve them up to {served_level:term}.", zh="我们满足到{served_level:term}层次。")
NOT_SERVED = Words(en=" Not even the lowest level is served.", zh="连最低层次也未得到满足。")
NEED_GAP = Words(en=" Served too low by {need_gap:level|levels}.", zh="低于其需求 {need_gap} 个层次。")
TIER_GAP = Words(en=" Tier {tier} deserves {tier_gap:level|levels} more.", zh="{tier} 级客户应再高 {tier_gap} 个层次。")
NOT_ASKED = Words(en="nobody noted whether their needs are met", zh="没有记录其需求是否得到满足")


class Limits(Section):
    """How long an observed need counts, and what each tier deserves."""

    months: Months = said(24, "a need observed counts for so many months")
    tier_deserves: dict[Literal["A", "B", "C"], Level] = said(
        {"A": "esteem", "B": "social", "C": "safety"}, "the level at which each tier should be served"
    )

    @model_validator(mode="after")
    def every_tier_deserves_something(self) -> "Limits":
        if set(self.tier_deserves) != {"A", "B", "C"}:
            raise ValueError("tier_deserves needs A, B and C")
        return self


def needs_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[dict[str, Any]]:
    """In the order of `customers`, at the asked-for date."""
    rows = _of_organisations(facts)
    recent = rows.where(rows.at > facts.reviews.window(_limits(facts).months)[facts.reviews.asked])
    answered, latest = _answers(facts, rows)
    wanted, served = _highest(facts, recent), _served(answered)
    tiers = tier_at(facts, np.array([facts.reviews.asked]))[:, 0]
    return [
        _document(facts, int(wanted[c]), int(served[c]), TIERS[tiers[c]], sorted(evidence), language)
        for c, evidence in zip(
            customers.tolist(),
            (
                {*recent.position[own].tolist(), *latest.position[told].tolist()}
                for own, told in zip(recent.places(customers), latest.places(customers), strict=True)
            ),
            strict=True,
        )
    ]


def _limits(facts: Facts) -> Limits:
    return facts.policy.scores.of(Limits)


def _of_organisations(facts: Facts) -> Rows:
    rows = facts.history.of(OBSERVED)
    return rows.where(rows.equal("subject", "organisation"))


def _level_numbers(rows: Rows) -> Ints:
    number = np.zeros(len(rows), dtype=np.int64)
    for place, level in enumerate(LEVELS):
        number[rows.equal("level", level)] = place
    return number


def _highest(facts: Facts, rows: Rows) -> Ints:
    """Per customer the highest level among `rows`, UNKNOWN without one."""
    highest = np.full(facts.shape[0], UNKNOWN)
    if len(rows):
        np.maximum.at(highest, rows.c, _level_numbers(rows))
    return highest


def _answers(facts: Facts, rows: Rows) -> tuple[Ints, Rows]:
    """Customers x levels: 1 where the latest word is that the need is met, -1 where it is not, 0 for partly, UNKNOWN
    without a word; and the rows that said so.
    """
    told = rows.where(rows.known("met"))
    last = np.full((facts.shape[0], len(LEVELS)), -1)
    if len(told):
        np.maximum.at(last, (told.c, _level_numbers(told)), np.arange(len(told)))
    says = told.equal("met", "yes") * 1 - told.equal("met", "no") * 1
    found = np.where(last >= 0, says[last] if len(told) else 0, UNKNOWN)
    return found, told.at_places(np.sort(last[last >= 0]))


def _served(answers: Ints) -> Ints:
    """The highest level whose need is met while none at or below it is not; UNKNOWN without a word on any."""
    sound = np.logical_and.accumulate(answers != -1, axis=1)
    met = sound & (answers == 1)
    highest = np.where(met, np.arange(len(LEVELS))[None, :], NONE_SERVED).max(axis=1)
    return np.where((answers == UNKNOWN).all(axis=1), UNKNOWN, highest)


def _document(
    facts: Facts, wanted: int, served: int, tier: str | None, evidence: list[int], language: Language
) -> dict[str, Any]:
    limits, told = _limits(facts), served != UNKNOWN
    deserved = next((LEVELS.index(level) for name, level in limits.tier_deserves.items() if name == tier), UNKNOWN)
    numbers = {
        "customer_level": LEVELS[wanted] if wanted >= 0 else None,
        "served_level": LEVELS[served] if served >= 0 else None,
        "need_gap": max(wanted - served, 0) if told and wanted != UNKNOWN else None,
        "tier_gap": max(deserved - served, 0) if told and deserved != UNKNOWN else None,
    }
    words = AT if wanted >= 0 else NOT_OBSERVED
    if told:
        words = words + (SERVED if served >= 0 else NOT_SERVED)
    words = words + NEED_GAP if numbers["need_gap"] else words
    words = words + TIER_GAP if numbers["tier_gap"] else words
    said_of = {**numbers, "tier": tier, "months": limits.months}
    return {
        **numbers,
        "reason": words.said(said_of, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": [] if told else [NOT_ASKED.said(said_of, language)],
    }
