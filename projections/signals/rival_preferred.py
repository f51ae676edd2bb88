"""rival_preferred: those we asked rate the best rival above us."""

import numpy as np
from pydantic import model_validator

from projections.facts import Facts
from projections.figures import plain
from projections.section import Positive, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.surveys import SURVEYED, read_surveys, surveyed
from projections.windows import Ints
from projections.words import Words

BEHIND = Words(
    en="Asked beside the best rival, we are {behind} points behind, by {surveys:survey|surveys}.",
    zh="与最好的竞争对手相比，我们落后 {behind} 分，依据 {surveys} 次调查。",
)


class Limits(Section):
    """Points that we are behind the best rival, of those asked; anything below 0 is a watch."""

    alert: Positive = said(1.0, "behind by more than this")
    crisis: Positive = said(2.0, "")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.alert <= self.crisis:
            raise ValueError("alert <= crisis must hold")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    levels = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if len(facts.history.of(SURVEYED)) and facts.once(read_surveys).scores.asked.any():
        limits = facts.policy.signals.of(Limits)
        for place, column in enumerate(columns.tolist()):
            against = surveyed(facts, column).against_rival
            holds = [against < -limits.crisis, against < -limits.alert, against < 0]
            levels[:, place] = np.select(holds, [CRISIS, ALERT, WATCH], NONE)
    return levels


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked, surveys = facts.policy.signals.of(Limits), facts.reviews.asked, facts.once(read_surveys)
    against = surveyed(facts, asked).against_rival
    beside = np.zeros(len(surveys.rows), dtype=np.bool_)
    beside[surveys.scores.survey[surveys.scores.asked]] = True
    rows = surveys.rows.where(beside & (surveys.start <= asked) & (asked < surveys.stop))
    thresholds = {WATCH: 0, ALERT: -plain(limits.alert), CRISIS: -plain(limits.crisis)}
    found = []
    for c, places, level in zip(customers.tolist(), rows.places(customers), levels.tolist(), strict=True):
        value = plain(round(float(against[c]), 2))
        found.append(
            Firing(
                value=value,
                threshold=thresholds[level],
                unit="points",
                parts={"against_rival": value, "behind": -value, "surveys": len(places)},
                words=BEHIND,
                evidence=rows.position[places].tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="rival_preferred", group="rivalry", cause="rival", limits=Limits, severity=severity, explain=explain
)
