"""The events that prove a sentence: ascending positions, the latest fifty at most."""

from dataclasses import dataclass

import numpy as np

from projections.facts import Facts
from projections.windows import Ints

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Each row says: the event at `position` is evidence for a customer from column `start` until before `stop`."""

    customer: Ints
    position: Ints
    start: Ints
    stop: Ints

    def at(self, customers: Ints, columns: Ints) -> list[list[int]]:
        """Per cell the positions in force: ascending, each once, the latest fifty at most.

        customers, columns: the cells, one number each.
        """
        return [found[-MOST:] for found in self.all_at(customers, columns)]

    def all_at(self, customers: Ints, columns: Ints) -> list[list[int]]:
        """The same without a limit."""
        order = np.lexsort((self.position, self.customer))
        customer, position = self.customer[order], self.position[order]
        start, stop = self.start[order], self.stop[order]
        found = []
        bounds = np.searchsorted(customer, [customers, customers + 1])
        for column, begin, end in zip(columns.tolist(), *bounds.tolist(), strict=True):
            in_force = (start[begin:end] <= column) & (stop[begin:end] > column)
            found.append(list(dict.fromkeys(position[begin:end][in_force].tolist())))
        return found


def joined(parts: list[Evidence]) -> Evidence:
    """All rows of some evidence."""
    return Evidence(
        customer=np.concatenate([part.customer for part in parts]),
        position=np.concatenate([part.position for part in parts]),
        start=np.concatenate([part.start for part in parts]),
        stop=np.concatenate([part.stop for part in parts]),
    )


def order_positions(facts: Facts, customers: Ints) -> dict[int, list[int]]:
    """Per customer all its orders not cancelled by the asked-for date, ascending."""
    orders = facts.quantities.orders
    evidence = Evidence(
        customer=orders.customer,
        position=facts.evidence_rows()[orders.row],
        start=orders.seen,
        stop=orders.cancelled,
    )
    found = evidence.all_at(customers, np.full(len(customers), facts.reviews.asked))
    return dict(zip(customers.tolist(), found, strict=True))
