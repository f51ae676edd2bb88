"""Small books of steady buyers, some of whom fall silent: where the season of the book decides who stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from ledger.recorded import RecordedEvent
from tests.laws.memory_log import micros
from tests.views.kept import BookInMemory

FIRST_DAY = date(2023, 1, 2)
SPAN_DAYS = 560


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Orders every `gap` days until day `stops`; those with these numbers are cancelled at the very end."""

    code: str
    gap: int
    stops: int
    amount: str
    cancelled: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Fact:
    customer: str
    type: str
    day: int
    data: dict[str, Any]


def facts_of(buyer: Buyer) -> list[Fact]:
    def fact(kind: str, day: int, **data: Any) -> Fact:
        return Fact(customer=buyer.code, type=kind, day=day, data=data)

    days = range(0, buyer.stops, buyer.gap)
    orders = [
        fact("OrderPlaced", day, order_id=f"O{n}", amount=buyer.amount, currency="EUR") for n, day in enumerate(days)
    ]
    cancelled = [fact("OrderCancelled", SPAN_DAYS, order_id=f"O{n}") for n in buyer.cancelled if n < len(orders)]
    return [fact("CustomerRegistered", 0, name=buyer.code, currency="EUR"), *orders, *cancelled]


def log_of(buyers: Sequence[Buyer]) -> BookInMemory:
    """Every fact recorded an hour after it occurred, in order of time."""
    facts = sorted((fact for buyer in buyers for fact in facts_of(buyer)), key=lambda fact: fact.day)
    return BookInMemory([_recorded(position, fact) for position, fact in enumerate(facts, start=1)])


def _recorded(position: int, fact: Fact) -> RecordedEvent:
    occurred_at = datetime.combine(FIRST_DAY + timedelta(days=fact.day), time(9), tzinfo=UTC)
    return RecordedEvent(
        position=position,
        event_id=f"e{position}",
        stream=fact.customer,
        version=position,
        type=fact.type,
        schema=1,
        occurred_at=micros(occurred_at),
        recorded_at=micros(occurred_at + timedelta(hours=1)) + position,
        data=fact.data,
        metadata={},
        leaf=bytes(32),
    )


def buyers(code: str) -> st.SearchStrategy[Buyer]:
    return st.builds(
        Buyer,
        code=st.just(code),
        gap=st.sampled_from((6, 7, 10, 14)),
        stops=st.sampled_from((380, 430, 470, 500, 540, SPAN_DAYS)),
        amount=st.sampled_from(("10.00", "25.50", "300.00")),
        cancelled=st.lists(st.integers(0, 80), max_size=6, unique=True).map(tuple),
    )


def books() -> st.SearchStrategy[list[Buyer]]:
    """Two to five buyers."""
    return st.integers(2, 5).flatmap(lambda n: st.tuples(*(buyers(f"B{k}") for k in range(n)))).map(list)
