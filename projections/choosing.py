"""Which rows of the book, and in which order."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ledger.errors import Invalid

Row = dict[str, Any]

SORTABLE = frozenset(
    (
        "code", "name", "owner", "tier", "stage", "since", "momentum", "risk", "worst", "purchases_12m", "currency",
        "wallet", "share", "orders", "first_order_on", "last_order_on", "silent_days", "last_contact_on",
        "merged_into",
    )
)  # fmt: skip
_MONEY = ("purchases_12m", "wallet")
_SCALES: Mapping[str, tuple[str, ...]] = {
    "stage": ("development", "initial", "stable", "strategic"),
    "risk": ("prevention", "control", "rescue", "lost"),
    "worst": ("watch", "alert", "crisis"),
}


def chosen(rows: Sequence[Row], *, sort: str | None = None, **filters: str | None) -> list[Row]:
    """The rows that pass all filters, by `sort` (a field, "-" before it for descending; unknown values last).

    filters: stage, momentum, risk, owner, tier (equal), signal (fires), search (in code or name, any case). Without a
    sort, and among equals, the order of `rows` stays. Invalid for a field that is none.
    """
    asked = {name: wanted for name, wanted in filters.items() if wanted is not None}
    return _sorted([row for row in rows if _matches(row, asked)] if asked else list(rows), sort)


def _matches(row: Row, filters: Mapping[str, str]) -> bool:
    for name, wanted in filters.items():
        if name == "search":
            if wanted.casefold() not in f"{row['code']}\n{row['name']}".casefold():
                return False
        elif name == "signal":
            if all(signal["name"] != wanted for signal in row["signals"]):
                return False
        elif row[name] != wanted:
            return False
    return True


def _sorted(rows: list[Row], sort: str | None) -> list[Row]:
    if sort is None:
        return rows
    field = sort.removeprefix("-")
    if field not in SORTABLE:
        raise Invalid(f"the book has no field {field!r} to sort by", "Name one of its columns", "/sort")
    known = [row for row in rows if row[field] is not None]
    unknown = [row for row in rows if row[field] is None]
    return sorted(known, key=lambda row: _order(field, row[field]), reverse=sort.startswith("-")) + unknown


def _order(field: str, value: Any) -> Any:
    """Stages, risks and severities in their own order, money by amount, the rest as it is."""
    if field in _SCALES:
        return _SCALES[field].index(value)
    return Decimal(value) if field in _MONEY else value
