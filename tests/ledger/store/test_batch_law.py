"""A batch is nothing but its interactions one after the other: same answers, same log, however it is cut."""

import os
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.application import Ledger, open_ledger
from ledger.attempt import Undone
from ledger.document import read_document
from ledger.errors import GuanxiError
from ledger.interaction import Interaction
from ledger.log_row import Row
from ledger.place import Place
from ledger.recording import Outcome, Recording
from ledger.remembered import Remembered
from ledger.stamp import Stamp

NOON = 1_741_953_600_000_000

few = st.sampled_from(["1", "2"])
external_ids = st.none() | st.sampled_from(["order", "contact", "visit", "a", "b"])
elsewhere = st.sampled_from(["order", "contact", "visit", "a"]).map(lambda ext: {"source": "erp", "external_id": ext})
contacts = few.map(lambda n: {"contact_id": f"K{n}", "name": f"Li {n}", "department": "Sales", "level": "middle"})
orders = st.builds(
    lambda number, amount: {"order_id": number, "currency": "EUR", "amount": amount}, few, st.sampled_from(["1", "2"])
)
reasons = {"reason": st.sampled_from(["typing error", "never happened"])}


def fields(**given_fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(given_fields)


data_by_type: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "CustomerRegistered": fields(name=st.just("Nordwind"), currency=st.just("EUR")),
    "OrderPlaced": orders,
    "OrderCancelled": fields(order_id=few),
    "ContactAdded": contacts,
    "ContactLeft": fields(contact_id=few.map(lambda number: f"K{number}")),
    "VisitMade": fields(new_contacts=st.lists(contacts, min_size=1, max_size=2), topics=st.just("prices")),
    "EventCorrected": fields(of=elsewhere, data=orders, **reasons),
    "EventCorrected of a visit": fields(of=elsewhere, data=st.just({"contact_ids": ["K1"]}), **reasons),
    "EventRetracted": fields(of=elsewhere, **reasons),
    "EventRestored": fields(of=elsewhere, **reasons),
}
documents = st.sampled_from(sorted(data_by_type)).flatmap(
    lambda kind: st.fixed_dictionaries(
        {
            "type": st.just(kind.partition(" ")[0]),
            "customer": st.sampled_from(["C-1", "C-1", "C-1", "C-1", "C-2"]),
            "occurred_at": st.just("2025-03-01"),
            "external_id": external_ids,
            "source": st.just("erp"),
            "data": data_by_type[kind],
        }
    )
)
FIRST = {"customer": "C-1", "occurred_at": "2025-03-01", "source": "erp"}
BEGINNING: list[dict[str, Any]] = [
    {**FIRST, "type": "CustomerRegistered", "data": {"name": "Nordwind", "currency": "EUR"}},
    {
        **FIRST,
        "type": "OrderPlaced",
        "external_id": "order",
        "data": {"order_id": "1", "currency": "EUR", "amount": "1"},
    },
    {
        **FIRST,
        "type": "VisitMade",
        "external_id": "visit",
        "data": {
            "new_contacts": [{"contact_id": "K1", "name": "Li 1", "department": "Sales", "level": "middle"}],
            "topics": "prices",
        },
    },
]


def read(document: dict[str, Any]) -> Interaction | None:
    try:
        return read_document(document, zone=UTC, now=NOON)
    except GuanxiError:
        return None


runs = st.lists(documents, min_size=1, max_size=14).map(
    lambda some: [one for one in map(read, [*BEGINNING, *some]) if one is not None]
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """It stays empty: what a law records is taken back."""
    database = request.getfixturevalue("module_database") if request.param == "postgres" else None
    environ = {"GUANXI_MASTER_KEY": b64encode(bytes(32)).decode()}
    place = Place(directory=tmp_path_factory.mktemp("law"), database=database)
    with open_ledger(place, clock=lambda: NOON, environ=environ) as ledger:
        yield ledger


def recorded(ledger: Ledger, parts: Sequence[Sequence[Interaction]]) -> tuple[list[Any], list[Any]]:
    """The answers and the log when the interactions come in these parts, told without the random event ids."""
    outcomes: list[Outcome] = []
    rows: list[Row] = []
    with suppress(Undone), ledger.application.recorder.writing() as writing:
        recording = Recording(
            writing,
            mapper=ledger.application.mapper,
            clock=lambda: NOON,
            random=os.urandom,
            remembered=Remembered(),
        )
        for part in parts:
            outcomes += recording.record(part, Stamp(actor="local"))
        rows = writing.page()
        raise Undone
    positions = {row.event_id: f"event {row.id}" for row in rows}
    told_outcomes = [
        one.code if isinstance(one, GuanxiError) else (one.position, one.version, one.known, one.flags)
        for one in outcomes
    ]
    return told_outcomes, [_told(ledger, row, positions) for row in rows]


def _told(ledger: Ledger, row: Row, positions: dict[str, str]) -> str:
    event = ledger.application.mapper.to_domain_event(row)
    told = [event.position, event.stream, event.version, event.type, event.source, event.external_id, event.data]
    text = orjson.dumps([*told, event.metadata, row.subject], option=orjson.OPT_SORT_KEYS).decode()
    for event_id, name in positions.items():
        text = text.replace(event_id, name)
    return text


@pytest.mark.props
@settings(deadline=None, max_examples=400 if os.environ.get("GUANXI_PROPS") == "long" else 60)
@given(runs, st.data())
def test_however_a_run_is_cut_the_answers_and_the_log_are_the_same(ledger: Ledger, run: Any, data: Any) -> None:
    cut = data.draw(st.integers(0, len(run)))
    one_by_one = recorded(ledger, [[interaction] for interaction in run])
    assert recorded(ledger, [run]) == one_by_one
    assert recorded(ledger, [run[:cut], run[cut:]]) == one_by_one


@pytest.mark.props
@settings(deadline=None, max_examples=200 if os.environ.get("GUANXI_PROPS") == "long" else 30)
@given(runs)
def test_what_carries_an_external_id_adds_nothing_when_it_comes_again(ledger: Ledger, run: Any) -> None:
    outcomes, log = recorded(ledger, [run])
    taken = [one for one, told in zip(run, outcomes, strict=True) if one.external_id and not isinstance(told, str)]
    again, log_again = recorded(ledger, [run, taken])
    assert log_again == log
    assert all(known for _, _, known, _ in again[len(run) :])
