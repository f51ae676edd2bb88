"""Why a customer stands in its stage, in one sentence with its numbers, and what is missing to know better."""

from collections.abc import Callable

from projections.figures import share_of_wallet
from projections.policy import StagePolicy
from projections.stage import DEVELOPMENT, INITIAL, STABLE, STAGES, STRATEGIC
from projections.stage_facts import StageFacts


def reason(facts: StageFacts, policy: StagePolicy) -> str:
    sentences: dict[int, Callable[[StageFacts, StagePolicy], str]] = {
        DEVELOPMENT: _development,
        INITIAL: _initial,
        STABLE: _stable,
        STRATEGIC: _strategic,
    }
    sentence = sentences[facts.stage](facts, policy)
    if facts.step == 0:
        return sentence
    direction = "Step up" if facts.step > 0 else "Step down"
    return f"{direction} from {STAGES[facts.stage - facts.step]}: {sentence[0].lower()}{sentence[1:]}"


def absences(facts: StageFacts, policy: StagePolicy) -> list[str]:
    """What is not known and would matter to the stage."""
    found = []
    if facts.stage > DEVELOPMENT and facts.wallet is None:
        found.append("no wallet: no annual spend estimated, so the share is unknown")
        if not facts.evaluated:
            found.append(f"no supplier evaluation in {policy.evaluation_months} months")
    if facts.stage > DEVELOPMENT and facts.departments == 0:
        found.append(f"nobody met in {policy.contact_months} months")
    if facts.stage >= STABLE and facts.meetings_enter == 0:
        found.append(f"no executive meeting in {policy.enter_strategic_meeting_months} months")
    return found


def _no_orders(facts: StageFacts) -> str | None:
    """What broke the relationship off, if anything did."""
    if facts.ended_on is not None:
        return f"ended by {facts.ended_by} on {facts.ended_on}"
    if facts.last_order_on is None:
        return "no order yet"
    if not facts.in_lapse_window:
        return f"no order in the lapse window of {facts.lapse_window_days} days, the last on {facts.last_order_on}"
    return None


def _development(facts: StageFacts, policy: StagePolicy) -> str:
    broken = _no_orders(facts)
    if broken is None and not facts.order_after_end:
        return f"The last order, on {facts.last_order_on}, came before the latest end."
    if broken is None:
        return f"An order on {facts.last_order_on}; the step to initial is not taken yet."
    return f"{broken[0].upper()}{broken[1:]}."


def _position(facts: StageFacts, policy: StagePolicy) -> str:
    """Our part of what the customer buys, or what stands for it."""
    if facts.share is not None:
        wallet = f"a wallet of {facts.currency} {facts.wallet}"
        return f"{share_of_wallet(facts.share)} of {wallet} bought in {policy.purchases_months} months"
    bought = f"{facts.currency} {facts.purchases} bought in {policy.purchases_months} months, wallet unknown"
    if facts.evaluated:
        rank = "ranked first" if facts.ranked_first else "not ranked first"
        return f"{bought}, {rank} in the latest supplier evaluation"
    return bought


def _met(facts: StageFacts, policy: StagePolicy) -> str:
    noun = "department" if facts.departments == 1 else "departments"
    return f"{facts.departments} {noun} met in {policy.contact_months} months"


def _initial(facts: StageFacts, policy: StagePolicy) -> str:
    return _supplier("They order", facts, policy)


def _stable(facts: StageFacts, policy: StagePolicy) -> str:
    return _supplier("Main supplier", facts, policy)


def _supplier(position: str, facts: StageFacts, policy: StagePolicy) -> str:
    broken = _no_orders(facts)
    if broken is not None:
        return f"{broken[0].upper()}{broken[1:]}; {_position(facts, policy)}."
    return f"{position}: {_position(facts, policy)}, {_met(facts, policy)}."


def _strategic(facts: StageFacts, policy: StagePolicy) -> str:
    noun = "executive meeting" if facts.meetings_leave == 1 else "executive meetings"
    meetings = f"{facts.meetings_leave} {noun} in {policy.leave_strategic_meeting_months} months"
    lock = "locked in on both sides" if facts.lock_in else "no lock-in"
    return f"Partner: {_position(facts, policy)}, {meetings}, {lock}."
