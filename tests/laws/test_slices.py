"""Law: any slicing into customers gives the same rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.everything import Answers, everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, known

pytestmark = pytest.mark.props


@effort(8)
@given(data=st.data())
def test_any_slice_of_customers_gives_the_same_rows(data: st.DataObject) -> None:
    history = data.draw(histories(customers=3), label="history")
    as_of, known_at = data.draw(dates_asked(history), label="as_of"), data.draw(known(history), label="known_at")
    parts = data.draw(st.lists(st.integers(0, 1), min_size=3, max_size=3), label="part of each customer")

    def check(found: History) -> list[str]:
        whole = MemoryLog.of(found.documents)
        slices: list[list[str]] = [[], []]
        for customer, part in zip(found.customers, parts, strict=False):
            slices[part].append(customer)

        def answered(customers: list[str]) -> Answers:
            part = None if customers == found.customers else whole.slice(customers)
            return everything(
                part or whole,
                customers,
                as_of=as_of,
                known_at=known_at,
                zone=found.zone,
                whole=None if part is None else whole,
            )

        return unlike(answered(found.customers), together([answered(part) for part in slices if part]))

    must_hold(history, check)


def together(parts: list[Answers]) -> Answers:
    book = sorted((row for part in parts for row in part["book"]), key=lambda row: str(row["code"]))
    merged: Answers = {"book": book}
    for part in parts:
        merged |= {customer: answer for customer, answer in part.items() if customer != "book"}
    return merged
