"""Is it the same event once more? What came first under an external id, compared with what comes now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ledger.errors import Conflict
from ledger.interaction import Interaction
from ledger.privacy.pointers import take
from ledger.times import format_instant


@dataclass(frozen=True, kw_only=True, slots=True)
class First:
    """The event recorded first. unreadable: pointers of the fields whose key is gone; where: how to find the event."""

    customer: str
    type: str
    occurred_at: int
    data: Mapping[str, Any]
    unreadable: tuple[str, ...] = ()
    where: str


def check_same(interaction: Interaction, first: First, personal: Collection[str]) -> None:
    """Conflict, naming both, unless customer, type, occurred_at and data are equal.

    interaction: in the form in which it would be recorded. personal: the pointers of its sealed fields, which are left
    out of the comparison once any of the first event's cannot be read.
    """
    left_out = {*first.unreadable, *personal} if first.unreadable else set()
    if differing := list(_differing(interaction, first, left_out)):
        raise Conflict(
            f'"{interaction.external_id}" of source "{interaction.source}" is {first.where}, {first.type} of '
            f"{first.customer} at {format_instant(first.occurred_at)}; this {interaction.type} of "
            f"{interaction.customer} at {format_instant(interaction.occurred_at)} differs in {', '.join(differing)}",
            "Give a new event an external_id of its own, or correct the recorded one.",
            "/external_id",
        )


def _differing(interaction: Interaction, first: First, left_out: Collection[str]) -> Iterator[str]:
    for name in ("customer", "type", "occurred_at"):
        if getattr(interaction, name) != getattr(first, name):
            yield name
    mine, theirs = take(interaction.data, left_out)[0], take(first.data, left_out)[0]
    for field in sorted(mine.keys() | theirs.keys()):
        if field not in mine or field not in theirs or mine[field] != theirs[field]:
            yield f"data.{field}"
