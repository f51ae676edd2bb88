"""History rows: one per review of a customer, all known at the same moment."""

from typing import Any

import numpy as np

from ledger.money import from_minor
from projections.facts import Facts
from projections.figures import ratio
from projections.judgement import Judgement
from projections.loyalty.judged import loyalty_at
from projections.momentum import MOMENTA
from projections.risk import STATUSES
from projections.signal_rows import fired
from projections.stage import NOT_YET
from projections.stage_evidence import stage_evidence
from projections.stage_facts import stage_facts
from projections.stage_words import reason
from projections.windows import Ints
from projections.words import Language

STEPS = {1: "up", 0: None, -1: "down"}


def history_rows(judgement: Judgement, customer: int, language: Language = "en") -> list[dict[str, Any]]:
    """Ascending; the keys of contracts section 4. judgement must hold every review."""
    rows = []
    for places, facts in judgement.facts.in_turn(judgement.columns):
        rows += _rows(judgement, facts, customer, places, language)
    return rows


def _rows(judgement: Judgement, facts: Facts, customer: int, judged: Ints, language: Language) -> list[dict[str, Any]]:
    """Of the reviews that one policy judged, by their places."""
    q, first = facts.quantities, int(judged[0])
    places = [i for i in judged.tolist() if facts.path.stage[customer, judgement.columns[i]] != NOT_YET]
    columns = judgement.columns[places]
    cells = np.full(len(columns), customer), columns
    evidence = stage_evidence(facts).at(*cells)
    currency = facts.history.registered["currency"][customer]
    loyalty = loyalty_at(facts, judgement.columns[judged]).shown(cells[0], np.array(places, dtype=np.int64) - first)
    rows = []
    for at, (place, column, numbers, positions) in enumerate(
        zip(places, columns.tolist(), stage_facts(facts, *cells), evidence, strict=True)
    ):
        share = float(q.share[customer, column])
        rows.append(
            {
                "on": str(numbers.on),
                "final": bool(facts.reviews.month_end[column]),
                "stage": numbers.stage_name,
                "step": STEPS[numbers.step],
                "momentum": MOMENTA[judgement.momentum.value[customer, place]],
                "risk": STATUSES[judgement.status[customer, place]],
                "share": None if share != share else ratio(share),
                "purchases_12m": from_minor(int(q.purchases[customer, column]), currency),
                "currency": currency,
                "signals": fired(judgement, customer, place),
                "loyalty": {name: values[at] for name, values in loyalty.items()},
                "policy": facts.version,
                "reason": reason(numbers, facts.policy.stage, language),
                "evidence": positions,
            }
        )
    return rows
