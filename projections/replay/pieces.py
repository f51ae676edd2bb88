"""A part in pieces: a bucket can hold more than a process may judge at once, and families are never divided."""

from collections.abc import Iterator

import numpy as np

from projections.effective import dense_numbers
from projections.journal import Journal
from projections.merging import Swept


def pieces(journal: Journal, swept: Swept, at_once: int) -> Iterator[Journal]:
    """Whole families, about `at_once` events in each piece but the last; the journal itself where it is not larger."""
    if len(journal) <= at_once:
        yield journal
        return
    customer = journal.get_column("customer")
    family = dense_numbers(customer.replace(dict(swept.survivors)) if swept.survivors else customer)
    before = np.cumsum(np.bincount(family)) - np.bincount(family)
    piece = (before // at_once)[family]
    for number in np.unique(piece).tolist():
        yield journal[np.flatnonzero(piece == number)]
