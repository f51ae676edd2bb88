"""Policies are numbered as they are published; version 1 is the default's."""

from collections.abc import Iterator

from ledger.errors import RuleBroken
from ledger.rules.case import Case


def check_policy(case: Case) -> Iterator[str]:
    """The next number, so that a version names one policy for ever."""
    following = 1 + max((event.data["version"] for event in case.others("policy")), default=1)
    if case.data["version"] != following:
        raise RuleBroken(
            f"the next policy is version {following}",
            "see what was published meanwhile with guanxi policy diff, then publish again",
            f"{case.pointer}/version",
        )
    yield from ()
