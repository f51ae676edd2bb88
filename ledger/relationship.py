"""The decider of one relationship: `decide` what is recorded, `evolve` by what was.

Pure: no clock, no store. The store loads the events of `subjects_needed`, folds them, decides, and writes; on a version
conflict it does so again. Before that it looks for a known (source, external_id) and compares the `as_recorded` form.
"""

from ledger.rules.acts import RECORD_KEEPING
from ledger.rules.carried import Carried, fold
from ledger.rules.deciding import decide, subjects_needed
from ledger.rules.decision import Decision
from ledger.rules.earlier_order import EarlierOrder
from ledger.rules.flags import FLAGS
from ledger.rules.happened import Happened
from ledger.rules.merging import MERGING, survivor_of
from ledger.rules.order_size import EARLIER_ORDERS
from ledger.rules.recorded_form import as_recorded
from ledger.rules.state import Fact, Relationship, evolve, initial

__all__ = [
    "EARLIER_ORDERS",
    "FLAGS",
    "MERGING",
    "RECORD_KEEPING",
    "Carried",
    "Decision",
    "EarlierOrder",
    "Fact",
    "Happened",
    "Relationship",
    "as_recorded",
    "decide",
    "evolve",
    "fold",
    "initial",
    "subjects_needed",
    "survivor_of",
]
