"""What reading alone costs: stock eventsourcing's replay, a scan of the log, one group-by over the journal."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import polars as pl
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

STREAMS, PER_STREAM = 200, 126
STOCK_EVENTS = STREAMS * PER_STREAM


class Told(Aggregate):
    """A stream of the stock kind."""

    def __init__(self) -> None:
        self.total = 0

    @event("Told")
    def tell(self, order_id: str, amount: int) -> None:
        self.total += amount


@contextmanager
def stock_replay() -> Iterator[Callable[[], object]]:
    """Reads STOCK_EVENTS back, stream by stream as eventsourcing does, without any projection."""
    with tempfile.TemporaryDirectory() as home:
        app: Application = Application(
            {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(Path(home, "stock.db"))}
        )
        streams = []
        for _ in range(STREAMS):
            told = Told()
            for number in range(PER_STREAM - 1):
                told.tell(f"SO-{number}", number)
            app.save(told)
            streams.append(told.id)
        yield lambda: [app.repository.get(stream) for stream in streams]
        app.close()


def scan_log(path: Path) -> None:
    """Every row of the log, with nothing done to it."""
    with closing(sqlite3.connect(path)) as connection:
        for _ in connection.execute("SELECT position, stream, type, occurred_at, data FROM events"):
            pass


def group_by(buckets: Path) -> None:
    """Events and money of each customer."""
    files = pl.scan_parquet(buckets / "*.parquet")
    files.group_by("customer").agg(pl.len(), pl.col("amount_minor").sum()).collect()
