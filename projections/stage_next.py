"""`next`: each condition of the step up from the present stage, met or missing, with its numbers."""

from collections.abc import Callable
from typing import Any

from projections.policy import StagePolicy
from projections.stage import DEVELOPMENT, INITIAL, STABLE
from projections.stage_facts import StageFacts
from projections.words import Language, Words

Condition = dict[str, Any]
Wording = tuple[Words, Condition]

ORDERED = Words(en="order in the last {lapse_window_days:d} days", zh="最近 {lapse_window_days} 天内有订单")
AFTER_THIS_END = Words(en="order after the end on {ended_on}", zh="{ended_on:date} 终止之后有订单")
AFTER_THE_END = Words(en="order after the latest end", zh="最近一次终止之后有订单")
NOT_ENDED = Words(en="relationship not ended", zh="合作没有终止")
LOCK_IN = Words(en="lock-in by bindings in force", zh="有效的绑定使双方相互依存")
MEETING = Words(
    en="executive meeting in {enter_strategic_meeting_months} months",
    zh="{enter_strategic_meeting_months} 个月内有高层会晤",
)
SHARE = Words(en="share of wallet", zh="采购份额")
RANKED_FIRST = Words(
    en="first rank in the supplier evaluation of the last {evaluation_months} months",
    zh="最近 {evaluation_months} 个月的供应商评估排名第一",
)
DEPARTMENTS = Words(en="departments met in {contact_months} months", zh="{contact_months} 个月内接触的部门")
EXECUTIVE = Words(
    en="executive met in {contact_months} months (owner-managed)",
    zh="{contact_months} 个月内会见高层（业主自营）",
)


def next_conditions(facts: StageFacts, policy: StagePolicy, language: Language = "en") -> list[Condition]:
    """Conditions in the order of the table of steps; empty in the highest stage."""
    steps: dict[int, Callable[[StageFacts, StagePolicy], list[Wording]]] = {
        DEVELOPMENT: _to_initial,
        INITIAL: _to_stable,
        STABLE: _to_strategic,
    }
    if facts.stage not in steps:
        return []
    parts = {**vars(facts), **vars(policy)}
    return [
        {"condition": words.said(parts, language), **numbers} for words, numbers in steps[facts.stage](facts, policy)
    ]


def _to_initial(facts: StageFacts, policy: StagePolicy) -> list[Wording]:
    found = [_condition(ORDERED, True, facts.in_lapse_window)]
    if facts.ended_on is not None:
        found.append(_condition(AFTER_THIS_END, True, facts.order_after_end))
    elif facts.in_lapse_window and not facts.order_after_end:
        found.append(_condition(AFTER_THE_END, True, False))
    return found


def _to_stable(facts: StageFacts, policy: StagePolicy) -> list[Wording]:
    met = _departments_or_executive if facts.owner_managed else _departments
    return [_main_supplier(facts, policy), met(facts, policy)]


def _to_strategic(facts: StageFacts, policy: StagePolicy) -> list[Wording]:
    return [
        _still_main_supplier(facts, policy),
        _condition(ORDERED, True, facts.in_lapse_window),
        _condition(NOT_ENDED, True, facts.ended_on is None),
        _condition(LOCK_IN, True, facts.lock_in),
        _at_least(MEETING, 1, facts.meetings_enter),
    ]


def _main_supplier(facts: StageFacts, policy: StagePolicy) -> Wording:
    """By share of wallet; by rank in the latest supplier evaluation only where the wallet is unknown."""
    if facts.wallet is None and facts.evaluated:
        return _condition(RANKED_FIRST, True, facts.ranked_first)
    return _share(facts, policy.enter_stable_share, unknown=False)


def _still_main_supplier(facts: StageFacts, policy: StagePolicy) -> Wording:
    if facts.wallet is None and facts.evaluated:
        return _condition(RANKED_FIRST, True, facts.ranked_first)
    return _share(facts, policy.leave_stable_share, unknown=True)


def _share(facts: StageFacts, required: float, *, unknown: bool) -> Wording:
    """unknown: whether it is met by a share that nobody knows."""
    met = unknown if facts.share is None else facts.share >= required
    return SHARE, {"required": required, "actual": facts.share, "met": met}


def _departments(facts: StageFacts, policy: StagePolicy) -> Wording:
    return _at_least(DEPARTMENTS, policy.enter_stable_departments, facts.departments)


def _departments_or_executive(facts: StageFacts, policy: StagePolicy) -> Wording:
    """Owner-managed: having met the owner stands for the departments."""
    if facts.departments >= policy.enter_stable_departments:
        return _departments(facts, policy)
    return _condition(EXECUTIVE, True, facts.executive_met)


def _condition(words: Words, required: bool, actual: bool) -> Wording:
    return words, {"required": required, "actual": actual, "met": required == actual}


def _at_least(words: Words, required: int, actual: int) -> Wording:
    return words, {"required": required, "actual": actual, "met": actual >= required}
