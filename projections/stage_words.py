"""Why a customer stands in its stage, in one sentence with its numbers, and what is missing to know better."""

from collections.abc import Mapping
from typing import Any

from projections.figures import share_of_wallet
from projections.policy import StagePolicy
from projections.stage import DEVELOPMENT, INITIAL, STABLE, STAGES, STRATEGIC
from projections.stage_facts import StageFacts
from projections.words import Language, Words

STEP_UP = Words(en="Step up from {came_from}: ", zh="由{came_from:term}升级：")
STEP_DOWN = Words(en="Step down from {came_from}: ", zh="由{came_from:term}降级：")

ENDED = Words(en="Ended by {ended_by} on {ended_on}", zh="{ended_by:term}于 {ended_on:date} 终止了合作")
NEVER_ORDERED = Words(en="No order yet", zh="尚无订单")
LAPSED = Words(
    en="No order in the lapse window of {lapse_window_days:d} days, the last on {last_order_on}",
    zh="{lapse_window_days} 天的失效期内没有订单，最近一次在 {last_order_on:date}",
)
BEFORE_THE_END = Words(
    en="The last order, on {last_order_on}, came before the latest end.",
    zh="最近的订单（{last_order_on:date}）早于最近一次终止。",
)
NOT_TAKEN = Words(
    en="An order on {last_order_on}; the step to initial is not taken yet.",
    zh="{last_order_on:date} 已有订单，但尚未升入初期合作阶段。",
)

OF_WALLET = Words(
    en="{part} of a wallet of {currency} {wallet} bought in {purchases_months} months",
    zh="{purchases_months} 个月的采购占其采购总额度 {wallet:money} 的 {part}",
)
BOUGHT = Words(
    en="{currency} {purchases} bought in {purchases_months} months, wallet unknown",
    zh="{purchases_months} 个月采购 {purchases:money}，采购总额度未知",
)
FIRST = Words(en=", ranked first in the latest supplier evaluation", zh="，最近一次供应商评估排名第一")
NOT_FIRST = Words(en=", not ranked first in the latest supplier evaluation", zh="，最近一次供应商评估未排第一")

THEY_ORDER = Words(en="They order: ", zh="已在下单：")
MAIN_SUPPLIER = Words(en="Main supplier: ", zh="我方为主要供应商：")
MET = Words(
    en=", {departments:department|departments} met in {contact_months} months",
    zh="，{contact_months} 个月内接触了 {departments} 个部门",
)
PARTNER = Words(en="Partner: ", zh="合作伙伴：")
MEETINGS = Words(
    en=", {meetings_leave:executive meeting|executive meetings} in {leave_strategic_meeting_months} months",
    zh="，{leave_strategic_meeting_months} 个月内高层会晤 {meetings_leave} 次",
)
LOCKED = Words(en=", locked in on both sides", zh="，双方已相互绑定")
NO_LOCK = Words(en=", no lock-in", zh="，双方没有绑定")
FULL_STOP = Words(en=".", zh="。")
BUT = Words(en="; ", zh="；")

NO_WALLET = Words(
    en="no wallet: no annual spend estimated, so the share is unknown", zh="没有估计年采购总额，因此份额未知"
)
NO_EVALUATION = Words(
    en="no supplier evaluation in {evaluation_months} months", zh="{evaluation_months} 个月内没有供应商评估"
)
NOBODY_MET = Words(en="nobody met in {contact_months} months", zh="{contact_months} 个月内没有会见任何人")
NO_MEETING = Words(
    en="no executive meeting in {enter_strategic_meeting_months} months",
    zh="{enter_strategic_meeting_months} 个月内没有高层会晤",
)


def reason(facts: StageFacts, policy: StagePolicy, language: Language = "en") -> str:
    parts = _parts(facts, policy)
    sentence = _words(facts).said(parts, language)
    if facts.step == 0:
        return sentence
    step = STEP_UP if facts.step > 0 else STEP_DOWN
    return f"{step.said(parts, language)}{sentence[0].lower()}{sentence[1:]}"


def absences(facts: StageFacts, policy: StagePolicy, language: Language = "en") -> list[str]:
    """What is not known and would matter to the stage."""
    found = []
    if facts.stage > DEVELOPMENT and facts.wallet is None:
        found.append(NO_WALLET)
        if not facts.evaluated:
            found.append(NO_EVALUATION)
    if facts.stage > DEVELOPMENT and facts.departments == 0:
        found.append(NOBODY_MET)
    if facts.stage >= STABLE and facts.meetings_enter == 0:
        found.append(NO_MEETING)
    parts = _parts(facts, policy)
    return [words.said(parts, language) for words in found]


def _parts(facts: StageFacts, policy: StagePolicy) -> Mapping[str, Any]:
    return {
        **vars(facts),
        **vars(policy),
        "came_from": STAGES[facts.stage - facts.step],
        "part": None if facts.share is None else share_of_wallet(facts.share),
    }


def _words(facts: StageFacts) -> Words:
    broken = _no_orders(facts)
    if facts.stage == DEVELOPMENT:
        if broken is not None:
            return broken + FULL_STOP
        return NOT_TAKEN if facts.order_after_end else BEFORE_THE_END
    if facts.stage == STRATEGIC:
        return PARTNER + _position(facts) + MEETINGS + (LOCKED if facts.lock_in else NO_LOCK) + FULL_STOP
    if broken is not None:
        return broken + BUT + _position(facts) + FULL_STOP
    return (THEY_ORDER if facts.stage == INITIAL else MAIN_SUPPLIER) + _position(facts) + MET + FULL_STOP


def _no_orders(facts: StageFacts) -> Words | None:
    """What broke the relationship off, if anything did."""
    if facts.ended_on is not None:
        return ENDED
    if facts.last_order_on is None:
        return NEVER_ORDERED
    return None if facts.in_lapse_window else LAPSED


def _position(facts: StageFacts) -> Words:
    """Our part of what the customer buys, or what stands for it."""
    if facts.share is not None:
        return OF_WALLET
    if facts.evaluated:
        return BOUGHT + (FIRST if facts.ranked_first else NOT_FIRST)
    return BOUGHT
