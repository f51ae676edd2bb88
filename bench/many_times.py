"""A ledger that holds every customer of another one many times over, each time under another code, made by SQL."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.columns import COLUMNS
from ledger.ledger_stream import LEDGER_STREAM
from ledger.sqlite.opening import FILE_NAME, ledger_file
from ledger.sqlite.schema import REFUSE_DISORDER
from projections.journal import RECORD_KEEPING

MOST = 255  # the first two digits of an event's id say which time it is
CACHE_KIB = 2_000_000  # the indexes of tens of millions of events are written at random places
KEYS = ("keys.db", "master.key")

_RECORD_KEEPING = ", ".join(f"'{kind}'" for kind in sorted(RECORD_KEEPING))
_CHANGED = {
    "position": ":first + (position - :first) * :times + time",
    "event_id": "digits || substr(event_id, 3)",
    "stream": "stream || ending",
    "external_id": "external_id || ending",
    "data": f'iif(type IN ({_RECORD_KEEPING}), replace(data, \'"event_id":"01\', \'"event_id":"\' || digits), data)',
    "subject": f"iif(type IN ({_RECORD_KEEPING}), replace(subject, 'event:01', 'event:' || digits), subject)",
}
_COPY = f"""
INSERT INTO events ({", ".join(COLUMNS)})
SELECT {", ".join(_CHANGED.get(name, name) for name in COLUMNS)} FROM small.events CROSS JOIN times
WHERE position >= :first ORDER BY position, time
"""


def many_times(small: Path, large: Path, times: int) -> int:
    """Make the directory `large` with the log of `small` so many times over; how many events it holds.

    The copies of an event stand side by side, so that positions run on, recorded_at never falls, and a customer's
    events lie as far apart as they would in a book of that size. Hashes are not made anew: it cannot be verified.
    """
    if not 1 <= times <= MOST:
        raise ValueError(f"1 to {MOST} times")
    path = ledger_file(large, create=True)
    for name in KEYS:
        shutil.copy(small / name, large / name)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (
            "journal_mode = DELETE",
            "journal_mode = OFF",
            "synchronous = OFF",
            f"cache_size = -{CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("ATTACH ? AS small", (str(small / FILE_NAME),))
        own = "SELECT coalesce(max(position), 0), count(*) FROM small.events WHERE stream = ?"
        last, many = connection.execute(own, (LEDGER_STREAM,)).fetchone()
        if last != many:
            raise ValueError("the ledger's own events do not all stand first")
        connection.execute("DROP TRIGGER events_stand_in_order")  # it takes as long as all else
        connection.execute("INSERT INTO events SELECT * FROM small.events WHERE position <= ?", (last,))
        connection.execute("CREATE TEMP TABLE times (time INTEGER PRIMARY KEY, digits TEXT, ending TEXT)")
        connection.executemany("INSERT INTO times VALUES (?, ?, ?)", map(_time, range(times)))
        connection.execute(_COPY, {"first": last + 1, "times": times})
        connection.execute(REFUSE_DISORDER)
        connection.execute("PRAGMA journal_mode = WAL")
        events: int = connection.execute("SELECT max(position) FROM events").fetchone()[0]
        return events


def ending(time: int) -> str:
    """What a code ends in, the time it is told: nothing at first."""
    return f"-{time:02}" if time else ""


def small_position(position: int, *, first: int, times: int) -> int:
    """Where the event stands in the small ledger."""
    return position if position < first else first + (position - first) // times


def _time(time: int) -> tuple[int, str, str]:
    return time, f"{time + 1:02x}", ending(time)
