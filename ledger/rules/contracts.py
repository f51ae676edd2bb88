"""The last day of a contract: not before its first, and after a renewal rather later than before."""

from collections.abc import Iterator

from ledger.errors import RuleBroken
from ledger.rules.case import Case


def check_renewal(case: Case) -> Iterator[str]:
    """Refused when it ends before the contract starts. Flag `contract_shortened`: it ends earlier than before."""
    others = case.others(f"contract:{case.data['contract_id']}")
    if any(case.data["ends_on"] < event.data.get("starts_on", "") for event in others):
        raise RuleBroken(
            f'contract "{case.data["contract_id"]}" starts only after that', "check the year", f"{case.pointer}/ends_on"
        )
    ends = [event for event in others if "ends_on" in event.data and event.occurred_at <= case.occurred_at]
    if ends and case.data["ends_on"] < max(ends, key=lambda event: (event.occurred_at, event.position)).data["ends_on"]:
        yield "contract_shortened"
