"""The documents about policies, the same on the command line and over HTTP."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ledger.application import Ledger
from ledger.kept_policies import PUBLISHED
from ledger.ledger_stream import ledger_event
from ledger.times import format_instant, read_date
from projections.calendar import local
from projections.clocks import Clocks
from projections.journal.building import DIRECTORY as JOURNAL
from projections.policy_file import default_policy
from projections.policy_versions import Published, rules_on, versions
from projections.publishing import publication, publishable
from projections.replay.comparing import compared_book
from projections.replay.workers import Workers

Row = dict[str, Any]


def policy_document(ledger: Ledger, clocks: Clocks) -> Row:
    """One version whole: the one the clocks name."""
    known = versions(ledger, clocks.cut)
    one = next(one for one in known if one.sha256 == clocks.rules.sha256 and one.version == clocks.rules.version)
    return {**policy_row(one, known, clocks), "toml": one.toml}


def policy_rows(ledger: Ledger, clocks: Clocks) -> list[Row]:
    """Every version known, by number, without its text."""
    known = versions(ledger, clocks.cut)
    return [policy_row(one, known, clocks) for one in known]


def policy_row(one: Published, known: list[Published], clocks: Clocks) -> Row:
    """in_force: on the day of as_of."""
    on = local(clocks.as_of, clocks.policy.zone).date()
    return {
        "version": one.version,
        "sha256": one.sha256,
        "in_force_from": None if one.in_force_from is None else str(one.in_force_from),
        "recorded_at": None if one.recorded_at is None else format_instant(one.recorded_at),
        "in_force": rules_on(known, on).version == one.version,
    }


def publish_policy(ledger: Ledger, toml: str, *, in_force_from: str | None, now: int, actor: str) -> Row:
    """Record the next version; Invalid or RuleBroken for what cannot be one. in_force_from: today without one."""
    today = local(now, default_policy().policy.zone).date()
    begin: date = today if in_force_from is None else read_date(in_force_from, pointer="/in_force_from")
    found = publishable(toml, versions(ledger, ledger.last()[0]))
    data = publication(found, toml, begin, today=today)
    receipt = ledger.record(ledger_event(PUBLISHED, data, occurred_at=now), actor=actor)
    return {
        "version": found.version,
        "sha256": found.sha256,
        "in_force_from": str(begin),
        "position": receipt.position,
        "recorded_at": format_instant(receipt.recorded_at),
    }


def compared_document(
    ledger: Ledger, old: Clocks, new: Clocks, *, tell: Callable[[int], None] = lambda more: None
) -> Row:
    """Who differs under two policies at the same moment, and what that adds up to."""
    directory: Path = ledger.directory
    with Workers(lambda: ledger, 1) as here:
        rows, summed = compared_book(ledger, old, new, here, journal=directory / JOURNAL, tell=tell)
    return {
        "as_of": old.as_of_text(),
        "known_at": old.known_at_text(),
        "position": old.position,
        "old": old.rules.cited(),
        "new": new.rules.cited(),
        "totals": summed,
        "items": rows,
    }
