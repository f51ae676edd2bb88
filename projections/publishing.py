"""Publishing a policy: what may follow what is in force."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger.errors import Invalid, RuleBroken
from projections.policy import Policy, PolicyVersion
from projections.policy_file import default_policy, read_policy
from projections.policy_versions import Published


def publishable(toml: str, known: Sequence[Published]) -> PolicyVersion:
    """The policy as the next version; Invalid or RuleBroken where it cannot be one."""
    found = read_policy(toml, version=known[-1].version + 1)
    same = next((one for one in reversed(known) if one.sha256 == found.sha256), None)
    if same is known[-1]:
        raise RuleBroken(f"this is version {same.version} already", "Change a number first, or leave it as it is")
    _fits(found.policy, default_policy().policy)
    return found


def _fits(new: Policy, first: Policy) -> None:
    """What divides time stays what it was: earlier reviews would not be where they were."""
    if new.time_zone != first.time_zone:
        raise RuleBroken(
            f"the time zone of a ledger is {first.time_zone} for good: in another one its days are other days",
            "Keep it; to see the answers in another zone name the file with --policy",
            "/time_zone",
        )


def publication(found: PolicyVersion, toml: str, in_force_from: date, *, today: date) -> dict[str, Any]:
    """The data of the event; Invalid for a day that has passed, whose reviews were judged already."""
    if in_force_from < today:
        raise Invalid("a policy does not rewrite the past", "let it begin today or later", "/in_force_from")
    return {
        "version": found.version,
        "sha256": hashlib.sha256(toml.encode()).hexdigest(),
        "toml": toml,
        "in_force_from": str(in_force_from),
    }
