"""Merges, their ends and reverts put into a finished history, whether or not the rules would let them in there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.laws.documents import Document, History
from tests.laws.strategies import histories, one_at_a_time
from tests.oracle.merging import LEDGER
from tests.oracle.moments import MICROSECOND

BATCHES = ("B1", "B2")
MOST = 5


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a sweeping act stands: right after so many documents."""

    number: int
    recorded_at: datetime


def swept_histories(*, customers: int = 3) -> st.SearchStrategy[History]:
    """customers: at most so many. Some documents came by an import; merges may run in circles."""
    return st.builds(swept, histories(customers=customers), st.integers(0, MOST), st.randoms(use_true_random=False))


def swept(history: History, count: int, chance: Random) -> History:
    brought = [replace(d, batch=chance.choice((None, None, None, *BATCHES))) for d in history.documents]
    acts: list[Document] = []
    for number in range(count):
        after = chance.choice(brought).recorded_at
        act = one_act(history.customers, acts, Place(number=number, recorded_at=after + MICROSECOND), chance)
        acts.append(replace(act, batch=chance.choice((None, None, None, BATCHES[0]))))
    return replace(history, documents=tuple(one_at_a_time([*brought, *acts])))


def one_act(customers: Sequence[str], earlier: Sequence[Document], place: Place, chance: Random) -> Document:
    merges = [act for act in earlier if act.type == "CustomersMerged" and act.recorded_at < place.recorded_at]
    match chance.randrange(6):
        case 0:
            return revert(place, chance.choice(BATCHES))
        case 1 | 2 if merges:
            return unmerge(place, chance.choice(merges))
        case _:
            return merge(place, chance.choice(customers), chance.choice(customers))


def merge(place: Place, customer: str, into: str) -> Document:
    return act_at(place, customer, "CustomersMerged", into=into)


def unmerge(place: Place, merged: Document) -> Document:
    done = act_at(place, merged.customer, "CustomersUnmerged", merge_event_id=merged.name, reason="two after all")
    return replace(done, needs=frozenset({merged.name}))


def revert(place: Place, batch: str) -> Document:
    return act_at(place, LEDGER, "ImportReverted", batch_id=batch, reason="wrong file")


def act_at(place: Place, customer: str, kind: str, **data: Any) -> Document:
    return Document(
        name=f"S{place.number}",
        customer=customer,
        type=kind,
        occurred_at=place.recorded_at,
        recorded_at=place.recorded_at,
        data=data,
    )
