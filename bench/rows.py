"""Timing one call many times, and the row that tells it."""

import statistics
import time
from collections.abc import Callable


def timed(
    act: Callable[[int], object], rounds: int, *, before: Callable[[int], object] = lambda number: None
) -> list[float]:
    """Milliseconds of each of `rounds` calls after a tenth of them to warm up; each is given its number, from 0.

    before: what is done before each call and not measured.
    """
    spent = []
    for number in range(rounds + rounds // 10):
        before(number)
        begin = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - begin) * 1000)
    return spent[rounds // 10 :]


def latency_row(name: str, spent: list[float]) -> str:
    ordered = sorted(spent)
    p50, p95, p99 = statistics.median(ordered), *(ordered[int(len(ordered) * part)] for part in (0.95, 0.99))
    return f"{name:<60} p50 {p50:8.3f} ms   p95 {p95:8.3f} ms   p99 {p99:8.3f} ms"


def rate_row(name: str, count: int, seconds: float) -> str:
    return f"{name:<60} {count / seconds:12,.0f} /s   {seconds:8.2f} s"


def ratio_row(name: str, ratio: float) -> str:
    return f"{name:<60} {ratio:12.2f}"


def cost_row(name: str, seconds: float) -> str:
    return f"{name:<60} {seconds * 1e6:12.1f} us an event"
