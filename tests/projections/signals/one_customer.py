"""One customer, what happened to it on some days, and what is said of it on a day: in memory, in milliseconds."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ledger.catalogue import CATALOGUE
from projections import answers
from projections.clocks import Clocks
from projections.parameters import Parameters
from tests.laws.clocks import clocks
from tests.laws.documents import Document
from tests.laws.memory_log import MemoryLog
from tests.model.showing import saw

CODE, ZONE = "C-1", ZoneInfo("UTC")
RECORDED = datetime(2030, 1, 1, tzinfo=UTC)
NOBODY_ELSE = Parameters()

Happened = tuple[datetime, str, dict[str, Any]]
Row = dict[str, Any]


def happened(when: str, type_: str, **data: Any) -> Happened:
    """An event at a date (noon UTC) or at an instant such as 2025-03-01T08:00; its data as a document gives them."""
    at = datetime.fromisoformat(when if "T" in when else f"{when}T12:00").replace(tzinfo=UTC)
    return at, type_, CATALOGUE[type_].model.model_validate(data).as_stored()


def registered(on: str = "2020-01-01", **data: Any) -> Happened:
    return happened(on, "CustomerRegistered", **({"name": "N", "currency": "EUR"} | data))


def ordered(on: str, amount: str = "100.00", **data: Any) -> Happened:
    """An order named after its day, unless another id is given."""
    return happened(on, "OrderPlaced", **({"order_id": f"O {on}", "currency": "EUR", "amount": amount} | data))


def every(days: int, first: str, times: int) -> list[str]:
    """Dates so many days apart."""
    return [str(date.fromisoformat(first) + timedelta(days=days * number)) for number in range(times)]


def log_of(events: Sequence[Happened]) -> MemoryLog:
    """Positions are places in `events`, from 1."""
    return MemoryLog.of(documents_of(events))


def documents_of(events: Sequence[Happened]) -> list[Document]:
    return [
        Document(
            name=str(position),
            customer=CODE,
            type=type_,
            occurred_at=at,
            recorded_at=RECORDED + timedelta(seconds=position),
            data=data,
        )
        for position, (at, type_, data) in enumerate(events, start=1)
    ]


def standing(events: Sequence[Happened], on: str, parameters: Parameters = NOBODY_ELSE) -> Row:
    """At the end of a date, or at an instant; the rest of the book says nothing, unless parameters are given."""
    log = log_of(events)
    return answers.standing(log, CODE, _at(log, on), parameters)


def reviews(events: Sequence[Happened], on: str) -> list[Row]:
    """The history at the end of a date, or at an instant."""
    log = log_of(events)
    return answers.history(log, CODE, _at(log, on), NOBODY_ELSE)


def last_review(events: Sequence[Happened], on: str) -> Row:
    return reviews(events, on)[-1]


def _at(log: MemoryLog, on: str) -> Clocks:
    as_of = datetime.fromisoformat(on).replace(tzinfo=UTC) if "T" in on else date.fromisoformat(on)
    return clocks(log, as_of=as_of, zone=ZONE)


def signal(name: str, events: Sequence[Happened], on: str) -> Row | None:
    """What the standing says of one signal; None where it is silent."""
    found = next((row for row in standing(events, on)["risk"]["signals"] if row["name"] == name), None)
    saw(name, found and found["severity"])
    return found


def severity(name: str, events: Sequence[Happened], on: str) -> str | None:
    row = signal(name, events, on)
    return None if row is None else row["severity"]
