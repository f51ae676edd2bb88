"""A table of works: how fast each is, the median of its runs, beside two others of the same runs and its goals."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.memory import MIB
from bench.rows import cpu_of_children

HEADS = ("work", "events", "seconds", "events/s", "CPU us/event", "MiB", "x stock", "x floor", "goals")


@dataclass(frozen=True, kw_only=True)
class Goals:
    """rate: events a second at least. stock: so many times as fast as stock. memory: bytes at most. None: no goal."""

    rate: int | None = None
    stock: int | None = None
    memory: int | None = None


@dataclass(kw_only=True)
class Work:
    """act: does it once; answers the bytes of memory that its processes took at most, or None where nobody looked.

    wall, cpu, memory: of each time it was done; cpu of all processes, starting them included.
    """

    name: str
    events: int
    act: Callable[[], int | None]
    goals: Goals = field(default_factory=Goals)
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def once(self) -> None:
        wall, cpu = time.perf_counter(), time.process_time() + cpu_of_children()
        memory = self.act()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() + cpu_of_children() - cpu)
        if memory is not None:
            self.memory.append(memory)

    @property
    def rate(self) -> float:
        return self.events / statistics.median(self.wall)

    @property
    def cpu_us(self) -> float:
        return statistics.median(self.cpu) / self.events * 1e6


def print_table(works: Sequence[Work], *, stock: Work, floor: Work) -> None:
    """Medians of the times they were done."""
    rows = [_row(work, stock.rate, floor.rate) for work in works]
    widths = [max(len(row[n]) for row in (HEADS, *rows)) for n in range(len(HEADS))]
    for row in (HEADS, *rows):
        first, *figures, last = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([first.strip().ljust(widths[0]), *figures, last.strip()]).rstrip(), flush=True)


def _row(work: Work, stock: float, floor: float) -> tuple[str, ...]:
    return (
        work.name,
        f"{work.events:,}",
        f"{statistics.median(work.wall):,.2f}",
        f"{work.rate:,.0f}",
        f"{work.cpu_us:.2f}",
        f"{max(work.memory) / MIB:,.0f}" if work.memory else "",
        f"{work.rate / stock:.1f}",
        f"{work.rate / floor:.3f}",
        _goals(work, stock),
    )


def _goals(work: Work, stock: float) -> str:
    goals, said = work.goals, []
    if goals.rate is not None:
        said.append((f"{goals.rate:,}/s", work.rate >= goals.rate))
    if goals.stock is not None:
        said.append((f"{goals.stock} x stock", work.rate >= goals.stock * stock))
    if goals.memory is not None:
        said.append((f"{goals.memory / MIB:,.0f} MiB", max(work.memory) <= goals.memory))
    return ", ".join(f"{goal} {'reached' if reached else 'not reached'}" for goal, reached in said)
