"""The table `history`: where every customer stood at each month end, as known today."""

from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.figures import ratios
from projections.history import STEPS
from projections.judgement import Judgement
from projections.loyalty.judged import HISTORY as SCORES
from projections.loyalty.judged import loyalty_at
from projections.momentum import MOMENTA
from projections.risk import STATUSES
from projections.signal_sets import signal_sets
from projections.signals.definition import SEVERITIES
from projections.stage import NOT_YET, STAGES
from projections.stage_evidence import stage_evidence
from projections.stage_facts import stage_facts
from projections.stage_words import reason
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.views.json_text import json_text
from projections.windows import Ints

NO_STEP = "no step was taken at this review"
POINTS, TOO_LITTLE = "points of 100", "not enough to judge"

HISTORY = Table(
    name="history",
    grain="one customer at one month end since its first event, up to today",
    key=("customer", "review_on"),
    columns=(
        Column(name="customer", type=TEXT, meaning="code of the customer"),
        Column(name="review_on", type=TEXT, meaning="day of the review, the last of a month"),
        Column(name="stage", type=TEXT, meaning="development, initial, stable or strategic"),
        Column(name="step", type=TEXT, meaning="up or down: the step this review took", null=NO_STEP),
        Column(name="momentum", type=TEXT, meaning="interrupted, regressing, advancing, stagnant or steady"),
        Column(
            name="risk",
            type=TEXT,
            meaning="prevention, control, rescue or lost",
            null="only the customer's file was known: not enough to judge",
        ),
        Column(name="worst", type=TEXT, meaning="severest signal: watch, alert or crisis", null="no signal fired"),
        Column(name="signals", type=TEXT, meaning='JSON list of {"name", "severity"}, severest first; [] without'),
        Column(
            name="share",
            type=REAL,
            meaning="purchases_12m / wallet as of that day, 4 decimals",
            unit="part of 1",
            null="the wallet was unknown or 0",
        ),
        Column(
            name="purchases_12m_minor",
            type=INTEGER,
            meaning="orders minus returns of the 12 months before, not below 0",
            unit="minor units of currency",
        ),
        Column(name="purchases_12m", type=TEXT, meaning="the same as decimal text, exact", unit="currency"),
        Column(name="currency", type=TEXT, meaning="ISO 4217 code of the customer's money"),
        Column(name="behavioural", type=INTEGER, meaning="loyalty by what they did", unit=POINTS, null=TOO_LITTLE),
        Column(name="attitudinal", type=INTEGER, meaning="loyalty by what they intended", unit=POINTS, null=TOO_LITTLE),
        Column(name="emotional", type=INTEGER, meaning="loyalty by what they felt", unit=POINTS, null=TOO_LITTLE),
        Column(
            name="loyalty_type",
            type=TEXT,
            meaning="true, latent, spurious or none",
            null="behavioural or attitude was unknown",
        ),
        Column(name="policy", type=INTEGER, meaning="version of the policy that judged"),
        Column(name="step_reason", type=TEXT, meaning="why the step was taken, one sentence", null=NO_STEP),
        Column(
            name="step_evidence",
            type=TEXT,
            meaning="JSON list of positions of events behind the step",
            null=NO_STEP,
        ),
    ),
)


def history_rows(judgement: Judgement) -> list[ViewRow]:
    """Of all customers, by number and day; judgement must hold every review."""
    found = [_rows(judgement, facts, places) for places, facts in judgement.facts.in_turn(judgement.columns)]
    return found[0] if len(found) == 1 else sorted((row for rows in found for row in rows), key=itemgetter(0, 1))


def _rows(judgement: Judgement, facts: Facts, places: Ints) -> list[ViewRow]:
    """Of the reviews that one policy judged, by their places. Column by column: there are many rows."""
    q = facts.quantities
    begun = facts.path.stage[:, judgement.columns[places]] != NOT_YET
    customer, place = np.nonzero(begun & facts.reviews.month_end[judgement.columns[places]][None, :])
    within, place = place, places[place]
    column = judgement.columns[place]
    days = [str(from_day_number(day)) for day in facts.reviews.days.tolist()]
    codes, currencies = facts.history.codes, facts.history.registered["currency"].to_list()
    minor = q.purchases[customer, column].tolist()
    own = [currencies[c] for c in customer.tolist()]
    fired = signal_sets(judgement, customer, place)
    texts = [json_text(one) for one in fired.sets]
    reasons, evidence = _steps(facts, customer, column)
    loyalty = loyalty_at(facts, judgement.columns[places]).shown(customer, within)
    columns: dict[str, list[object]] = {
        "customer": [codes[c] for c in customer.tolist()],
        "review_on": [days[k] for k in column.tolist()],
        "stage": _named(STAGES, facts.path.stage[customer, column]),
        "step": [STEPS[step] for step in facts.path.step[customer, column].tolist()],
        "momentum": _named(MOMENTA, judgement.momentum.value[customer, place]),
        "risk": _named(STATUSES, judgement.status[customer, place]),
        "worst": _named(SEVERITIES, fired.worst),
        "signals": [texts[k] for k in fired.which.tolist()],
        "share": [*ratios(q.share[customer, column])],
        "purchases_12m_minor": minor,
        "purchases_12m": [from_minor(amount, currency) for amount, currency in zip(minor, own, strict=True)],
        "currency": own,
        **{name: loyalty[name] for name in SCORES},
        "loyalty_type": loyalty["type"],
        "policy": [facts.version] * len(customer),
        "step_reason": reasons,
        "step_evidence": evidence,
    }
    return list(zip(*(columns[name] for name in HISTORY.names), strict=True))


def _named(names: tuple[str | None, ...], numbers: NDArray[np.int8] | Ints) -> list[object]:
    return [names[number] for number in numbers.tolist()]


def _steps(facts: Facts, customer: Ints, column: Ints) -> tuple[list[object], list[object]]:
    """Reasons and evidence, None where no step was taken."""
    stepped = np.flatnonzero(facts.path.step[customer, column])
    reasons: list[object] = [None] * len(customer)
    evidence: list[object] = [None] * len(customer)
    cells = customer[stepped], column[stepped]
    if len(stepped):
        said = zip(stepped.tolist(), stage_facts(facts, *cells), stage_evidence(facts).at(*cells), strict=True)
        for cell, numbers, positions in said:
            reasons[cell] = reason(numbers, facts.policy.stage)
            evidence[cell] = json_text(positions)
    return reasons, evidence
