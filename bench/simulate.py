"""A simulated book written to a file: by one process and by as many as there are cores."""

import os
import tempfile
import time
from datetime import date
from pathlib import Path

from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from bench.rows import rate_row

CUSTOMERS = 8_000
GOAL = 83_333  # a second: ten million in two minutes


def run() -> None:
    book = Arguments(customers=CUSTOMERS, years=5, seed=1, until=date(2025, 12, 31))
    for processes in sorted({1, os.cpu_count() or 1}):
        with tempfile.TemporaryDirectory() as home:
            out = Path(home, "book.jsonl")
            begin = time.perf_counter()
            events = write_book(book, out, processes=processes)
            seconds = time.perf_counter() - begin
        print(rate_row(f"{CUSTOMERS:,} customers over 5 years, {processes} processes", events, seconds, goal=GOAL))
