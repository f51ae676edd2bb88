"""A score from 0 to 100 and the parts it is made of, which add up to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.evidence import MOST
from projections.figures import half_up
from projections.words import Language, Words

TREND_COLUMNS = 2  # then and now

Floats = NDArray[np.float64]
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Customers x columns. value: by itself, in the part's own measure; points: what it adds to the score. nan where
    unknown.
    """

    value: Floats
    points: Floats


@dataclass(frozen=True, kw_only=True)
class Score:
    """Customers x columns: 9 digits, rounded nowhere else; nan where unknown."""

    value: Floats
    parts: Mapping[str, Part]


@dataclass(frozen=True, kw_only=True)
class Said:
    """Why: a sentence over the parts as answers show them, the events behind it (positions in any order), and what is
    missing to know better.
    """

    words: Words
    numbers: Row
    evidence: list[int]
    absences: Sequence[Words] = ()


def known_mean(values: Mapping[str, tuple[float, Floats]]) -> Score:
    """The weighted mean of the known parts: weights of unknown ones are dropped and the rest is scaled up."""
    known = {name: ~np.isnan(value) for name, (_, value) in values.items()}
    mass = np.sum([weight * known[name] for name, (weight, _) in values.items()], axis=0)
    some = mass > 0
    parts = {
        name: Part(value=value, points=np.where(known[name], weight * value / np.where(some, mass, 1), np.nan))
        for name, (weight, value) in values.items()
    }
    return score_of(parts)


def score_of(parts: Mapping[str, Part]) -> Score:
    """The sum of what the known parts add; unknown where all are."""
    points = np.array([part.points for part in parts.values()])
    known = ~np.isnan(points)
    total = np.round(np.where(known, points, 0).sum(axis=0), 9)
    return Score(value=np.where(known.any(axis=0), total, np.nan), parts=parts)


def shown(score: Score, customer: int, said: Said, trend: str | None, language: Language = "en") -> Row:
    """The score of one customer at the last column, as the standing shows it."""
    value = float(score.value[customer, -1])
    evidence = sorted(set(said.evidence))
    return {
        "value": None if np.isnan(value) else half_up(value),
        "trend": trend,
        "before": _before(score, customer),
        "parts": shown_parts(score, customer),
        "reason": said.words.said(said.numbers, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": [absence.said(said.numbers, language) for absence in said.absences],
    }


def _before(score: Score, customer: int) -> Row | None:
    """What the trend is against: the score and the values of its known parts then; None where it was unknown."""
    if score.value.shape[1] < TREND_COLUMNS or np.isnan(score.value[customer, 0]):
        return None
    then = {name: float(part.value[customer, 0]) for name, part in score.parts.items()}
    return {
        "value": half_up(float(score.value[customer, 0])),
        "parts": {name: half_up(value) for name, value in then.items() if not np.isnan(value)},
    }


def shown_parts(score: Score, customer: int) -> Row:
    """Per part its value, and its points in whole numbers that add up to the score; None where unknown."""
    value = float(score.value[customer, -1])
    known = [name for name, part in score.parts.items() if not np.isnan(part.points[customer, -1])]
    if np.isnan(value):
        return dict.fromkeys(score.parts)
    points = _whole([float(score.parts[name].points[customer, -1]) for name in known], half_up(value))
    whole = dict(zip(known, points, strict=True))
    return {
        name: {"value": half_up(float(part.value[customer, -1])), "points": whole[name]} if name in whole else None
        for name, part in score.parts.items()
    }


def _whole(points: Sequence[float], total: int) -> list[int]:
    """Whole numbers that add up to `total`: those with the largest rest are rounded up."""
    floors = [int(np.floor(round(one, 9))) for one in points]
    by_rest = sorted(range(len(points)), key=lambda place: floors[place] - points[place])
    for place in by_rest[: total - sum(floors)]:
        floors[place] += 1
    return floors


OF_HUNDRED = Words(en="{value} of 100: ", zh="100 分中得 {value} 分：")
COMMA, STOP = Words(en=", ", zh="，"), Words(en=".", zh="。")


def sentence(score: Score, customer: int, names: Mapping[str, Words], missing: Mapping[str, Words], said: Said) -> Said:
    """The score of one customer with its known parts by name; what would make the others known joins the absences."""
    parts = {name: part for name, part in shown_parts(score, customer).items() if part is not None}
    words = OF_HUNDRED
    for place, name in enumerate(parts):
        words = words + COMMA + names[name] if place else words + names[name]
    values = {name: part["value"] for name, part in parts.items()}
    return Said(
        words=words + STOP,
        numbers={**said.numbers, **values, "value": half_up(float(score.value[customer, -1]))},
        evidence=said.evidence,
        absences=[*said.absences, *(missing[name] for name in missing if name not in parts)],
    )
