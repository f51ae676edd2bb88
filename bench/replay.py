"""The whole book judged, from journal and log, now and at every month end, beside what reading alone costs.

BENCH_SIZES="0.1 1 10" names the sizes, in millions of events, BENCH_RUNS=5 how often each work is done, all in turn.
A book is that of 800 customers over five years, many times over, its customers renamed; the log no more than ten times.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from bench.floor import STOCK_EVENTS, group_by, scan_log, stock_replay
from bench.many_journal import Many, multiply
from bench.many_times import many_times
from bench.memory import peak
from bench.table import Goals, Work, print_table
from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.sqlite.opening import FILE_NAME
from ledger.times import to_micros
from projections.clocks import Clocks
from projections.journal.building import build
from projections.journal.manifest import buckets_of
from projections.parameters import Parameters, parameters_of
from projections.policy_file import default_policy
from projections.replay.dividing import parts_of
from projections.replay.parts import Part, Reader
from projections.replay.pieces import pieces
from projections.replay.replaying import replayed_book
from projections.replay.sending import SentClocks, received, sent
from projections.replay.work import counted
from projections.replay.workers import Workers
from projections.views.book_slices import BookLog
from projections.views.history_table import HISTORY
from projections.views.slice import slice_of_journal, view_rows

UNTIL = date(2025, 12, 31)
NOW = to_micros(datetime(2026, 1, 1, tzinfo=UTC))
AS_OF = to_micros(datetime(2025, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
CUSTOMERS, MILLION = 800, 10  # ten times so many customers have a million events
MOST_LOG = 10  # times: one of ten million takes a quarter of an hour to make and to read
AT_ONCE = 50_000  # events whose every month end is judged together

STANDING = Goals(rate=2_000_000, stock=10)
FROM_LOG = Goals(rate=600_000)
HISTORIES = Goals(rate=333_333, memory=2 << 30)


def run() -> None:
    sizes = [float(size) for size in os.environ.get("BENCH_SIZES", "0.1 1").split()]
    runs = int(os.environ.get("BENCH_RUNS", "5"))
    judged: list[Work] = []
    with tempfile.TemporaryDirectory() as home, stock_replay() as stock:
        small = _small_book(Path(home))
        for size in sizes:
            with tempfile.TemporaryDirectory(dir=home) as place:
                judged.append(_measure(small, Path(place), max(round(size * MILLION), 1), runs, stock))
    costs = ", ".join(f"{work.cpu_us:.2f} at {work.events:,}" for work in judged)
    print(f"\ncost as work grows, us of CPU an event, standings from the journal: {costs} events")


def _small_book(home: Path) -> Path:
    """The directory of a ledger with its journal."""
    directory, path = home / "small", home / "book.jsonl"
    write_book(Arguments(customers=CUSTOMERS, years=5, seed=1, until=UNTIL), path)
    with open_ledger(directory, clock=lambda: NOW) as ledger:
        with path.open("rb") as lines:
            past = [read_document(line, zone=UTC, now=NOW, restoring=True) for line in lines]
        ledger.restore(past, source=path.name, simulated=True)
        build(ledger, directory / "journal", {}, positions=ledger.last()[0])
    return directory


def _measure(small: Path, place: Path, times: int, runs: int, stock: Callable[[], object]) -> Work:
    """Print the table of one size; answers the work of judging everybody from the journal."""
    journal, large = place / "journal", small if times == 1 else place / "log"
    multiply(small / "journal", journal, times)
    if times > 1:
        many_times(small, large, min(times, MOST_LOG))
    with open_ledger(small, create=False) as ledger:
        many = Many(ledger.last()[0] * times, NOW)
    with open_ledger(large, create=False) as log:
        events, logged = many.last()[0], log.last()[0]
        again = partial(open_ledger, large, create=False)
        stocks = Work(name="stock eventsourcing replay, no projection", events=STOCK_EVENTS, act=_silent(stock))
        floor = Work(
            name="floor: polars, one group-by over the buckets",
            events=events,
            act=_silent(partial(group_by, buckets_of(journal, 1))),
        )
        standing = Work(
            name="standing of everybody, from the journal",
            events=events,
            act=_silent(partial(_standings, many, again, journal)),
            goals=STANDING,
        )
        works = (
            stocks,
            Work(name="bare sqlite3 scan of the log", events=logged, act=_silent(partial(scan_log, large / FILE_NAME))),
            floor,
            standing,
            Work(
                name="standing of everybody, from the log",
                events=logged,
                act=_silent(partial(_standings, log, again, None)),
                goals=FROM_LOG,
            ),
            Work(
                name="history: every month end of 5 years, everybody, from the journal",
                events=events,
                act=partial(_histories, many, again, journal),
                goals=HISTORIES,
            ),
        )
        for _ in range(runs):
            for work in works:
                work.once()
    print(f"\n{CUSTOMERS * times:,} customers, {events:,} events, {os.cpu_count()} processes, medians of {runs}")
    print_table(works, stock=stocks, floor=floor)
    return standing


def _silent(act: Callable[[], object]) -> Callable[[], None]:
    def once() -> None:
        act()

    return once


def _clocks(log: BookLog | Many) -> Clocks:
    position = log.last()[0]
    return Clocks(as_of=AS_OF, known_at=NOW, position=position, cut=position, rules=default_policy())


def _standings(log: Ledger | Many, again: Callable[[], Ledger], journal: Path | None) -> None:
    with Workers(again, os.cpu_count() or 1) as workers:
        replayed_book(log, _clocks(log), workers, journal=journal)  # type: ignore[arg-type]


def _histories(log: Many, again: Callable[[], Ledger], journal: Path) -> int:
    """What the processes that worked on it took of the memory at most, added up, each at its own moment."""
    clocks = _clocks(log)
    peaks: dict[int, int] = {}
    with Workers(again, os.cpu_count() or 1) as workers:
        parts = parts_of(log, clocks, journal)  # type: ignore[arg-type]
        parameters = parameters_of(counted(workers, sent(clocks), parts))
        work = Histories(clocks=sent(clocks), parameters=parameters)
        for _, (process, took) in workers.map(work, parts):
            peaks[process] = took
    return sum(peaks.values())


@dataclass(frozen=True, kw_only=True)
class Histories:
    """Makes the rows of the view `history` of a part, and drops them; answers who did it, and its peak of memory."""

    clocks: SentClocks
    parameters: Parameters

    def __call__(self, reader: Reader, part: Part) -> tuple[int, int]:
        journal, swept = reader.read(part, self)
        for piece in pieces(journal, swept, AT_ONCE):
            view_rows(slice_of_journal(piece, received(self.clocks), swept), self.parameters, wanted=(HISTORY,))
        return os.getpid(), peak(os.getpid())
