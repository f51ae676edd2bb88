"""Timing one call many times, and the row that tells it, with its goals where it has some."""

import statistics
import time
from collections.abc import Callable, Sequence
from resource import RUSAGE_CHILDREN, getrusage

IN_A_ROW = 50


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


def timed_in_turn(acts: Sequence[Callable[[int], object]], rounds: int) -> list[tuple[list[float], float]]:
    """Of each the milliseconds of its calls, as by `timed`, and its seconds of CPU a call: some of each in turn, so
    that whatever else the machine does falls on all of them.
    """
    spent: list[list[float]] = [[] for _ in acts]
    cpu = [0.0] * len(acts)
    for start in range(0, rounds + rounds // 10, IN_A_ROW):
        for which, act in enumerate(acts):
            began = time.process_time()
            for number in range(start, min(start + IN_A_ROW, rounds + rounds // 10)):
                begin = time.perf_counter()
                act(number)
                spent[which].append((time.perf_counter() - begin) * 1000)
            cpu[which] += time.process_time() - began
    return [(calls[rounds // 10 :], used / len(calls)) for calls, used in zip(spent, cpu, strict=True)]


def cpu_of_children() -> float:
    """Seconds of CPU of the processes that this one began and that have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def latency_row(name: str, spent: list[float], **goals: float) -> str:
    """goals: p50, p95 or p99 in milliseconds, at most."""
    ordered = sorted(spent)
    p50, p95, p99 = statistics.median(ordered), *(ordered[int(len(ordered) * part)] for part in (0.95, 0.99))
    measured = {"p50": p50, "p95": p95, "p99": p99}
    told = (_goal(f"{part} <= {most:g} ms", measured[part] <= most) for part, most in goals.items())
    return f"{name:<60} p50 {p50:8.3f} ms   p95 {p95:8.3f} ms   p99 {p99:8.3f} ms{''.join(told)}"


def rate_row(name: str, count: int, seconds: float, *, goal: int | None = None) -> str:
    """goal: a second, at least."""
    told = "" if goal is None else _goal(f">= {goal:,} /s", count / seconds >= goal)
    return f"{name:<60} {count / seconds:12,.0f} /s   {seconds:8.2f} s{told}"


def ratio_row(name: str, ratio: float, *, goal: float | None = None) -> str:
    """goal: at least."""
    return f"{name:<60} {ratio:12.2f}{'' if goal is None else _goal(f'>= {goal:g}', ratio >= goal)}"


def _goal(wanted: str, reached: bool) -> str:
    return f"   goal {wanted}: {'reached' if reached else 'not reached'}"


def cost_row(name: str, seconds: float) -> str:
    return f"{name:<60} {seconds * 1e6:12.1f} us an event"
