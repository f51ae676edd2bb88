"""The conditions of the six steps between the four stages."""

from tests.oracle.people import departments_met, executive_met
from tests.oracle.seen import Seen

STAGES = ("development", "initial", "stable", "strategic")


def rises(stage: str, seen: Seen) -> bool:
    if stage == "development":
        return to_initial(seen)
    if stage == "initial":
        return to_stable(seen)
    if stage == "stable":
        return to_strategic(seen)
    return False


def falls(stage: str, seen: Seen) -> bool:
    if stage == "initial":
        return back_to_development(seen)
    if stage == "stable":
        return back_to_initial(seen)
    if stage == "strategic":
        return back_to_stable(seen)
    return False


def to_initial(seen: Seen) -> bool:
    end = seen.latest_end
    after_the_end = [
        e
        for e in seen.orders_in_lapse_window
        if end is None or (e["occurred_at"], e["position"]) > (end["occurred_at"], end["position"])
    ]
    return bool(after_the_end)


def to_stable(seen: Seen) -> bool:
    return is_main_supplier(seen) and is_known_widely(seen)


def is_main_supplier(seen: Seen) -> bool:
    share, evaluation = seen.share, seen.recent_evaluation
    if share is not None and share >= seen.policy["stable_enter_share"]:
        return True
    return seen.wallet is None and evaluation is not None and evaluation["rank"] == 1


def is_known_widely(seen: Seen) -> bool:
    if departments_met(seen) >= seen.policy["stable_departments"]:
        return True
    return seen.owner_managed and executive_met(seen)


def to_strategic(seen: Seen) -> bool:
    return not back_to_initial(seen) and seen.lock_in and executives_met(seen, seen.policy["executive_enter_months"])


def back_to_stable(seen: Seen) -> bool:
    share = seen.share
    return (
        not seen.lock_in
        or (share is not None and share < seen.policy["strategic_leave_share"])
        or not executives_met(seen, seen.policy["executive_leave_months"])
        or back_to_development(seen)
    )


def back_to_initial(seen: Seen) -> bool:
    share, evaluation = seen.share, seen.recent_evaluation
    return (
        (share is not None and share < seen.policy["stable_leave_share"])
        or (seen.wallet is None and evaluation is not None and evaluation["rank"] > 1)
        or back_to_development(seen)
    )


def back_to_development(seen: Seen) -> bool:
    return not seen.orders_in_lapse_window or seen.end_in_force is not None


def executives_met(seen: Seen, months: int) -> bool:
    return bool(seen.inside(seen.of("ExecutiveMeetingHeld"), months))
