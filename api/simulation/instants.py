"""Instants as the simulated systems write them, many at once: the offices in China time, the ledger in UTC."""

import numpy as np
from numpy.typing import NDArray

from api.simulation.clock import DAY_MINUTES, MINUTE_US

OFFICE_US, SECOND_US = 8 * 3_600_000_000, 1_000_000

Instants = NDArray[np.int64]  # microseconds since 1970
Characters = NDArray[np.uint8]  # a row for each text


def office_times(us: Instants) -> list[bytes]:
    """2025-03-14T10:00:00+08:00, without the fraction of a second, of at least one."""
    texts = _copies(b"0000-00-00T00:00:00+08:00", len(us))
    _put_time(texts, us + OFFICE_US)
    return _rows(texts)


def ledger_times(us: Instants) -> list[bytes]:
    """2025-03-14T02:00:00.000000Z, as ledger.times.format_instant, many times as fast, of at least one."""
    texts = _copies(b"0000-00-00T00:00:00.000000Z", len(us))
    fractions = _put_time(texts, us)
    thousandths, millionths = np.divmod(fractions, 1000)
    texts[:, 20:23] = _THOUSANDTHS[thousandths]
    texts[:, 23:26] = _THOUSANDTHS[millionths]
    return _rows(texts)


def _put_time(texts: Characters, us: Instants) -> Instants:
    """Write 2025-03-14T02:00:00 over the first characters; answers the microseconds that are left."""
    minutes, rest = np.divmod(us, MINUTE_US)
    days, minute = np.divmod(minutes, DAY_MINUTES)
    seconds, fractions = np.divmod(rest, SECOND_US)
    first = days.min()
    texts[:, :10] = _dates(first, days.max())[days - first]
    texts[:, 10:17] = _MINUTES[minute]
    texts[:, 17:19] = _SECONDS[seconds]
    return fractions


def _dates(first: np.int64, last: np.int64) -> Characters:
    return _characters(np.datetime_as_string(np.arange(first, last + 1).view("datetime64[D]")).tolist())


def _characters(texts: list[str]) -> Characters:
    """Texts of equal length."""
    return np.array(texts, dtype=np.bytes_).view(np.uint8).reshape(len(texts), -1)


def _copies(text: bytes, count: int) -> Characters:
    return np.tile(np.frombuffer(text, np.uint8), (count, 1))


def _rows(texts: Characters) -> list[bytes]:
    rows: list[bytes] = texts.view(f"S{texts.shape[1]}").ravel().tolist()
    return rows


_MINUTES = _characters([f"T{hour:02}:{minute:02}:" for hour in range(24) for minute in range(60)])
_SECONDS = _characters([f"{second:02}" for second in range(60)])
_THOUSANDTHS = _characters([f"{number:03}" for number in range(1000)])
