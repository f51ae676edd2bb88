"""The versions of the policy that a ledger knows: version 1 from the beginning, others as they were published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

import orjson

from ledger.errors import Invalid
from projections.calendar import day_number
from projections.journal import LogRow
from projections.policy import Earlier, PolicyVersion
from projections.policy_file import default_policy, default_text, read_policy

LEAST_DIGITS = 6  # of a hash


class PolicyLog(Protocol):
    """What is asked of a ledger."""

    def policies(self, *, upto: int) -> Sequence[LogRow]:
        """Rows of the policies published up to a position that was reached, ascending; asked before every answer."""


@dataclass(frozen=True, kw_only=True)
class Published:
    """One version. in_force_from: None of the first, which always was. recorded_at: microseconds, None likewise."""

    version: int
    sha256: str
    toml: str
    in_force_from: date | None
    recorded_at: int | None

    def read(self) -> PolicyVersion:
        """The policy itself; Invalid where a later program published what this one cannot read."""
        return _read(self.toml, self.version)


@lru_cache(maxsize=64)
def _read(toml: str, version: int) -> PolicyVersion:
    return read_policy(toml, version=version)


def versions(log: PolicyLog, cut: int) -> list[Published]:
    """All recorded up to a position, by number."""
    first = Published(
        version=1, sha256=default_policy().sha256, toml=default_text(), in_force_from=None, recorded_at=None
    )
    return [first, *(_published(row) for row in log.policies(upto=cut))]


def _published(row: LogRow) -> Published:
    return _from_data(row[8], row[7])


@lru_cache(maxsize=64)
def _from_data(text: str, recorded_at: int) -> Published:
    data = orjson.loads(text)
    return Published(
        version=data["version"],
        sha256=data["sha256"],
        toml=data["toml"],
        in_force_from=date.fromisoformat(data["in_force_from"]),
        recorded_at=recorded_at,
    )


def in_turn(known: Sequence[Published], on: date) -> list[Published]:
    """Those in force one after the other, up to a day; of two from the same day the later one alone."""
    begun = [one for one in known if one.in_force_from is None or one.in_force_from <= on]
    ordered = sorted(begun, key=lambda one: (one.in_force_from or date.min, one.version))
    return [
        one
        for place, one in enumerate(ordered)
        if place + 1 == len(ordered) or ordered[place + 1].in_force_from != one.in_force_from
    ]


def rules_on(known: Sequence[Published], on: date) -> PolicyVersion:
    """The version in force on a day, with those that judge the reviews before it."""
    turns = in_turn(known, on)
    earlier = [
        Earlier(
            version=one.version,
            sha256=one.sha256,
            policy=one.read().policy,
            until=day_number(following.in_force_from) - 1,
        )
        for one, following in pairwise(turns)
        if following.in_force_from is not None
    ]
    return replace(turns[-1].read(), earlier=tuple(earlier))


def named(known: Sequence[Published], name: str) -> PolicyVersion:
    """The version with this number, or with this hash ("sha256:" and some digits), to judge every review."""
    digest = name.removeprefix("sha256:")
    for one in known:
        by_hash = digest != name and len(digest) >= LEAST_DIGITS and one.sha256.startswith(digest)
        if name == str(one.version) or by_hash:
            return one.read()
    numbers = ", ".join(str(one.version) for one in known)
    remedy = f"Name version {numbers}, or sha256: and at least {LEAST_DIGITS} digits of its hash"
    raise Invalid(f"there is no policy {name!r}", remedy, "/policy")
