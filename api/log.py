"""The log itself, page by page, one answer for command line and HTTP."""

from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

from ledger.application import Ledger
from ledger.catalogue import CATALOGUE, type_named
from ledger.recorded import RecordedEvent
from projections.event_rows import event_row

CHUNK = 1000
WITHHELD = "Withheld"


def read_types(text: str | None, *, pointer: str) -> list[str] | None:
    """The types of "OrderPlaced,VisitMade"; None = all. UnknownType for any other name."""
    return None if text is None else [type_named(name.strip(), pointer=pointer).name for name in text.split(",")]


def event_rows(
    ledger: Ledger,
    *,
    after: int,
    upto: int,
    limit: int | None = None,
    types: Sequence[str] | None = None,
    customer: str | None = None,
    occurred_by: int | None = None,
    for_compliance: bool = False,
) -> list[dict[str, Any]]:
    """Event rows, ascending, at most `limit` where one is given; after: exclusive, upto: inclusive position.

    occurred_by: leaves out what occurred later (microseconds); never record-keeping, which acts when it is recorded.
    for_compliance: else what only the compliance role may see keeps nothing but its place, and not even that where one
    asks for a customer or types: it would say whose it is.
    """
    stream = None if customer is None else normalize("NFC", customer)
    rows: list[dict[str, Any]] = []
    while after < upto and (limit is None or len(rows) < limit):
        wanted = CHUNK if limit is None else min(CHUNK, limit - len(rows))
        page = ledger.events(after=after, limit=wanted, types=types, customer=stream)
        if not page:
            break
        hidden = frozenset() if for_compliance else ledger.withheld(page)
        for event in page:
            if event.position > upto or not _had_occurred(event, occurred_by):
                continue
            if event.event_id not in hidden:
                rows.append(event_row(event))
            elif types is None and stream is None:
                rows.append({"position": event.position, "type": WITHHELD})
        after = page[-1].position
    return rows


def _had_occurred(event: RecordedEvent, by: int | None) -> bool:
    kind = CATALOGUE.get(event.type)
    return by is None or event.occurred_at <= by or (kind is not None and kind.group == "record keeping")
