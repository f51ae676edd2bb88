"""What is said of a customer in Chinese holds no English word, whatever stage and trouble it is in."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from projections import answers
from tests.laws.clocks import clocks
from tests.projections.signals.one_customer import CODE, NOBODY_ELSE, ZONE, Happened, happened, log_of, registered
from tests.projections.signals.stages import in_initial, in_stable, in_strategic

SENTENCES = {"reason", "condition", "action", "why", "absences"}
CODES = {"EUR", "Acme", "Purchasing", "Quality"}
AROUND = [
    happened("2024-02-01", "ContactAdded", contact_id="9", name="N", department="finance", level="executive"),
    happened("2024-02-02", "OpeningObserved", opening_id="1", kind="new_need", origin="created", due_on="2024-03-01"),
    happened("2024-02-03", "QuotationSubmitted", quotation_id="1"),
    happened("2024-02-03", "QuotationSubmitted", quotation_id="2"),
    happened("2024-02-04", "QuotationDecided", quotation_id="2", result="won"),
    happened("2024-02-05", "RivalPositionObserved", rival="Acme", role="main"),
]
ENDED = happened("2025-02-01", "RelationshipEnded", by="customer")


@pytest.mark.parametrize(
    "events",
    [
        [registered("2024-01-01")],
        [registered("2024-01-01"), *AROUND],
        in_initial(),
        [*in_stable(), *AROUND],
        [*in_strategic(), ENDED],
    ],
)
def test_no_english_word_is_left_in_a_sentence_in_chinese(events: list[Happened]) -> None:
    log = log_of(events)
    at = clocks(log, as_of=date(2025, 3, 15), zone=ZONE)
    told = answers.told_of(log, CODE, at, NOBODY_ELSE, language="zh")
    said = [*sentences(told.standing), *sentences(told.history)]
    assert len(said) > 10
    assert [one for one in said if set(re.findall("[A-Za-z]{3,}", one)) - CODES] == []


def sentences(part: Any) -> Iterator[str]:
    """Every sentence in a document."""
    if isinstance(part, list):
        for one in part:
            yield from sentences(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in SENTENCES and value:
                yield from [value] if isinstance(value, str) else value
            else:
                yield from sentences(value)
