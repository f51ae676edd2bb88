"""The views of a simulated book made anew from its log."""

import tempfile
import time
from pathlib import Path

from bench.rows import rate_row
from bench.simulated import simulated
from ledger.application import now_micros, open_ledger
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import FILE_NAME, ViewsFile

CUSTOMERS = 2_000


def run() -> None:
    with tempfile.TemporaryDirectory() as home, open_ledger(simulated(CUSTOMERS, Path(home))) as ledger:
        begin, spent = time.perf_counter(), time.process_time()
        rebuild(ledger, ViewsFile(ledger.directory / FILE_NAME), clock=now_micros)
        events = ledger.last()[0]
        print(rate_row(f"rebuild, {CUSTOMERS:,} customers: events", events, time.perf_counter() - begin))
        print(rate_row("the same per second of CPU", events, time.process_time() - spent))
