"""Detection of known causes on a simulated book: how often and how soon the counted signals notice, and false alarms.

Reviews are those of the month ends, as known at the end; a signal notices a cause where it begins after it.
"""

import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from api.simulation.causes import Cause, causes
from bench.simulated import restore
from ledger.application import open_ledger
from projections.calendar import day_end, day_number
from projections.clocks import Clocks
from projections.counting import count_journal
from projections.effective import History, effective
from projections.facts import gather_facts
from projections.journal import journal_of
from projections.judgement import judge_facts
from projections.parameters import parameters_of
from projections.policy_file import default_policy
from projections.signals import all_signals
from projections.signals.definition import ALERT, WATCH
from projections.stage import NOT_YET

BOOK = Arguments(customers=1000, years=5, seed=11, until=date(2025, 12, 31))
AT_ONCE = 250  # customers judged together
LEAST = 30  # fewer cases give no rate
SOON_DAYS, NOTICED_DAYS = 90, 365  # after the cause
SETTLING_DAYS = 180  # after a cause is settled nothing counts as a false alarm
YOUNG_DAYS = 365  # nor in the first year
LEVELS = {"watch or worse": WATCH, "alert or worse": ALERT}

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One customer: the days of its month ends, and per level whether any counted signal begins, and stands, there."""

    days: NDArray[np.int64]
    begins: Mapping[str, Flags]
    any_stands: Mapping[str, Flags]


def run() -> None:
    judged, known = dict(_judged()), causes(BOOK)
    print(f"customers {len(judged):,}, {BOOK.years} years; month-end reviews, counted signals")
    for level in LEVELS:
        _detection(level, judged, known)
        _false_alarms(level, judged, known)


def _judged() -> Iterator[tuple[str, Judged]]:
    rules, policy = default_policy(), default_policy().policy
    as_of = day_end(BOOK.until, policy.zone)
    with tempfile.TemporaryDirectory() as home:
        directory, lines = Path(home, "book"), Path(home, "lines.jsonl")
        write_book(BOOK, lines)
        with open_ledger(directory) as ledger:
            restore(ledger, lines)
            journal, cut = journal_of(ledger.rows()), ledger.last()[0]
    clocks = Clocks(as_of=as_of, known_at=None, position=cut, cut=cut, rules=rules)
    parameters = parameters_of(count_journal(journal, clocks))
    codes = sorted(causes(BOOK))
    for start in range(0, len(codes), AT_ONCE):
        own = journal.filter(journal["customer"].is_in(codes[start : start + AT_ONCE]))
        history: History = effective(own, cut=cut, as_of=as_of)
        judgement = judge_facts(
            gather_facts(history, as_of=as_of, policy=policy, parameters=parameters), every_review=True
        )
        reviews, columns = judgement.facts.reviews, judgement.columns
        ends = reviews.month_end[columns]
        grids = [judgement.severities[signal.name] for signal in all_signals() if signal.counted]
        for customer, code in enumerate(history.codes):
            there = ends & (judgement.facts.path.stage[customer, columns] != NOT_YET)
            of_each = np.array([grid[customer, there] for grid in grids])
            yield code, _customer(reviews.days[columns[there]], of_each)


def _customer(days: NDArray[np.int64], severities: NDArray[np.int8]) -> Judged:
    begins, stands = {}, {}
    for name, level in LEVELS.items():
        fires = severities >= level
        before = np.concatenate([np.zeros((len(fires), 1), np.bool_), fires[:, :-1]], axis=1)
        begins[name] = (fires & ~before).any(axis=0)
        stands[name] = fires.any(axis=0)
    return Judged(days=days, begins=begins, any_stands=stands)


def _detection(level: str, judged: Mapping[str, Judged], known: Mapping[str, Sequence[Cause]]) -> None:
    by_kind: dict[str, list[int | None]] = {}
    for code, found in known.items():
        for cause in found:
            if (delay := _delay(cause, judged[code], level)) is not None:
                by_kind.setdefault(cause.kind, []).append(delay if delay >= 0 else None)
    for kind, delays in sorted(by_kind.items()):
        noticed = [delay for delay in delays if delay is not None]
        if len(delays) < LEAST:
            print(f"{level}: {kind:<18} {len(delays):4} cases: too few for a rate")
        else:
            soon = sum(delay <= SOON_DAYS for delay in noticed)
            when = f", after {statistics.median(noticed):.0f} days at the median" if noticed else ""
            print(
                f"{level}: {kind:<18} {len(delays):4} cases, {soon / len(delays):4.0%} within {SOON_DAYS} days, "
                f"{len(noticed) / len(delays):4.0%} within {NOTICED_DAYS}{when}"
            )


def _delay(cause: Cause, judged: Judged, level: str) -> int | None:
    """Days until a signal begins within NOTICED_DAYS; -1 where none does; None where the book ends before."""
    on = day_number(cause.on)
    if on + NOTICED_DAYS > day_number(BOOK.until):
        return None
    after = judged.days[(judged.days > on) & (judged.days <= on + NOTICED_DAYS) & judged.begins[level]]
    return int(after[0]) - on if len(after) else -1


def _false_alarms(level: str, judged: Mapping[str, Judged], known: Mapping[str, Sequence[Cause]]) -> None:
    """Per customer-year without any cause: how often the union of the signals begins to stand."""
    alarms = months = standing = 0
    for code, one in judged.items():
        quiet = one.days > (one.days[0] if len(one.days) else 0) + YOUNG_DAYS
        for cause in known[code]:
            settled = day_number(cause.settled_on or BOOK.until)
            lasts = cause.outcome in ("lost", "reduced", "open")
            quiet &= (one.days < day_number(cause.on)) | (~np.bool_(lasts) & (one.days > settled + SETTLING_DAYS))
        stands = one.any_stands[level]
        rises = stands & ~np.concatenate([[False], stands[:-1]])
        alarms, months = alarms + int((rises & quiet).sum()), months + int(quiet.sum())
        standing += int((stands & quiet).sum())
    years = months / 12
    said = f"{alarms / years:.2f} a customer-year" if alarms >= LEAST else "too few for a rate"
    print(
        f"{level}: false alarms of the union {alarms:,} in {years:,.0f} quiet customer-years: {said}, "
        f"any stands in {standing / months:.0%} of their months"
    )
