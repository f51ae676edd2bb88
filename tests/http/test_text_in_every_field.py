"""HTML and SQL in every text field of every type: recorded as the text it is, or refused; never run, never a fault."""

from collections.abc import Iterator
from typing import Any

import pytest

from ledger.catalogue import CATALOGUE
from tests.http.conftest import Served
from tests.http.given import registration
from tests.ledger.catalogue.examples import EXAMPLES

CUSTOMER = "/api/v1/customers/C-1"
HTML = "<script>alert('Guanxi')</script><img src=x onerror=alert(1)>"
SQL = "'); DROP TABLE events; DELETE FROM events WHERE ('1'='1"
TYPES = [name for name, kind in CATALOGUE.items() if not kind.on_ledger]
WITHHELD = [name for name, kind in CATALOGUE.items() if kind.confidential]


def with_text(value: Any, text: str) -> Iterator[Any]:
    """The value with each text inside it replaced in turn."""
    if isinstance(value, str):
        yield text
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: other} for other in with_text(inner, text))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in with_text(inner, text))


@pytest.mark.parametrize("text", [HTML, SQL], ids=["html", "sql"])
def test_text_stays_text(fresh: Served, text: str) -> None:
    assert fresh.visit.post(f"{CUSTOMER}/events", json=registration()).status_code == 201
    for type_name in TYPES:
        for data in with_text(EXAMPLES[type_name], text):
            record(fresh, type_name, data, text)
    check_everything_answers(fresh)


def record(shop: Served, type_name: str, data: Any, text: str) -> None:
    position = shop.ledger.last()[0]
    document = {"type": type_name, "occurred_at": "2025-03-10", "data": data}
    answer = shop.visit.post(f"{CUSTOMER}/events", json=document)
    assert answer.status_code in (201, 404, 409, 422), answer.text
    media = "application/json" if answer.status_code == 201 else "application/problem+json"
    assert answer.headers["content-type"] == media
    if answer.status_code == 201:
        rows = shop.visit.get("/api/v1/events", params={"after": position}).json()["items"]
        told = [row["data"] for row in rows if row["type"] != "Withheld"]
        assert text in texts(told) or (not told and type_name in WITHHELD)


def texts(value: Any) -> set[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(texts, inner))


def check_everything_answers(shop: Served) -> None:
    for path in ("", "/timeline", "/history"):
        assert shop.visit.get(CUSTOMER + path).status_code == 200
    for path in ("/", "/customers/C-1"):
        page = shop.visit.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    events = shop.ledger.events(limit=100_000)
    assert [event.position for event in events] == list(range(1, len(events) + 1))
    assert len(events) > 20, "some text was recorded"
