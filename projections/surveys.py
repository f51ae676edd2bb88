"""Surveyed satisfaction: what contacts perceive, what they expected, and what the best rival gives them."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from ledger.catalogue.voice import DimensionScore
from projections.decimal_text import scaled, scaled_few
from projections.facts import Facts
from projections.people import read_people
from projections.persons import influence_of
from projections.rows import Rows, flags
from projections.satisfaction_limits import SatisfactionLimits
from projections.windows import Ints

SURVEYED = "SatisfactionSurveyed"
DIMENSIONS: tuple[str, ...] = get_args(DimensionScore.model_fields["dimension"].annotation)
ONE = 10**DECIMALS
OUT_OF_TEN = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Scores:
    """What the surveys said. survey: of each score, the place among the surveys; dimension: place in DIMENSIONS;
    perceived, expected, rival: integers of the smallest unit, rival 0 where it was not asked.
    """

    survey: Ints
    dimension: Ints
    perceived: Ints
    expected: Ints
    rival: Ints
    asked: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Surveys:
    """Every SatisfactionSurveyed. person: a number per customer and contact (nobody named is one of them), of each.
    start, stop: the columns between which it is its contact's latest word and valid.
    """

    rows: Rows
    person: Ints
    start: Ints
    stop: Ints
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Surveyed:
    """Per customer at one column, 9 digits; nan where there is no valid survey. index: 0 to 100; gap: perceived less
    expected; against_rival: perceived less the best rival; perceived (0 to 10), gaps: customers x DIMENSIONS.
    """

    index: Floats
    gap: Floats
    against_rival: Floats
    perceived: Floats
    gaps: Floats

    @property
    def worst(self) -> Floats:
        """The lowest gap of any dimension; inf without."""
        worst: Floats = np.where(np.isnan(self.gaps), np.inf, self.gaps).min(axis=1)
        return worst


def read_surveys(facts: Facts) -> Surveys:
    rows, months = facts.history.of(SURVEYED), facts.policy.signals.of(SatisfactionLimits).survey_months
    ids = rows.dense("contact_id")
    person = rows.c * (int(ids.max(initial=0)) + 1) + ids
    start = facts.reviews.seen_from(rows.at)
    stop, order = facts.reviews.gone_from(rows.at, months), np.argsort(person, kind="stable")
    again = person[order[1:]] == person[order[:-1]]
    stop[order[:-1][again]] = np.minimum(stop[order[:-1][again]], start[order[1:][again]])
    scores = _few_scores(rows) if rows.few else _many_scores(rows)
    return Surveys(
        rows=rows,
        person=person,
        start=start,
        stop=stop,
        scores=scores,
    )


def _few_scores(rows: Rows) -> Scores:
    """Read as Python values."""
    lists = rows.values("scores")
    scores = [score for said in lists for score in said or ()]
    rival = [score["best_rival"] for score in scores]
    return Scores(
        survey=np.repeat(np.arange(len(rows)), np.array([len(said or ()) for said in lists], dtype=np.int64)),
        dimension=np.array([DIMENSIONS.index(score["dimension"]) for score in scores], dtype=np.int64),
        perceived=scaled_few([score["perceived"] for score in scores], DECIMALS),
        expected=scaled_few([score["expected"] for score in scores], DECIMALS),
        rival=scaled_few(rival, DECIMALS),
        asked=np.array([said is not None for said in rival], dtype=np.bool_),
    )


def _many_scores(rows: Rows) -> Scores:
    """Read as columns."""
    lists = rows.column("scores")
    scores = lists.explode(empty_as_null=False).struct
    names, rival = scores.field("dimension"), scores.field("best_rival")
    dimension = np.zeros(len(names), dtype=np.int64)
    for number, name in enumerate(DIMENSIONS):
        dimension[flags(names == name)] = number
    return Scores(
        survey=np.repeat(np.arange(len(rows)), lists.list.len().to_numpy()),
        dimension=dimension,
        perceived=scaled(scores.field("perceived"), DECIMALS),
        expected=scaled(scores.field("expected"), DECIMALS),
        rival=scaled(rival.fill_null("0"), DECIMALS),
        asked=flags(rival.is_not_null()),
    )


def surveyed(facts: Facts, column: int) -> Surveyed:
    """Each contact's latest survey, weighted by its influence; then the dimensions equally."""
    return facts.once_at(_surveyed_at, np.array([column]))


def _surveyed_at(facts: Facts, columns: Ints) -> Surveyed:
    """At the one column."""
    column = int(columns[0])
    surveys, customers = facts.once(read_surveys), facts.shape[0]
    scores = surveys.scores
    if not len(surveys.rows):
        nothing = np.full(customers, np.nan)
        each = np.full((customers, len(DIMENSIONS)), np.nan)
        return Surveyed(index=nothing, gap=nothing, against_rival=nothing, perceived=each, gaps=each)
    valid = (surveys.start <= column) & (column < surveys.stop)
    weight = np.where(valid, _influence(facts, column), 0)[scores.survey]
    cell = surveys.rows.c[scores.survey] * len(DIMENSIONS) + scores.dimension

    def mean(value: Ints, weights: Ints) -> Floats:
        """customers x DIMENSIONS; nan where nothing has weight."""
        sums, total = np.zeros((2, customers * len(DIMENSIONS)), dtype=np.int64)
        np.add.at(sums, cell, value * weights)
        np.add.at(total, cell, weights)
        means = np.where(total > 0, sums / np.maximum(total, 1) / ONE, np.nan)
        return means.reshape(customers, len(DIMENSIONS))

    perceived, gaps = mean(scores.perceived, weight), mean(scores.perceived - scores.expected, weight)
    against = mean(scores.perceived - scores.rival, np.where(scores.asked, weight, 0))
    return Surveyed(
        index=_equally(OUT_OF_TEN * perceived),
        gap=_equally(gaps),
        against_rival=_equally(against),
        perceived=np.round(perceived, 9),
        gaps=np.round(gaps, 9),
    )


def _equally(by_dimension: Floats) -> Floats:
    """Mean over the dimensions that are known, 9 digits; nan without any."""
    known = ~np.isnan(by_dimension)
    total, count = np.where(known, by_dimension, 0.0).sum(axis=1), known.sum(axis=1)
    means: Floats = np.where(count > 0, np.round(total / np.maximum(count, 1), 9), np.nan)
    return means


def _influence(facts: Facts, column: int) -> Ints:
    """What the contact of each survey weighs, as last said by the column."""
    unknown = round(facts.policy.signals.of(SatisfactionLimits).unknown_influence * ONE)
    return influence_of(facts, facts.once(_asked), np.array([column]), unknown)[:, 0]


def _asked(facts: Facts) -> Ints:
    """Who answered each survey, as people.py numbers persons; -1 for nobody named or described."""
    rows = facts.once(read_surveys).rows
    return facts.once(read_people).numbers(rows.c, rows.texts("contact_id"))
