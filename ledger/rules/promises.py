"""A promise stays with the side that made it, whatever day it moves to."""

from collections.abc import Iterator

from ledger.errors import RuleBroken
from ledger.rules.case import Case


def check_commitment(case: Case) -> Iterator[str]:
    """Made once more with its id, a promise of ours is not one of theirs."""
    others = case.others(f"commitment:{case.data['commitment_id']}")
    if any(made.data.get("by", case.data["by"]) != case.data["by"] for made in others):
        raise RuleBroken(
            f'commitment "{case.data["commitment_id"]}" is one of the other side',
            "give this one another id, or correct the first",
            f"{case.pointer}/by",
        )
    yield from ()
