"""How the memory is divided among the processes that work on the book."""

from dataclasses import dataclass

GIB, MIB = 1 << 30, 1 << 20
ASKER = 192 * MIB  # of the process that hands out the parts
PROCESS = 320 * MIB  # of one that works on parts, whatever they hold: its programs, and what SQLite keeps of two files
BYTES_PER_EVENT = 4_096  # of a part that is judged: its columns, and the grids of the reviews
LEAST, MOST = 10_000, 150_000  # events at once: with fewer each costs more, with more nothing is faster


@dataclass(frozen=True, kw_only=True)
class Shares:
    """processes: how many work; events: how many each of them holds at once, about."""

    processes: int
    events: int


def shares(gib: float, processes: int, *, bytes_per_event: int = BYTES_PER_EVENT) -> Shares:
    """So many processes, of those that may work, as have room for LEAST events each, so that all of them together stay
    within the memory; one with LEAST events in any case.
    """
    room = gib * GIB - ASKER
    many = max(min(processes, int(room / (PROCESS + LEAST * bytes_per_event))), 1)
    return Shares(processes=many, events=max(min(int((room / many - PROCESS) / bytes_per_event), MOST), LEAST))
