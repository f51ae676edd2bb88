"""How much a process may read at once."""

MOST = 150_000  # events; with more, nothing is faster
BYTES_PER_EVENT = 4_096  # measured: about half of that, with all columns of the journal and the grids of the reviews
GIB = 1 << 30


def events_at_once(gib: float, processes: int, *, bytes_per_event: int = BYTES_PER_EVENT) -> int:
    """Events in a part, so that all processes together stay about within the memory; at least 1."""
    return max(min(int(gib * GIB / processes / bytes_per_event), MOST), 1)
