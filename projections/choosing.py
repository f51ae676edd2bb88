"""Which rows of the book, and in which order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import Any

from ledger.errors import Invalid
from projections.momentum import MOMENTA
from projections.risk import STATUSES
from projections.signals import all_signals
from projections.stage import STAGES

Row = dict[str, Any]
Choose = Callable[[Sequence[Row]], list[Row]]

SORTABLE = (
    "code", "name", "owner", "tier", "stage", "since", "momentum", "risk", "worst", "purchases_12m", "currency",
    "wallet", "share", "orders", "first_order_on", "last_order_on", "silent_days", "last_contact_on", "merged_into",
)  # fmt: skip
RISKS = tuple(status for status in STATUSES if status is not None)
_NAMES: Mapping[str, Sequence[str]] = {"stage": STAGES, "momentum": MOMENTA, "risk": RISKS, "tier": ("A", "B", "C")}
_MONEY = ("purchases_12m", "wallet")
_SCALES: Mapping[str, Sequence[str]] = {"stage": STAGES, "risk": RISKS, "worst": ("watch", "alert", "crisis")}


def choosing(*, sort: str | None = None, **filters: str | None) -> Choose:
    """Picks the rows that pass all filters, by `sort` (a field, "-" before it for descending; unknown values last).

    filters: stage, momentum, risk, owner, tier (equal), signal (fires), search (in code or name, any case). Without a
    sort, and among equals, the order of the rows stays. Invalid for a name or a field that the book does not know.
    """
    asked = {name: wanted for name, wanted in filters.items() if wanted is not None}
    for name, wanted in asked.items():
        _check(name, f"knows no {name} {wanted!r}", wanted, known_names(name))
    if sort is not None:
        _check("sort", f"has no field {sort.removeprefix('-')!r} to sort by", sort.removeprefix("-"), SORTABLE)
    return partial(_chosen, asked, sort)


def known_names(field: str) -> Sequence[str] | None:
    """What a filter may ask for; None where anything may stand, as the name of an owner."""
    return [signal.name for signal in all_signals()] if field == "signal" else _NAMES.get(field)


def _check(name: str, what: str, wanted: str, known: Sequence[str] | None) -> None:
    if known is not None and wanted not in known:
        raise Invalid(f"the book {what}", f"It knows {', '.join(known)}", f"/{name}")


def _chosen(asked: Mapping[str, str], sort: str | None, rows: Sequence[Row]) -> list[Row]:
    found: Iterable[Row] = rows
    for name, wanted in asked.items():
        found = _matching(found, name, wanted)
    return _sorted(list(found), sort)


def _matching(rows: Iterable[Row], name: str, wanted: str) -> list[Row]:
    if name == "search":
        part = wanted.casefold()
        return [row for row in rows if part in f"{row['code']}\n{row['name']}".casefold()]
    if name == "signal":
        return [row for row in rows if any(signal["name"] == wanted for signal in row["signals"])]
    return [row for row in rows if row[name] == wanted]


def _sorted(rows: list[Row], sort: str | None) -> list[Row]:
    if sort is None:
        return rows
    field = sort.removeprefix("-")
    known = [row for row in rows if row[field] is not None]
    unknown = [row for row in rows if row[field] is None]
    return sorted(known, key=_order(field), reverse=sort.startswith("-")) + unknown


def _order(field: str) -> Callable[[Row], Any]:
    """Stages, risks and severities in their own order, money by amount, the rest as it is."""
    if field in _SCALES:
        places = {name: place for place, name in enumerate(_SCALES[field])}
        return lambda row: places[row[field]]
    return (lambda row: Decimal(row[field])) if field in _MONEY else itemgetter(field)
