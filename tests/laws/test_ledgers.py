"""Laws of real ledgers: however facts are written, the answers are the same, and writing them again adds nothing."""

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.by_name import by_name, names
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.everything import everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.recording import Recorder, at_once, interactions, new_ledger, one_by_one, restored
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, in_another_order, known, ranks

pytestmark = pytest.mark.props


def told(log: Any, history: History, *, as_of: date | datetime, known_at: datetime | None = None) -> Any:
    answer = everything(log, history.customers, as_of=as_of, known_at=known_at, zone=history.zone)
    return by_name(answer, names(log, history.customers))


@pytest.mark.parametrize("write", [one_by_one, at_once])
@effort(6)
@given(data=st.data())
def test_one_event_at_a_time_and_a_batch_give_the_same_answers(write: Recorder, data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")

    def check(found: History) -> list[str]:
        with new_ledger() as ledger:
            write(ledger, found.documents)
            return unlike(told(MemoryLog.of(found.documents), found, as_of=as_of), told(ledger, found, as_of=as_of))

    must_hold(history, check)


@effort(6)
@given(data=st.data())
def test_any_order_that_respects_references_gives_the_same_answers(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    as_of, order = data.draw(dates_asked(history), label="as_of"), data.draw(ranks(history), label="order")

    def check(found: History) -> list[str]:
        with new_ledger() as ledger:
            at_once(ledger, in_another_order(found.documents, order))
            return unlike(told(MemoryLog.of(found.documents), found, as_of=as_of), told(ledger, found, as_of=as_of))

    must_hold(history, check)


@effort(6)
@given(data=st.data())
def test_a_restored_past_answers_at_every_known_at_as_it_did_then(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")

    def check(found: History) -> list[str]:
        with new_ledger() as ledger:
            restored(ledger, found.documents)
            expected = told(MemoryLog.of(found.documents), found, as_of=as_of, known_at=known_at)
            return unlike(expected, told(ledger, found, as_of=as_of, known_at=known_at))

    must_hold(history, check)


@effort(6)
@given(data=st.data())
def test_writing_it_all_again_adds_nothing(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    order = data.draw(ranks(history), label="order of the second time")
    must_hold(history, partial(written_twice, order=order))


def written_twice(history: History, *, order: dict[str, float]) -> list[str]:
    with new_ledger() as ledger:
        first = {d.name: r for d, r in zip(history.documents, at_once(ledger, history.documents), strict=True)}
        last = ledger.last()
        again = sorted(history.documents, key=lambda d: order[d.name])
        outcomes = ledger.record_many(interactions(again))
        found = [
            f"{document.name}: first {first[document.name]}, again {outcome}"
            for document, outcome in zip(again, outcomes, strict=True)
            if isinstance(outcome, Exception)
            or not outcome.known
            or (outcome.event_id, outcome.position) != (first[document.name].event_id, first[document.name].position)
        ]
        if ledger.last() != last:
            found.append(f"the last position was {last}, now it is {ledger.last()}")
        return found
