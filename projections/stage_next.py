"""`next`: each condition of the step up from the present stage, met or missing, with its numbers."""

from collections.abc import Callable
from typing import Any

from projections.policy import StagePolicy
from projections.stage import DEVELOPMENT, INITIAL, STABLE
from projections.stage_facts import StageFacts

Condition = dict[str, Any]


def next_conditions(facts: StageFacts, policy: StagePolicy) -> list[Condition]:
    """Conditions in the order of the table of steps; empty in the highest stage."""
    steps: dict[int, Callable[[StageFacts, StagePolicy], list[Condition]]] = {
        DEVELOPMENT: _to_initial,
        INITIAL: _to_stable,
        STABLE: _to_strategic,
    }
    return steps[facts.stage](facts, policy) if facts.stage in steps else []


def _to_initial(facts: StageFacts, policy: StagePolicy) -> list[Condition]:
    found = [_condition(f"order in the last {facts.lapse_window_days} days", True, facts.in_lapse_window)]
    if facts.ended_on is not None:
        found.append(_condition(f"order after the end on {facts.ended_on}", True, facts.order_after_end))
    elif facts.in_lapse_window and not facts.order_after_end:
        found.append(_condition("order after the latest end", True, False))
    return found


def _to_stable(facts: StageFacts, policy: StagePolicy) -> list[Condition]:
    found = [_main_supplier(facts, policy)]
    if facts.owner_managed:
        found.append(_departments_or_executive(facts, policy))
    else:
        found.append(_departments(facts, policy))
    return found


def _to_strategic(facts: StageFacts, policy: StagePolicy) -> list[Condition]:
    return [
        _still_main_supplier(facts, policy),
        _condition(f"order in the last {facts.lapse_window_days} days", True, facts.in_lapse_window),
        _condition("relationship not ended", True, facts.ended_on is None),
        _condition("lock-in by bindings in force", True, facts.lock_in),
        _at_least(f"executive meeting in {policy.enter_strategic_meeting_months} months", 1, facts.meetings_enter),
    ]


def _main_supplier(facts: StageFacts, policy: StagePolicy) -> Condition:
    """By share of wallet; by rank in the latest supplier evaluation only where the wallet is unknown."""
    if facts.wallet is None and facts.evaluated:
        return _ranked_first(facts, policy)
    return {
        "condition": "share of wallet",
        "required": policy.enter_stable_share,
        "actual": facts.share,
        "met": facts.share is not None and facts.share >= policy.enter_stable_share,
    }


def _still_main_supplier(facts: StageFacts, policy: StagePolicy) -> Condition:
    if facts.wallet is None and facts.evaluated:
        return _ranked_first(facts, policy)
    return {
        "condition": "share of wallet",
        "required": policy.leave_stable_share,
        "actual": facts.share,
        "met": facts.share is None or facts.share >= policy.leave_stable_share,
    }


def _ranked_first(facts: StageFacts, policy: StagePolicy) -> Condition:
    name = f"first rank in the supplier evaluation of the last {policy.evaluation_months} months"
    return _condition(name, True, facts.ranked_first)


def _departments(facts: StageFacts, policy: StagePolicy) -> Condition:
    name = f"departments met in {policy.contact_months} months"
    return _at_least(name, policy.enter_stable_departments, facts.departments)


def _departments_or_executive(facts: StageFacts, policy: StagePolicy) -> Condition:
    """Owner-managed: having met the owner stands for the departments."""
    if facts.departments >= policy.enter_stable_departments:
        return _departments(facts, policy)
    return _condition(f"executive met in {policy.contact_months} months (owner-managed)", True, facts.executive_met)


def _condition(name: str, required: bool, actual: bool) -> Condition:
    return {"condition": name, "required": required, "actual": actual, "met": required == actual}


def _at_least(name: str, required: int, actual: int) -> Condition:
    return {"condition": name, "required": required, "actual": actual, "met": actual >= required}
