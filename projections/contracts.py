"""Contracts: until when each is said to run, and when it was ended."""

from dataclasses import dataclass

import numpy as np

from projections.facts import Facts
from projections.rows import Rows, first_closing, followed_at
from projections.windows import Ints

SAID, ENDED = ("ContractSigned", "ContractRenewed"), "ContractEnded"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Every ContractSigned and ContractRenewed. ends: the last day it gives the contract, a local day number.

    replaced_at: the moment from which something else is said of the same contract, or it is ended; NEVER without.
    """

    rows: Rows
    ends: Ints
    replaced_at: Ints


def read_terms(facts: Facts) -> Terms:
    rows = facts.history.of(*SAID)
    contract = rows.dense("contract_id")
    ended_at = first_closing(rows, facts.history.of(ENDED), "contract_id")
    replaced_at = np.minimum(followed_at(rows, contract), ended_at)
    return Terms(rows=rows, ends=rows.days("ends_on"), replaced_at=replaced_at)
