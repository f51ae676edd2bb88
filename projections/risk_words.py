"""Why the status is what it is, in one sentence."""

from typing import Any

from projections.calendar import from_day_number
from projections.interruption import NEVER
from projections.judgement import Judgement
from projections.risk import CONTROL, LOST, RESCUE, UNJUDGED
from projections.stage import STABLE, STAGES


def risk_reason(judgement: Judgement, customer: int, signals: list[dict[str, Any]]) -> str:
    """Names what made the status of the asked-for review."""
    status = int(judgement.status[customer, -1])
    if status == UNJUDGED:
        return "Only the file is known: not enough to judge."
    if status == LOST:
        return _lost(judgement, customer)
    if status == RESCUE:
        return _rescue(judgement, customer, signals)
    if status == CONTROL:
        return _control(judgement, customer, signals)
    if signals:
        return f"Nothing that asks for control; to watch: {_names(signals)}."
    return "No signal fires."


def _lost(judgement: Judgement, customer: int) -> str:
    since = _interrupted(judgement, customer)
    q = judgement.facts.quantities
    if q.ended[customer, -1] and judgement.facts.history.events["by"][int(q.last_end[customer, -1])] == "us":
        return f"Ended by us, interrupted since {since}."
    if since is not None and _long_ago(judgement, customer):
        return f"Interrupted since {since}, for {judgement.facts.policy.risk.lost_months} months or more."
    return "The recovery was given up, and no order came since."


def _rescue(judgement: Judgement, customer: int, signals: list[dict[str, Any]]) -> str:
    crises = [s for s in signals if s["severity"] == "crisis"]
    if crises:
        return f"A crisis: {_names(crises)}."
    if judgement.facts.quantities.ended[customer, -1]:
        return f"Ended by the customer, interrupted since {_interrupted(judgement, customer)}."
    peak = int(judgement.facts.path.peak[customer, -1])
    worth = f"was {STAGES[peak]}" if peak >= STABLE else "a customer worth saving by its orders or tier"
    return f"Interrupted since {_interrupted(judgement, customer)}; {worth}."


def _control(judgement: Judgement, customer: int, signals: list[dict[str, Any]]) -> str:
    alerts = [s for s in signals if s["severity"] == "alert"]
    if alerts:
        return f"An alert: {_names(alerts)}."
    since = _interrupted(judgement, customer)
    if since is not None:
        return f"Interrupted since {since}."
    if signals:
        return f"Watches in several groups: {_names(signals)}."
    return "A crisis at the month end before: it cools down."


def _names(signals: list[dict[str, Any]]) -> str:
    return ", ".join(s["name"].replace("_", " ") for s in signals)


def _interrupted(judgement: Judgement, customer: int) -> str | None:
    since = int(judgement.interrupted_since[customer, -1])
    return None if since == NEVER else str(from_day_number(since))


def _long_ago(judgement: Judgement, customer: int) -> bool:
    facts = judgement.facts
    limit = facts.reviews.window_days(facts.policy.risk.lost_months)[facts.reviews.asked]
    return int(judgement.interrupted_since[customer, -1]) <= int(limit)
