"""Documents that went wrong, into a real ledger: none may crash it, and what it records can be read back as it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import islice
from pathlib import Path

from ledger.application import Ledger
from ledger.canonical import canonical
from ledger.document import parse_json, read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.receipt import Receipt
from ledger.recorded import RecordedEvent
from ledger.relationship import RECORD_KEEPING
from tests.ledger.document.mutations import NOW, foundation, mutations
from tests.soak.stores import check_sound, open_at

AT_ONCE = 2_000
Tally = Counter[str]


def soak_documents(
    store: str, directory: Path, *, seed: int, count: int, enough: Callable[[], bool] = lambda: False
) -> Tally:
    """What became of `count` documents of this seed, or of as many as there was time for. enough: is it time to end."""
    tally: Tally = Counter()
    with open_at(store, directory) as ledger:
        _record(ledger, list(foundation()), tally)
        assert tally.keys() == {"read", "recorded", "read back"}, tally
        tally.clear()
        for chunk in _chunks(mutations(seed, count)):
            if enough():
                break
            tally["documents"] += len(chunk)
            _record(ledger, chunk, tally)
    tally["events in the log"] = check_sound(store, directory)
    return tally


def _chunks(documents: Iterator[bytes]) -> Iterator[list[bytes]]:
    while chunk := list(islice(documents, AT_ONCE)):
        yield chunk


def _record(ledger: Ledger, documents: list[bytes], tally: Tally) -> None:
    read: list[Interaction] = []
    for raw in documents:
        try:
            read.append(read_document(raw, zone=UTC, now=NOW))
        except GuanxiError as refused:
            tally[f"refused: {refused.code}" if refused.remedy else f"without a remedy: {raw!r}"] += 1
    tally["read"] += len(read)
    before = ledger.last()[0]
    outcomes = ledger.record_many(read)
    events = {event.position: event for event in ledger.events(after=before, limit=2**31)}
    assert sorted(events) == list(range(before + 1, ledger.last()[0] + 1))
    for interaction, outcome in zip(read, outcomes, strict=True):
        if isinstance(outcome, GuanxiError):
            tally[f"refused: {outcome.code}"] += 1
        elif outcome.known:
            tally["known"] += 1
        else:
            tally["recorded"] += 1
            check_read_back(interaction, outcome, events[outcome.position])
            tally["read back"] += 1
            if interaction.type == "CustomersMerged":
                tally["parted again"] += _part(ledger, interaction.customer, outcome.event_id)


def _part(ledger: Ledger, customer: str, merge: str) -> bool:
    """Else a merged customer refuses all that is still to come. False where the merge was taken back already."""
    data = {"merge_event_id": merge, "reason": "the soak goes on"}
    document = {"customer": customer, "type": "CustomersUnmerged", "occurred_at": "2025-03-14", "data": data}
    (outcome,) = ledger.record_many([read_document(document, zone=UTC, now=NOW)])
    return isinstance(outcome, Receipt)


def check_read_back(interaction: Interaction, receipt: Receipt, event: RecordedEvent) -> None:
    """AssertionError where the event is not what was sent."""
    assert (event.event_id, event.version) == (receipt.event_id, receipt.version)
    assert (event.stream, event.type, event.occurred_at) == (
        interaction.customer,
        interaction.type,
        interaction.occurred_at,
    )
    data = dict(event.data)
    assert parse_json(canonical(data)) == data
    if interaction.type not in RECORD_KEEPING:  # these name the event they are about by another id
        sent = {name: value for name, value in interaction.data.items() if name != "new_contacts"}
        assert data == sent
