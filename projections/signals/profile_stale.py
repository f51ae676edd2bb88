"""profile_stale: nothing of the customer was recorded for a year, or its file lacks what its tier asks for."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from ledger.catalogue import CATALOGUE
from projections.calendar import from_day_number
from projections.contacts import CONTACT
from projections.facts import Facts
from projections.merging import FILE
from projections.quantities import latest_row
from projections.section import Days, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.tier import TIERS, tier_at
from projections.windows import Grid, Ints
from projections.words import Words

FILE_TYPES = tuple(kind.name for kind in CATALOGUE.values() if kind.group == "file")

Field = Literal["industry", "region", "country", "legal_form", "owner", "address", "payment_terms"]

MISSING = Words(
    en="The file lacks what tier {tier} asks for: {missing}.", zh="{tier} 级客户的档案缺少：{missing:fields}。"
)
STALE = Words(
    en="Nothing was recorded in the file and no contact since {last_on:date}, for {age_days:day|days}.",
    zh="自 {last_on:date} 起 {age_days} 天没有档案记录和联系。",
)
NOTHING = Words(en="Neither an event of the file nor a contact has occurred yet.", zh="尚无档案记录，也没有联系。")
BOTH = Words(
    en=" The file lacks what tier {tier} asks for: {missing}.", zh="{tier} 级客户的档案缺少：{missing:fields}。"
)


class Limits(Section):
    """How fresh and how complete a file must be."""

    days: Days = said(365, "no event of the file and no contact for so many days")
    fields: dict[Literal["A", "B", "C"], tuple[Field, ...]] = said(
        {
            "A": ("country", "industry", "owner", "region", "address", "payment_terms"),
            "B": ("country", "industry", "owner"),
            "C": ("country",),
        },
        "what the file must say, by tier; nothing without a tier",
    )

    @model_validator(mode="after")
    def complete(self) -> "Limits":
        if set(self.fields) != {"A", "B", "C"}:
            raise ValueError("fields needs A, B and C")
        return self


def severity(facts: Facts, columns: Ints) -> Severity:
    lacks = np.zeros((facts.shape[0], len(columns)), dtype=np.bool_)
    for missing in _missing(facts, columns).values():
        lacks |= missing
    return np.where(_stale(facts, columns) | lacks, WATCH, NONE).astype(np.int8)


def _last(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest event of the file or contact; -1 without."""
    return latest_row(facts.shape, facts.history.of(*FILE_TYPES, *CONTACT), facts.reviews)[:, columns]


def _stale(facts: Facts, columns: Ints) -> NDArray[np.bool_]:
    last = _last(facts, columns)
    age = facts.reviews.days[columns][None, :] - facts.reviews.local_days(facts.history.at)[last]
    stale: NDArray[np.bool_] = (last < 0) | (age >= facts.policy.signals.of(Limits).days)
    return stale


def _missing(facts: Facts, columns: Ints) -> dict[str, NDArray[np.bool_]]:
    """Per field the cells whose tier asks for it and whose file does not say it."""
    fields, tiers = facts.policy.signals.of(Limits).fields, tier_at(facts, columns)
    asked = {name for wanted in fields.values() for name in wanted}
    return {name: _unsaid(facts, name, columns) & _asks(name, fields)[tiers] for name in sorted(asked)}


def _asks(name: str, fields: dict[Literal["A", "B", "C"], tuple[Field, ...]]) -> NDArray[np.bool_]:
    """Whether each of TIERS asks for it."""
    return np.array([tier is not None and name in fields[tier] for tier in TIERS], dtype=np.bool_)


def _unsaid(facts: Facts, name: str, columns: Ints) -> NDArray[np.bool_]:
    """Cells that have not seen the field in the customer's file; a registration names it whenever it occurred."""
    file = facts.history.of(*FILE)
    file = file.where(file.known(name))
    first = np.full(facts.shape[0], np.iinfo(np.int64).max)
    np.minimum.at(first, file.c, file.at)
    said = facts.history.registered.values(name, np.arange(facts.shape[0]))
    registered = np.array([one is not None for one in said], dtype=np.bool_)
    unsaid: NDArray[np.bool_] = ~registered[:, None] & (first[:, None] > facts.reviews.moments[columns][None, :])
    return unsaid


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, limits = np.array([facts.reviews.asked]), facts.policy.signals.of(Limits)
    rows, stale, lacking = _last(facts, asked)[:, 0], _stale(facts, asked)[:, 0], _missing(facts, asked)
    days, positions, tiers = facts.reviews.local_days(facts.history.at), facts.evidence_rows(), tier_at(facts, asked)
    today = int(facts.reviews.days[facts.reviews.asked])
    found = []
    for c in customers.tolist():
        missing, row = [name.replace("_", " ") for name, cells in lacking.items() if cells[c, 0]], int(rows[c])
        age = None if row < 0 else today - int(days[row])
        old = NOTHING if age is None else STALE
        found.append(
            Firing(
                value=len(missing) if age is None or not stale[c] else age,
                threshold=limits.days if age is not None and stale[c] else 1,
                unit="days" if age is not None and stale[c] else "fields",
                parts={
                    "tier": TIERS[tiers[c, 0]],
                    "missing": ", ".join(missing),
                    "last_on": None if row < 0 else str(from_day_number(int(days[row]))),
                    "age_days": age,
                },
                words=(old + BOTH if missing else old) if stale[c] else MISSING,
                evidence=[int(positions[row])] if row >= 0 else [],
            )
        )
    return found


SIGNAL = Signal(
    name="profile_stale",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
