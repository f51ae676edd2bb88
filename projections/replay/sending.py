"""Clocks on their way to another process: the class of a policy is made anew there, so the policy travels as JSON."""

from dataclasses import dataclass
from functools import lru_cache

from projections.clocks import Clocks
from projections.policy import Earlier, PolicyVersion
from projections.policy_file import policy_from_json


@dataclass(frozen=True, kw_only=True)
class SentClocks:
    as_of: int
    known_at: int | None
    position: int
    cut: int
    version: int | None
    sha256: str
    policy: str
    earlier: tuple[tuple[int | None, str, str, int], ...]


def sent(clocks: Clocks) -> SentClocks:
    return SentClocks(
        as_of=clocks.as_of,
        known_at=clocks.known_at,
        position=clocks.position,
        cut=clocks.cut,
        version=clocks.rules.version,
        sha256=clocks.rules.sha256,
        policy=clocks.policy.model_dump_json(),
        earlier=tuple(
            (one.version, one.sha256, one.policy.model_dump_json(), one.until) for one in clocks.rules.earlier
        ),
    )


@lru_cache(maxsize=8)
def received(clocks: SentClocks) -> Clocks:
    """The clocks again; made once for all parts."""
    rules = PolicyVersion(
        version=clocks.version,
        sha256=clocks.sha256,
        policy=policy_from_json(clocks.policy),
        earlier=tuple(
            Earlier(version=version, sha256=sha256, policy=policy_from_json(policy), until=until)
            for version, sha256, policy, until in clocks.earlier
        ),
    )
    return Clocks(as_of=clocks.as_of, known_at=clocks.known_at, position=clocks.position, cut=clocks.cut, rules=rules)
