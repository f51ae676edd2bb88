"""Documents through the rules alone, one after the other, as a ledger would ask them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.relationship import Happened, decide, fold
from tests.laws.documents import Document, line
from tests.laws.memory_log import micros

NOW = micros(datetime(2031, 1, 1, tzinfo=UTC))


def refusals(documents: Sequence[Document]) -> list[str]:
    """What the rules refuse, in lines; a refused document is not recorded."""
    happened: dict[str, Happened] = {}
    found = []
    for position, document in enumerate(documents, start=1):
        interaction = read_document(line(document), zone=UTC, now=NOW)
        own = [h for h in happened.values() if h.stream == document.customer]
        try:
            decision = decide(fold(own), interaction, target=happened.get(document.target or ""))
        except GuanxiError as error:
            found.append(f"{document.name} {document.type} is refused: {error.message}")
            continue
        decided = decision.events[-1]
        happened[document.name] = Happened(
            event_id=document.name,
            type=decided.type,
            data=decided.data,
            occurred_at=decided.occurred_at,
            position=position,
            stream=document.customer,
        )
    return found
