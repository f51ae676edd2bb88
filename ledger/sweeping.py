"""Acts of record keeping that take in more than one event: merges of customers, their ends, reverts of imports."""

from collections.abc import Iterable
from typing import NamedTuple

MERGED, UNMERGED, REVERTED = "CustomersMerged", "CustomersUnmerged", "ImportReverted"
NAMES = {MERGED: "into", UNMERGED: "merge_event_id", REVERTED: "batch_id"}
SWEEPING = frozenset(NAMES)


class Sweep(NamedTuple):
    """One such event. named: the customer it is merged into, the merge that ends, or the import that is reverted.

    correlation_id: the import that brought it, where one did; a reverted one takes it out as well.
    """

    position: int
    event_id: str
    stream: str
    type: str
    named: str
    correlation_id: str | None = None


def reverted_batches(sweeps: Iterable[Sweep]) -> frozenset[str]:
    """The imports that are taken back."""
    return frozenset(sweep.named for sweep in sweeps if sweep.type == REVERTED)


def merges_in_force(sweeps: Iterable[Sweep]) -> dict[str, Sweep]:
    """By the code of each merged customer its merge; whoever is not merged is absent.

    sweeps: ascending in position. A merge that would close a circle does nothing: the rules refuse it, but reverting
    the import that brought the end of another merge may leave one.
    """
    known = list(sweeps)
    batches = reverted_batches(known)
    merges: dict[str, Sweep] = {}
    for sweep in known:
        if sweep.correlation_id in batches:
            continue
        if sweep.type == MERGED and not _leads_to(merges, sweep.named, sweep.stream):
            merges[sweep.stream] = sweep
        elif sweep.type == UNMERGED and sweep.stream in merges and merges[sweep.stream].event_id == sweep.named:
            del merges[sweep.stream]
    return merges


def survivors(sweeps: Iterable[Sweep]) -> dict[str, str]:
    """Per merged customer the one that lives on in the end."""
    merges = merges_in_force(sweeps)
    return {code: _end(merges, code) for code in merges}


def _leads_to(merges: dict[str, Sweep], code: str, other: str) -> bool:
    """Whether `code` is the other or merged into it, whatever becomes of the other: it may be merged already."""
    while code != other and code in merges:
        code = merges[code].named
    return code == other


def _end(merges: dict[str, Sweep], code: str) -> str:
    while code in merges:
        code = merges[code].named
    return code
