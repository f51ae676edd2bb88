"""Documents that went wrong on the way never crash the reader, and what is read can be kept."""

from collections import Counter
from datetime import UTC
from itertools import islice

import pytest

from ledger.canonical import canonical
from ledger.catalogue import normalise
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.relationship import RECORD_KEEPING, Happened, decide, fold, subjects_needed
from tests.ledger.document.mutations import NOW, foundation, mutations, outcome


@pytest.mark.parametrize("seed", [1, 2])
def test_each_is_read_or_refused_with_a_remedy(seed: int) -> None:
    tally = Counter(outcome(raw) for raw in mutations(seed, 2_000))
    assert tally.keys() == {"read", "invalid", "unknown_type"}
    assert 300 < tally["read"] < 1_500


def test_the_same_seed_gives_the_same_documents() -> None:
    assert list(mutations(5, 200)) == list(mutations(5, 200)) != list(mutations(6, 200))
    assert list(islice(mutations(5, 200), 50)) == list(mutations(5, 50))


class InMemory:
    """A stream that grows by what the rules let in; the rules must answer, or refuse."""

    def __init__(self) -> None:
        self.happened: list[Happened] = []
        self.named: dict[tuple[str | None, str | None], Happened] = {}

    def record(self, raw: bytes) -> str:
        try:
            interaction = read_document(raw, zone=UTC, now=NOW)
            elsewhere = interaction.data.get("of", {})
            target = self.named.get((elsewhere.get("source"), elsewhere.get("external_id")))
            assert subjects_needed(interaction, target)
            decision = decide(fold(self.happened), interaction, target=target)
        except GuanxiError as refused:
            return refused.code
        for event in decision.events:
            canonical(dict(event.data))
            assert event.type in RECORD_KEEPING or normalise(event.type, event.data) == event.data
            self._add(event)
        return "recorded"

    def _add(self, event: Interaction) -> None:
        happened = Happened(
            event_id=f"e{len(self.happened)}",
            type=event.type,
            data=event.data,
            occurred_at=event.occurred_at,
            position=len(self.happened) + 1,
            stream=event.customer,
            schema=event.schema,
        )
        self.happened.append(happened)
        if event.external_id is not None:
            self.named.setdefault((event.source, event.external_id), happened)


def test_the_foundation_is_recorded_as_it_stands_and_what_comes_after_never_breaks_the_rules() -> None:
    ledger = InMemory()
    assert {ledger.record(raw) for raw in foundation()} == {"recorded"}
    tally = Counter(ledger.record(raw) for raw in mutations(3, 1_500))
    assert tally.keys() >= {"recorded", "invalid", "unknown_reference", "rule", "already_registered"}
    assert tally["recorded"] > 150
