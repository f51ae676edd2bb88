"""The log itself, page by page, one answer for command line and HTTP."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from ledger.application import Ledger
from ledger.catalogue import CATALOGUE
from ledger.errors import UnknownType
from ledger.recorded import RecordedEvent
from projections.event_rows import event_row

CHUNK = 1000


def read_types(text: str | None, *, pointer: str) -> list[str] | None:
    """The types of "OrderPlaced,VisitMade"; None = all. UnknownType with the nearest names for a misspelt one."""
    return None if text is None else [_known(name.strip(), pointer) for name in text.split(",")]


def event_rows(
    ledger: Ledger,
    *,
    after: int,
    upto: int,
    limit: int,
    types: Sequence[str] | None = None,
    customer: str | None = None,
    occurred_by: int | None = None,
) -> list[dict[str, Any]]:
    """At most `limit` event rows, ascending; after: exclusive, upto: inclusive position.

    occurred_by: leaves out what occurred later (microseconds); never record-keeping, which acts when it is recorded.
    """
    rows: list[dict[str, Any]] = []
    while after < upto and len(rows) < limit:
        page = ledger.events(after=after, limit=min(CHUNK, limit - len(rows)), types=types, customer=customer)
        if not page:
            break
        rows += [event_row(event) for event in page if event.position <= upto and _had_occurred(event, occurred_by)]
        after = page[-1].position
    return rows


def _had_occurred(event: RecordedEvent, by: int | None) -> bool:
    return by is None or event.occurred_at <= by or CATALOGUE[event.type].group == "record keeping"


def _known(name: str, pointer: str) -> str:
    if name in CATALOGUE:
        return name
    near = get_close_matches(name[:64], CATALOGUE, n=2, cutoff=0.5)
    remedy = f"did you mean {' or '.join(near)}?" if near else "`guanxi schema` lists the types"
    raise UnknownType(f'"{name[:64]}" is no type of event', remedy, pointer)
