"""A score from 0 to 100 and the parts it is made of, which add up to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projections.evidence import MOST
from projections.figures import whole_numbers
from projections.windows import Ints
from projections.words import Language, Words, joined

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

    @cached_property
    def whole(self) -> list[int | None]:
        """Of every customer at the last column, in whole numbers."""
        return whole_numbers(self.value[:, -1])

    @cached_property
    def whole_parts(self) -> list[Row]:
        """Of every customer at the last column, by name: the value, and the points in whole numbers that add up to the
        score; None where unknown.
        """
        values = [whole_numbers(part.value[:, -1]) for part in self.parts.values()]
        points = np.array([part.points[:, -1] for part in self.parts.values()])
        added = _adding_up(points, self.whole).T.tolist()
        known = (~np.isnan(points) & ~np.isnan(self.value[:, -1])).T.tolist()
        return [
            {
                name: {"value": value, "points": own} if there else None
                for name, value, own, there in zip(self.parts, *cells, strict=True)
            }
            for cells in zip(zip(*values, strict=True), added, known, strict=True)
        ]

    @cached_property
    def before(self) -> list[Row | None]:
        """Of every customer, what the trend is against: the score and the values of its known parts then; None where
        it was unknown.
        """
        values = whole_numbers(self.value[:, 0])
        if self.value.shape[1] < TREND_COLUMNS:
            return [None] * len(values)
        parts = zip(*(whole_numbers(part.value[:, 0]) for part in self.parts.values()), strict=True)
        return [
            None
            if value is None
            else {
                "value": value,
                "parts": {name: own for name, own in zip(self.parts, cells, strict=True) if own is not None},
            }
            for value, cells in zip(values, parts, strict=True)
        ]


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
    evidence = sorted(set(said.evidence))
    return {
        "value": score.whole[customer],
        "trend": trend,
        "before": score.before[customer],
        "parts": score.whole_parts[customer],
        "reason": said.words.said(said.numbers, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": [absence.said(said.numbers, language) for absence in said.absences],
    }


def _adding_up(points: Floats, totals: Sequence[int | None]) -> Ints:
    """Parts x customers, whole numbers that add up to each total: those with the largest rest are rounded up. What is
    unknown (nan) gets none.
    """
    known = ~np.isnan(points)
    floors = np.floor(np.round(np.where(known, points, 0), 9))
    rests = np.where(known, floors - points, np.inf)
    places = rests.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    lacking = np.array([total or 0 for total in totals]) - floors.sum(axis=0)
    found: Ints = (floors + (known & (places < lacking))).astype(np.int64)
    return found


OF_HUNDRED = Words(en="{value} of 100: ", zh="100 分中得 {value} 分：")
COMMA, STOP = Words(en=", ", zh="，"), Words(en=".", zh="。")


def sentence(score: Score, customer: int, names: Mapping[str, Words], missing: Mapping[str, Words], said: Said) -> Said:
    """The score of one customer with its known parts by name; what would make the others known joins the absences."""
    values = {name: part["value"] for name, part in score.whole_parts[customer].items() if part is not None}
    listed = [words for name in values for words in (COMMA, names[name])][1:]
    return Said(
        words=joined((OF_HUNDRED, *listed, STOP)),
        numbers={**said.numbers, **values, "value": score.whole[customer]},
        evidence=said.evidence,
        absences=[*said.absences, *(missing[name] for name in missing if name not in values)],
    )
