"""Satisfaction as the standing shows it: as surveyed, else as modelled and called so."""

from typing import Any

import numpy as np

from projections.facts import Facts
from projections.figures import half_up, plain
from projections.loyalty.score import Floats, Row
from projections.satisfaction import Modelled, modelled
from projections.surveys import DIMENSIONS, SURVEYED, Surveyed, read_surveys, surveyed
from projections.windows import Ints
from projections.words import Language, Words

ASKED = Words(
    en="As surveyed, satisfaction is {index} of 100: they get {gap} points against what they expected.",
    zh="调查显示满意度为 {index} 分（满分 100）：所得与期望相差 {gap} 分。",
)
MODELLED = Words(
    en="As modelled, for want of a survey, they get {gap} points against what they expect.",
    zh="没有有效的调查，按模型估计，所得与期望相差 {gap} 分。",
)
UNKNOWN = Words(
    en="No valid survey, and too little happened to model it: not enough to judge.",
    zh="没有有效的调查，往来太少无法建模：不足以判断。",
)
NO_SURVEY = Words(en="no valid survey", zh="没有有效的调查")


def surveyed_now(facts: Facts) -> Surveyed:
    """At the asked-for date."""
    return surveyed(facts, facts.reviews.asked)


def modelled_now(facts: Facts) -> Modelled:
    """At the asked-for date."""
    return modelled(facts, facts.reviews.asked)


def satisfaction_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[Row]:
    """In the order of `customers`, at the asked-for date."""
    said, model = facts.once(surveyed_now), facts.once(modelled_now)
    evidence = _surveys(facts, customers)
    return [
        _document(said, model, c, positions, language)
        for c, positions in zip(customers.tolist(), evidence, strict=True)
    ]


def _document(said: Surveyed, model: Modelled, c: int, evidence: list[int], language: Language) -> Row:
    asked = not np.isnan(said.gap[c])
    gap = _points(said.gap if asked else model.gap, c)
    measure = "surveyed" if asked else None if gap is None else "modelled"
    words = {"surveyed": ASKED, "modelled": MODELLED, None: UNKNOWN}[measure]
    index = half_up(float(said.index[c])) if asked else None
    by_model = {name: _points(getattr(model, name), c) for name in ("concessions", "deliveries", "complaints")}
    by_survey = {name: _points(said.gaps[:, place], c) for place, name in enumerate(DIMENSIONS)}
    return {
        "measure": measure,
        "index": index,
        "gap": gap,
        "against_rival": _points(said.against_rival, c),
        "parts": by_survey if asked else by_model,
        "reason": words.said({"index": index, "gap": gap}, language),
        "evidence": evidence,
        "evidence_count": len(evidence),
        "absences": [] if asked else [NO_SURVEY.said({}, language)],
    }


def _points(values: Floats, customer: int) -> Any:
    """Two decimals; None where it is not known."""
    value = float(values[customer])
    return None if np.isnan(value) else plain(round(value, 2))


def _surveys(facts: Facts, customers: Ints) -> list[list[int]]:
    """Per customer the positions of the valid surveys."""
    if not len(facts.history.of(SURVEYED)):
        return [[] for _ in customers]
    held, asked = facts.once(read_surveys), facts.reviews.asked
    rows = held.rows.where((held.start <= asked) & (asked < held.stop))
    return [rows.position[places].tolist() for places in rows.places(customers)]
