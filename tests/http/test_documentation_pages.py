"""/docs and /openapi.json describe every address and fetch nothing from elsewhere; /metrics counts."""

import json
from html.parser import HTMLParser

from tests.http.conftest import Served, Visitor
from tests.http.given import addresses, filled_in, registration


class Page(HTMLParser):
    """The addresses a page fetches or leads to, and what a strict policy would not let it do."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.forbidden: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.fetched += [value for name, value in attrs if name in ("src", "href") and value]
        if tag in ("script", "style", "iframe", "object") or "style" in named:
            self.forbidden.append(tag)
        self.forbidden += [name for name in named if name.startswith("on")]


def test_the_page_needs_nothing_from_elsewhere_and_nothing_inline(shared: Served) -> None:
    answer = shared.visit.get("/docs")
    assert answer.headers["content-type"].startswith("text/html")
    page = Page(answer.text)
    assert page.forbidden == []
    assert "/docs/style.css" in page.fetched
    for address in page.fetched:
        assert address.startswith("/"), address
        assert shared.visit.get(address).status_code == 200, address
    style = shared.visit.get("/docs/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_every_address_stands_in_the_document_and_on_the_page(shared: Served) -> None:
    document = shared.visit.get("/openapi.json").json()
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    filled = {(method, filled_in(path)) for method, path in described}
    served = set(addresses(shared.app))
    assert filled <= served
    assert {one for one in served - filled if one[1].startswith("/api/")} == set()
    page = shared.visit.get("/docs").text
    for _, path in described:
        assert f"<code>{path}</code>" in page


def test_the_document_is_openapi_with_words_for_every_operation(shared: Served) -> None:
    document = shared.visit.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert len(operation["description"]) > 10, (method, path)
            assert operation["responses"], (method, path)
            if method == "post":
                assert operation["requestBody"]["content"], path
    assert "HTTPValidationError" not in json.dumps(document), "problems are described as they are"


def test_requests_and_events_are_counted(fresh: Served) -> None:
    def counted(visit: Visitor) -> dict[str, float]:
        text = visit.get("/metrics").text
        assert text.endswith("\n")
        found = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                found[name] = float(value)
        return found

    visit = fresh.visit
    for status in (201, 409):
        assert visit.post("/api/v1/customers/C-1/events", json=registration()).status_code == status
    assert fresh.stranger.get("/api/v1/customers").status_code == 401
    metrics = counted(visit)
    route = 'method="POST",route="/api/v1/customers/{code}/events"'
    assert metrics[f'guanxi_http_requests_total{{{route},status="201"}}'] == 1
    assert metrics[f'guanxi_http_requests_total{{{route},status="409"}}'] == 1
    assert metrics[f"guanxi_http_request_seconds_count{{{route}}}"] == 2
    assert metrics[f'guanxi_http_request_seconds_bucket{{{route},le="+Inf"}}'] == 2
    assert metrics['guanxi_http_requests_total{method="GET",route="none",status="401"}'] == 1
    assert metrics['guanxi_http_events_total{outcome="recorded"}'] == 1
    assert metrics["guanxi_position"] == 1
    for code in ("a", "b", "c"):
        visit.get(f"/api/v1/customers/{code}")
        visit.get(f"/{code}")
        fresh.stranger(code.upper() * 5, "/")
    assert len(counted(visit)) - len(metrics) < 60, "names of customers make no names of counts"
