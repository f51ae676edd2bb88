"""The people at the customers: who was there, with what influence and role, and where each stood, at any moments."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.calendar import months_before
from projections.contacts import DESCRIBED
from projections.facts import Facts
from projections.rows import Rows
from projections.windows import Grid, Ints, latest

ADDED, LEFT, OBSERVED = "ContactAdded", "ContactLeft", "AttitudeObserved"
TOLD = (*DESCRIBED, LEFT, OBSERVED)
SUPPORTS = {"supporter": 1, "neutral": 0, "opponent": -1}

SCALE = 10**9  # influence is an integer of so many parts
UNKNOWN_INFLUENCE = 3 * SCALE // 10

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody a customer's events describe, by customer and contact_id; a person is the place in this order.

    of_row: the person of each history row that tells of one, -1 for all others. Grids are persons x moments
    (ascending).
    """

    facts: Facts
    customer: Ints
    ids: pl.Series
    of_row: Ints

    def __len__(self) -> int:
        return len(self.customer)

    def numbers(self, c: Ints, ids: pl.Series) -> Ints:
        """The persons of these customers and contact_ids; -1 where nothing describes them."""
        return _numbers(self.customer, self.ids, c, ids)

    def latest_rows(self, rows: Rows, moments: Ints) -> Grid:
        """Per cell the history row of the latest of `rows` (of the types in TOLD) by then; -1 without."""
        person = self.of_row[rows.row]
        known = person >= 0
        start = np.searchsorted(moments, rows.at, side="left")
        return latest((len(self), len(moments)), person[known], start[known], rows.row[known])

    def present(self, moments: Ints) -> Flags:
        """Who had been added and had not left."""
        history = self.facts.history
        added, left = (self.latest_rows(history.of(kind), moments) for kind in (ADDED, LEFT))
        there: Flags = (added >= 0) & (left < 0)
        return there

    def influence(self, moments: Ints) -> Grid:
        """As last said by then, in parts of SCALE; UNKNOWN_INFLUENCE where it never was."""
        said = self.facts.history.of(*DESCRIBED)
        said = said.where(said.known("influence"))
        amount = np.full(len(self.facts.history.events) + 1, UNKNOWN_INFLUENCE)
        amount[said.row] = scaled(said.column("influence"))
        found: Grid = amount[self.latest_rows(said, moments)]
        return found

    def has_role(self, role: str, moments: Ints) -> Flags:
        """Whose role, as last said by then, is this one."""
        said = self.facts.history.of(*DESCRIBED)
        said = said.where(said.known("role"))
        named = np.zeros(len(self.facts.history.events) + 1, dtype=np.bool_)
        named[said.row] = said.equal("role", role)
        found: Flags = named[self.latest_rows(said, moments)]
        return found

    def attitude_rows(self, moments: Ints, months: int) -> Grid:
        """History row of the latest attitude observed in so many months; -1 without."""
        zone, history = self.facts.reviews.zone, self.facts.history
        rows = self.latest_rows(history.of(OBSERVED), moments)
        since = np.array([months_before(int(moment), months, zone) for moment in moments], dtype=np.int64)
        return np.where((rows >= 0) & (history.at[rows] > since[None, :]), rows, -1)

    def attitudes(self, rows: Grid) -> Grid:
        """+1, 0 or -1 for the observation in each of `rows` (attitude_rows); 0 where there is none."""
        observed = self.facts.history.of(OBSERVED)
        stands = np.zeros(len(self.facts.history.events) + 1, dtype=np.int64)
        for attitude, value in SUPPORTS.items():
            stands[observed.row[observed.equal("attitude", attitude)]] = value
        found: Grid = stands[rows]
        return found

    def by_customer(self, amounts: Grid) -> Grid:
        """Sums of persons' amounts, customers x moments."""
        sums = np.zeros((self.facts.shape[0], amounts.shape[1]), dtype=np.int64)
        np.add.at(sums, self.customer, amounts)
        return sums


def read_people(facts: Facts) -> People:
    """Of all customers."""
    said = facts.history.of(*DESCRIBED)
    everybody = pl.DataFrame({"c": said.c, "id": said.column("contact_id")}).unique().sort("c", "id")
    customer, ids, told = everybody["c"].to_numpy().astype(np.int64), everybody["id"], facts.history.of(*TOLD)
    of_row = np.full(len(facts.history.events) + 1, -1)
    of_row[told.row] = _numbers(customer, ids, told.c, told.column("contact_id"))
    return People(facts=facts, customer=customer, ids=ids, of_row=of_row)


def _numbers(customer: Ints, ids: pl.Series, c: Ints, asked: pl.Series) -> Ints:
    """Where each pair of c and asked stands among the pairs of customer and ids; -1 where it does not."""
    known = pl.DataFrame({"c": customer, "id": ids, "person": np.arange(len(customer))})
    pairs = pl.DataFrame({"c": c, "id": asked})
    found = pairs.join(known, on=["c", "id"], how="left", maintain_order="left")["person"]
    return found.fill_null(-1).to_numpy().astype(np.int64)


def scaled(texts: pl.Series) -> Ints:
    """Influence in parts of SCALE."""
    found: Ints = (texts.cast(pl.Float64) * SCALE).round().cast(pl.Int64).to_numpy()
    return found
