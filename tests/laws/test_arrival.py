"""Law: the order in which facts arrive does not change what is said of them, as long as references are respected."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.by_name import by_name, names
from tests.laws.documents import Document, History
from tests.laws.effort import effort
from tests.laws.everything import everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, in_another_order, ranks

pytestmark = pytest.mark.props


@effort(6)
@given(data=st.data())
def test_any_order_of_arrival_gives_the_same_answers(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    as_of = data.draw(dates_asked(history), label="as_of")
    order = data.draw(ranks(history), label="order")

    def answered(found: History, documents: list[Document]) -> Any:
        log = MemoryLog.of(documents)
        told = everything(log, found.customers, as_of=as_of, known_at=None, zone=found.zone)
        return by_name(told, names(log, found.customers))

    def check(found: History) -> list[str]:
        documents = list(found.documents)
        return unlike(answered(found, documents), answered(found, later(in_another_order(documents, order))))

    must_hold(history, check)


def later(documents: list[Document]) -> list[Document]:
    """Recorded one minute after the other, when all has long occurred."""
    start = max(d.recorded_at for d in documents)
    return [replace(d, recorded_at=start + n * timedelta(minutes=1)) for n, d in enumerate(documents)]
