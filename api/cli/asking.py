"""A reading command's view of the ledger: opened, with its three clocks resolved.

Projections load polars, which takes half a second: only when a question is asked, so that recording starts at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.cli.screen import errors
from api.cli.tables.heading import Asked
from ledger.application import Ledger, now_micros, open_ledger
from ledger.errors import Invalid
from ledger.place import Place

if TYPE_CHECKING:
    from projections.clocks import Clocks
    from projections.policy import PolicyVersion


@dataclass(frozen=True, kw_only=True)
class Question:
    """The three clocks as typed; None = the default."""

    as_of: str | None
    known_at: str | None
    policy: str | None


@dataclass(frozen=True, kw_only=True)
class View:
    """An open ledger and the clocks to answer by."""

    ledger: Ledger
    clocks: "Clocks"

    @property
    def zone(self) -> ZoneInfo:
        return self.clocks.policy.zone

    def asked(self) -> Asked:
        """The clocks as every document repeats them."""
        return Asked(
            as_of=self.clocks.as_of_text(),
            known_at=self.clocks.known_at_text(),
            position=self.clocks.position,
            policy=self.clocks.rules.cited(),
            zone=self.zone,
        )


@contextmanager
def view(place: Place, question: Question) -> Iterator[View]:
    """Open an existing ledger for one answer; NotFound where there is none, Invalid for a clock that cannot be read."""
    from projections.clocks import resolve

    with open_ledger(place, create=False) as ledger:
        policy = policy_named(question.policy)
        clocks = resolve(ledger, as_of=question.as_of, known_at=question.known_at, policy=policy, now=now_micros())
        yield View(ledger=ledger, clocks=clocks)
        if warning := ledger.unknown.warning():
            errors().print(f"warning: {warning}", soft_wrap=True)


def policy_named(name: str | None) -> "str | PolicyVersion | None":
    """A policy file where the name is one, read and checked; else the name, for the ledger to find."""
    from projections.policy_file import read_policy

    if name is None or name.isdigit() or not Path(name).is_file():
        return name
    return read_policy(policy_text(Path(name)), version=None)


def policy_text(file: Path) -> str:
    """What a policy file says; Invalid where it is no text."""
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        raise Invalid(f"{file} is no text in UTF-8", "Save the policy as UTF-8") from error
