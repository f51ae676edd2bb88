"""evaluation_dropped: the customer's last evaluation of its suppliers ranks us lower than the one before."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.facts import Facts
from projections.quantities import latest_row
from projections.section import Months, Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

HELD = "SupplierEvaluationHeld"

RANK = Words(
    en="The evaluation of {held_on:date} ranks us {rank}, the one before of {before_on:date} ranked us {rank_before}.",
    zh="{held_on:date} 的供应商评估中我们排名第 {rank}，{before_on:date} 的上一次为第 {rank_before}。",
)
SCORE = Words(
    en="The evaluation of {held_on:date} gives us {score} points, "
    "the one before of {before_on:date} gave {score_before}.",
    zh="{held_on:date} 的供应商评估给我们 {score} 分，{before_on:date} 的上一次为 {score_before} 分。",
)
DELISTED = Words(
    en="The evaluation of {held_on:date} took us off the list of suppliers.",
    zh="{held_on:date} 的供应商评估将我们移出供应商名单。",
)


class Limits(Section):
    """What counts as a drop, and for how long."""

    months: Months = said(18, "an evaluation counts for so many months")
    score_fall: Part = said(0.10, "watch: the score fell by this part, or the rank")


def severity(facts: Facts, columns: Ints) -> Severity:
    held = facts.history.of(HELD)
    if not len(held):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    of_row = np.zeros(len(facts.history.events) + 1, dtype=np.int8)
    of_row[held.row] = facts.once(_levels)
    last = latest_row(facts.shape, held, facts.reviews)[:, columns]
    recent = facts.history.at[last] > facts.reviews.window(facts.policy.signals.of(Limits).months)[columns][None, :]
    return np.where((last >= 0) & recent, of_row[last], NONE).astype(np.int8)


def _levels(facts: Facts) -> Severity:
    """How bad each evaluation is beside the customer's one before it."""
    held, limits = facts.history.of(HELD), facts.policy.signals.of(Limits)
    rank, score = held.numbers("rank"), _scores(held.texts("score"))
    second = np.concatenate([[False], np.diff(held.c) == 0])
    rank_before, score_before = np.roll(rank, 1), np.roll(score, 1)
    fell = score <= np.round(score_before * (1 - limits.score_fall), 9)
    holds = [
        held.equal("delisted", True),
        second & (rank_before == 1) & (rank > 1),
        second & ((rank > rank_before) | ((score_before > 0) & fell)),
    ]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _scores(texts: Sequence[str | None]) -> NDArray[np.float64]:
    """nan where no score was given."""
    return np.array([np.nan if text is None else float(Decimal(text)) for text in texts], dtype=np.float64)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    held, asked = facts.history.of(HELD), facts.reviews.asked
    seen = held.where(held.at <= facts.reviews.moments[asked])
    days = facts.reviews.local_days(seen.at)
    found = []
    for places, level in zip(seen.places(customers), levels.tolist(), strict=True):
        pair = seen.at_places(places[-2:])
        ranks, scores, on = pair.numbers("rank").tolist(), pair.texts("score"), days[places[-2:]].tolist()
        parts = {
            "held_on": str(from_day_number(on[-1])),
            "rank": ranks[-1],
            "score": scores[-1],
            "before_on": str(from_day_number(on[0])) if len(pair) > 1 else None,
            "rank_before": ranks[0] if len(pair) > 1 else None,
            "score_before": scores[0] if len(pair) > 1 else None,
        }
        by_rank = level != WATCH or ranks[-1] > ranks[0]
        found.append(
            Firing(
                value="delisted" if level == CRISIS else ranks[-1] if by_rank else str(scores[-1]),
                threshold="listed" if level == CRISIS else ranks[0] if by_rank else str(scores[0]),
                unit="list" if level == CRISIS else "rank" if by_rank else "points",
                parts=parts,
                words=DELISTED if level == CRISIS else RANK if by_rank else SCORE,
                evidence=pair.position.tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="evaluation_dropped", group="rivalry", cause="customer", limits=Limits, severity=severity, explain=explain
)
