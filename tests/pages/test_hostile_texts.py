"""Whatever people write stands on the pages as text: HTML, SQL, templates, emoji, letters of every direction."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from api.http.security.token import LocalToken
from tests.http.conftest import TOKEN, Clock, Served, served
from tests.pages.books import record, registered

TEXTS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\" autofocus onfocus=\"alert(1)' onmouseover='alert(2)",
    "sql": "Robert'); DROP TABLE events;--",
    "template": "{{ 7 * 7 }}{% raw %}${7*7}",
    "comment": "--><svg onload=alert(1)><!--",
    "signs": "🤝👩🏽‍🔧 关系 اردو \u202eevil\u202c e\u0301 <b>",
}
DAY = "2025-03-10T09:00:00+08:00"


class Seen(HTMLParser):
    """Elements, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def written(text: str) -> list[dict[str, Any]]:
    """Events with the text in every field that takes any."""

    code = "".join(filter(str.isprintable, text)).strip()  # ids take no sign that cannot be seen

    def event(called: str, /, **data: Any) -> dict[str, Any]:
        return {"customer": "C-1", "type": called, "occurred_at": DAY, "source": code, "data": data}

    contact = {"contact_id": "K1", "department": text, "level": "middle"}
    complaint = {"complaint_id": code, "severity": "minor", "category": text, "description": text}
    facts = ("industry", "region", "legal_form", "address", "payment_terms")
    return [
        registered("C-1", text, owner=text, **dict.fromkeys(facts, text)),
        event("ContactAdded", name=text, email=text, interests=text, **contact),
        event("VisitMade", contact_ids=["K1"], our_people=[text], topics=text, outcome=text, next_step=text),
        event("NoteAdded", text=text),
        event("ComplaintRaised", **complaint),
        event("CompetitorActivityObserved", rival=text, kind="offer"),
        event("OrderPlaced", order_id=code, currency="CNY", amount="10.00"),
        event("EventCorrected", event_id="4", reason=text, data={"text": f"corrected {text}"}),
    ]


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


@pytest.fixture
def book(tmp_path_factory: pytest.TempPathFactory, text: str) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("hostile"), Clock(), LocalToken(TOKEN)) as one:
        *events, correction = written(text)
        record(one.ledger, *events)
        correction["data"]["event_id"] = one.ledger.find("4").event_id
        record(one.ledger, correction)
        yield one


ALLOWED = {"script": {"type", "src"}, "img": {"src", "alt", "width", "height"}}


def harmless(page: str) -> Seen:
    """The page holds no element and no attribute that we did not write."""
    seen = Seen(page)
    for tag, attributes in seen.tags:
        assert not any(name.startswith("on") or name in ("style", "autofocus") for name in attributes), (
            tag,
            attributes,
        )
        assert set(attributes) <= ALLOWED.get(tag, set(attributes)), (tag, attributes)
        assert not str(attributes.get("href") or "").startswith(("javascript:", "data:")), attributes
    assert [tag for tag, _ in seen.tags if tag in ("script", "img")] == ["script", "img"]
    return seen


def test_the_book_shows_them_as_they_were_written(book: Served, text: str) -> None:
    for query in ({}, {"search": text}, {"owner": text}, {"signal": text}, {"stage": text}, {"search": "none" + text}):
        answer = book.visit.get("/", params=query)
        if {"signal", "stage"} & query.keys():  # the book knows their names; what refuses others is no page
            assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
            continue
        assert answer.status_code == 200
        seen = harmless(answer.text)
        assert text[:40] in seen.words or not query or any(text in str(a) for _, a in seen.tags)
    assert text[:40] in harmless(book.visit.get("/").text).words


def test_a_customer_shows_them_as_they_were_written(book: Served, text: str) -> None:
    answer = book.visit.get("/customers/C-1")
    assert answer.status_code == 200
    seen = harmless(answer.text)
    assert seen.words.count(text) >= 8
    assert f"corrected {text}" in seen.words


def test_a_refusal_shows_them_as_they_were_written(book: Served, text: str) -> None:
    for path, query in (("/customers/none", {}), ("/customers/C-1", {"as_of": text}), ("/", {"sort": text})):
        answer = book.visit.get(path, params=query, headers={"Accept": "text/html"})
        assert answer.status_code in (404, 422)
        harmless(answer.text)
