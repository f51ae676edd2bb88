"""The book as a whole: customers and money by stage and status, how they moved between two dates, who stands still."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median
from typing import Any

from ledger.money import from_minor, to_minor
from projections.figures import half_up
from projections.momentum import MOMENTA, STAGNANT
from projections.policy import MomentumPolicy
from projections.stage import STAGES
from projections.words import Language, Words

Row = dict[str, Any]

FIELDS = (
    "kind",
    "from_stage",
    "stage",
    "risk",
    "customers",
    "value",
    "days_in_stage",
    "code",
    "name",
    "since",
    "reason",
)
STANDS_STILL = Words(
    en="In {stage} since {since}, for longer than {months:d} months.",
    zh="自 {since} 起处于{stage:term}，已超过 {months} 个月。",
)
RISKS = ("prevention", "control", "rescue", "lost", None)


def portfolio_rows(
    now: Sequence[Row], then: Sequence[Row], *, on: date, policy: MomentumPolicy, language: Language = "en"
) -> list[Row]:
    """Rows of all FIELDS, null where a kind says nothing: `stage` and `risk` (all of them, 0 included), `stage_risk`
    and `migration` (those that occur), `stagnant` (a customer each).

    now, then: book rows at the asked-for date `on` and at the earlier one. value: purchases of 12 months by currency,
    exact; of a migration, those of now (of then for who left the book). A migration from or to null is a customer that
    was not in the book. Value at risk is that of control and rescue.
    """
    return [
        *(_group("stage", rows, on, stage=stage) for stage, rows in _grouped(now, "stage", STAGES)),
        *(_group("risk", rows, on, risk=risk) for risk, rows in _grouped(now, "risk", RISKS) if rows or risk),
        *(
            _group("stage_risk", rows, on, stage=stage, risk=risk)
            for stage, staged in _grouped(now, "stage", STAGES)
            for risk, rows in _grouped(staged, "risk", RISKS)
            if rows
        ),
        *_migrations(now, then),
        *(_stagnant(row, on, policy, language) for row in now if row["momentum"] == MOMENTA[STAGNANT]),
    ]


def _grouped(rows: Iterable[Row], field: str, names: Sequence[str | None]) -> list[tuple[str | None, list[Row]]]:
    """The rows of each name, in the order of the names."""
    found = defaultdict[str | None, list[Row]](list)
    for row in rows:
        found[row[field]].append(row)
    return [(name, found[name]) for name in names]


def _group(kind: str, rows: Sequence[Row], on: date, **named: str | None) -> Row:
    ages = [_days_in_stage(row, on) for row in rows]
    return _row(
        kind=kind,
        customers=len(rows),
        value=_value(rows),
        days_in_stage=half_up(median(ages)) if ages else None,
        **named,
    )


def _row(**said: Any) -> Row:
    return {field: said.get(field) for field in FIELDS}


def _value(rows: Iterable[Row]) -> dict[str, str]:
    """Purchases of 12 months, summed by currency; no currency without any."""
    totals = defaultdict[str, int](int)
    for row in rows:
        totals[row["currency"]] += to_minor(row["purchases_12m"], row["currency"])
    return {currency: from_minor(minor, currency) for currency, minor in sorted(totals.items()) if minor}


def _days_in_stage(row: Row, on: date) -> int:
    return (on - date.fromisoformat(row["since"])).days


def _migrations(now: Sequence[Row], then: Sequence[Row]) -> list[Row]:
    """From each stage to each, where somebody is; those who joined first, those who left the book last."""
    before, after = {row["code"]: row for row in then}, {row["code"]: row for row in now}
    moved = defaultdict[tuple[str | None, str | None], list[Row]](list)
    for code in sorted({*before, *after}):
        path = _stage_of(before.get(code)), _stage_of(after.get(code))
        moved[path].append(after.get(code) or before[code])
    return [
        _row(kind="migration", from_stage=was, stage=stage, customers=len(rows), value=_value(rows))
        for was in (None, *STAGES)
        for stage in (*STAGES, None)
        if (rows := moved[was, stage])
    ]


def _stage_of(row: Row | None) -> str | None:
    stage: str | None = row["stage"] if row else None
    return stage


def _stagnant(row: Row, on: date, policy: MomentumPolicy, language: Language) -> Row:
    months = getattr(policy, f"stagnant_{row['stage']}_months")
    return _row(
        kind="stagnant",
        stage=row["stage"],
        risk=row["risk"],
        customers=1,
        value=_value([row]),
        days_in_stage=_days_in_stage(row, on),
        code=row["code"],
        name=row["name"],
        since=row["since"],
        reason=STANDS_STILL.said({**row, "months": months}, language),
    )
