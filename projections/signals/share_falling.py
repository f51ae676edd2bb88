"""share_falling: our part of what the customer buys is smaller than half a year ago."""

import numpy as np

from projections.calendar import from_day_number
from projections.evidence import order_positions
from projections.facts import Facts
from projections.figures import ratio
from projections.momentum import Floats, figure_ratio
from projections.quantities import latest_row
from projections.section import Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.wallet import ESTIMATED
from projections.windows import Ints
from projections.words import Words

SMALLER = Words(
    en="Our share fell from {share_before:percent} on {before_on:date} to {share:percent}, by {fall:percent} of what "
    "it was.",
    zh="我方份额从 {before_on:date} 的 {share_before:percent} 降至 {share:percent}，降幅 {fall:percent}。",
)


class Limits(Section):
    """How much smaller the share is, relative to what it was; months and least history are those of momentum."""

    rises = ("watch", "alert", "crisis")

    watch: Part = said(0.10, "fell by this part of what it was")
    alert: Part = said(0.20, "")
    crisis: Part = said(0.40, "")


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(ESTIMATED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, fall = facts.policy.signals.of(Limits), _fall(facts, columns)
    holds = [fall >= limits.crisis, fall >= limits.alert, fall >= limits.watch]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _fall(facts: Facts, columns: Ints) -> Floats:
    """The part of the share that is gone, 9 digits; nan where that is not judged."""
    found, of_share = figure_ratio(columns, facts.quantities, facts.reviews, facts.policy.momentum)
    fall: Floats = np.where(of_share, np.round(1 - found, 9), np.nan)
    return fall


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked, q = facts.policy.signals.of(Limits), facts.reviews.asked, facts.quantities
    before = int(facts.reviews.earlier[asked])
    fall, positions = _fall(facts, np.array([asked]))[:, 0], order_positions(facts, customers)
    estimated = latest_row(facts.shape, facts.history.of(ESTIMATED), facts.reviews)
    thresholds = {WATCH: limits.watch, ALERT: limits.alert, CRISIS: limits.crisis}
    earlier = str(from_day_number(int(facts.reviews.days[before])))
    found = []
    for c, level in zip(customers.tolist(), levels.tolist(), strict=True):
        wallets = {int(estimated[c, column]) for column in (before, asked)}
        found.append(
            Firing(
                value=ratio(fall[c]),
                threshold=thresholds[level],
                unit="part of the share",
                parts={
                    "share": ratio(q.share[c, asked]),
                    "share_before": ratio(q.share[c, before]),
                    "before_on": earlier,
                    "fall": ratio(fall[c]),
                },
                words=SMALLER,
                evidence=[*positions[c], *facts.evidence_rows()[sorted(wallets)].tolist()],
            )
        )
    return found


SIGNAL = Signal(
    name="share_falling", group="trade", cause="customer", limits=Limits, severity=severity, explain=explain
)
