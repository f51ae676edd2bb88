"""The people at the customers: who was there, with what influence and role, and where each stood, at any moments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ledger.catalogue.fields import DECIMALS
from projections.calendar import months_before
from projections.contacts import DESCRIBED
from projections.facts import Facts
from projections.listed import Texts
from projections.rows import FEW, Rows
from projections.windows import Grid, Ints, latest

ADDED, LEFT, OBSERVED = "ContactAdded", "ContactLeft", "AttitudeObserved"
TOLD = (*DESCRIBED, LEFT, OBSERVED)
SUPPORTS = {"supporter": 1, "neutral": 0, "opponent": -1}

SCALE = 10**9  # influence is an integer of so many parts
UNKNOWN_INFLUENCE = 3 * SCALE // 10
UNSAID = -1

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody a customer's events describe, by customer and contact_id; a person is the place in this order.

    of_row: the person of each history row that tells of one, -1 for all others. kept: grids that several signals and
    scores look at. Grids are persons x moments (ascending).
    """

    facts: Facts
    customer: Ints
    ids: Sequence[str]
    of_row: Ints
    kept: dict[tuple[str, int, bytes], Grid] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.customer)

    def numbers(self, c: Ints, ids: Texts | Sequence[str | None]) -> Ints:
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

    def said_influence(self, moments: Ints) -> Grid:
        """As last said by then, in parts of SCALE; UNSAID where it never was."""
        return self._keep("influence", 0, moments, self._said_influence)

    def _said_influence(self, moments: Ints) -> Grid:
        said = self.facts.history.of(*DESCRIBED)
        said = said.where(said.known("influence"))
        amount = np.full(len(self.facts.history.events) + 1, UNSAID)
        amount[said.row] = scaled(said)
        found: Grid = amount[self.latest_rows(said, moments)]
        return found

    def influence(self, moments: Ints) -> Grid:
        """The same, with UNKNOWN_INFLUENCE where it never was."""
        said = self.said_influence(moments)
        return np.where(said == UNSAID, UNKNOWN_INFLUENCE, said)

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

        def read(moments: Ints) -> Grid:
            zone, history = self.facts.reviews.zone, self.facts.history
            rows = self.latest_rows(history.of(OBSERVED), moments)
            since = np.array([months_before(moment, months, zone) for moment in moments.tolist()], dtype=np.int64)
            return np.where((rows >= 0) & (history.at[rows] > since[None, :]), rows, -1)

        return self._keep("attitude", months, moments, read)

    def attitudes(self, rows: Grid) -> Grid:
        """+1, 0 or -1 for the observation in each of `rows` (attitude_rows); 0 where there is none."""
        found: Grid = self.facts.once(_stands)[rows]
        return found

    def by_customer(self, amounts: Grid) -> Grid:
        """Sums of persons' amounts, customers x moments."""
        sums = np.zeros((self.facts.shape[0], amounts.shape[1]), dtype=np.int64)
        np.add.at(sums, self.customer, amounts)
        return sums

    def _keep(self, name: str, months: int, moments: Ints, read: Callable[[Ints], Grid]) -> Grid:
        key = (name, months, moments.tobytes())
        if key not in self.kept:
            self.kept[key] = read(moments)
        return self.kept[key]


def _stands(facts: Facts) -> Ints:
    """Per history row what an observation says, 0 for all others and for row -1."""
    observed = facts.history.of(OBSERVED)
    stands = np.zeros(len(facts.history.events) + 1, dtype=np.int64)
    for attitude, value in SUPPORTS.items():
        stands[observed.row[observed.equal("attitude", attitude)]] = value
    return stands


def read_people(facts: Facts) -> People:
    """Of all customers."""
    said, told = facts.history.of(*DESCRIBED), facts.history.of(*TOLD)
    customer, ids = _everybody(said)
    of_row = np.full(len(facts.history.events) + 1, -1)
    asked = told.texts("contact_id") if told.few else told.column("contact_id")
    of_row[told.row] = _numbers(customer, ids, told.c, asked)
    return People(facts=facts, customer=customer, ids=ids, of_row=of_row)


def _everybody(said: Rows) -> tuple[Ints, Sequence[str]]:
    """The customer and the id of everybody described, ascending."""
    if said.few:
        pairs = sorted({(c, one) for c, one in zip(said.c.tolist(), said.texts("contact_id"), strict=True) if one})
        return np.array([c for c, _ in pairs], dtype=np.int64), [one for _, one in pairs]
    everybody = pl.DataFrame({"c": said.c, "id": said.column("contact_id")}).unique().sort("c", "id")
    return everybody["c"].to_numpy().astype(np.int64), everybody["id"].to_list()


def _numbers(customer: Ints, ids: Sequence[str], c: Ints, asked: Texts | Sequence[str | None]) -> Ints:
    """Where each pair of c and asked stands among the pairs of customer and ids; -1 where it does not."""
    if len(customer) + len(c) < FEW:
        number = {pair: place for place, pair in enumerate(zip(customer.tolist(), ids, strict=True))}
        return np.array([number.get(pair, -1) for pair in zip(c.tolist(), asked, strict=True)], dtype=np.int64)
    known = pl.DataFrame({"c": customer, "id": pl.Series(ids, dtype=pl.String), "person": np.arange(len(customer))})
    pairs = pl.DataFrame({"c": c, "id": pl.Series(asked, dtype=pl.String)})
    found = pairs.join(known, on=["c", "id"], how="left", maintain_order="left")["person"]
    return found.fill_null(-1).to_numpy().astype(np.int64)


def scaled(said: Rows) -> Ints:
    """Influence in parts of SCALE; 0 where it is not said."""
    found: Ints = said.decimals("influence", DECIMALS) * (SCALE // 10**DECIMALS)
    return found
