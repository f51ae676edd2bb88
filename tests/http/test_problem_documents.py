"""Every refusal is a problem document with a code of the one table, a place and a remedy; never a stack trace."""

from collections.abc import Iterator
from typing import Any

import pytest

import ledger.errors
from api.http import refusals
from api.http.security.token import LocalToken
from api.http.statuses import STATUSES
from ledger.errors import GuanxiError
from tests.http.conftest import TOKEN, Clock, Served, served
from tests.http.given import addresses, registration

EVENTS = "/api/v1/customers/C-1/events"
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture(scope="module")
def one_customer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A ledger with one event in it; no test adds another."""
    with served(tmp_path_factory.mktemp("one"), Clock(), LocalToken(TOKEN)) as one:
        assert one.visit.post(EVENTS, json=registration()).status_code == 201
        yield one


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem, once everything that holds for all of them is checked."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert list(problem) == ["type", "title", "status", "detail", "code", "errors", "request_id"]
    assert problem["type"] == f"https://guanxi.invalid/errors/{code}"
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["errors"]
    for entry in problem["errors"]:
        assert list(entry) == ["pointer", "line", "code", "message", "remedy"]
        assert entry["message"]
        assert entry["remedy"]
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    return problem


def test_every_error_class_has_a_status() -> None:
    def below(cls: type[GuanxiError]) -> set[type[GuanxiError]]:
        return {cls}.union(*map(below, cls.__subclasses__()))

    ours = {cls for cls in below(GuanxiError) if cls.__module__ in (ledger.errors.__name__, refusals.__name__)}
    assert {cls.code for cls in ours} <= STATUSES.keys()
    assert STATUSES.keys() - {cls.code for cls in ours} == {"rate_limited"}


def test_a_wrong_parameter_is_named_in_the_sentence_as_well(one_customer: Served) -> None:
    problem = refused(one_customer.visit.get("/api/v1/customers?limit=0"), 422, "invalid")
    assert problem["detail"] == 'Limit: "0" is out of range. Write at least 1.'
    page = one_customer.visit.get("/?page=0", headers={"Accept": "text/html"})
    assert "Page: &#34;0&#34; is out of range" in page.text.replace("&quot;", "&#34;")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/v1", 404, "not_found"),
        ("GET", "/api/v1/customers/", 404, "not_found"),
        ("GET", "/api/v1/customers/none", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/none/timeline", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/none/history", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/$ledger", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/%00", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/%ff", 404, "unknown_customer"),
        ("GET", "/api/v1/customers/' OR 1=1 --", 404, "unknown_customer"),
        ("GET", "/api/v1/schemas/Nothing", 422, "unknown_type"),
        ("GET", "/api/v1/events?types=OrderPlacd", 422, "unknown_type"),
        ("DELETE", "/api/v1/customers", 405, "method_not_allowed"),
        ("PUT", EVENTS, 405, "method_not_allowed"),
        ("OPTIONS", EVENTS, 405, "method_not_allowed"),
        ("POST", EVENTS, 415, "unsupported_media_type"),
        ("POST", "/api/v1/events", 415, "unsupported_media_type"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(shared: Served, method: str, path: str, status: int, code: str) -> None:
    refused(shared.visit(method, path), status, code)


def test_a_wrong_method_names_the_right_ones(shared: Served) -> None:
    assert shared.visit("DELETE", "/api/v1/customers").headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("nonsense=1", "/nonsense"),
        ("limit=0", "/limit"),
        ("limit=1001", "/limit"),
        ("limit=ten", "/limit"),
        ("limit=", "/limit"),
        ("limit=99999999999999999999999999", "/limit"),
        ("as_of=yesterday", "/as_of"),
        ("as_of=", "/as_of"),
        ("as_of=2025-02-30", "/as_of"),
        ("as_of=2025-02-03T10:00:00", "/as_of"),
        ("as_of=2025-01-01&as_of=2025-01-02", "/as_of"),
        ("known_at=9999-01-01", "/known_at"),
        ("policy=7", "/policy"),
        ("stage=golden", "/stage"),
        ("sort=nothing", "/sort"),
        ("cursor=nonsense", "/cursor"),
        ("cursor=W10", "/cursor"),
        ("cursor=%00", "/cursor"),
        ("search=" + "x" * 600, "/search"),
    ],
)
def test_a_wrong_parameter_is_named(one_customer: Served, query: str, pointer: str) -> None:
    problem = refused(one_customer.visit.get(f"/api/v1/customers?{query}"), 422, "invalid")
    assert [entry["pointer"] for entry in problem["errors"]] == [pointer]


def test_no_address_ignores_a_parameter_it_does_not_know(shared: Served) -> None:
    for method, path in addresses(shared.app):
        body = {"content": b"{}", "headers": {"Content-Type": "application/json"}} if method == "POST" else {}
        problem = refused(shared.visit(method, f"{path}?nonsense=1", **body), 422, "invalid")
        assert problem["errors"][0]["pointer"] == "/nonsense", path


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid"),
        (b"{", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b"\xff\xfe", 422, "invalid"),
        (b'{"a": 1, "a": 2}', 422, "invalid"),
        (b'{"a": NaN}', 422, "invalid"),
        (b'{"a": "\\ud800"}', 422, "invalid"),
        (b'{"a": "\\u0000"}', 422, "invalid"),
        (DEEP.encode(), 422, "invalid"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, 422, "invalid"),
        (b'{"type": "X", "occurred_at": "2025-03-01", "data": ' + b"9" * 5000 + b"}", 422, "invalid"),
        (b'{"a": "' + b"x" * (2 << 20) + b'"}', 413, "too_large"),
    ],
)
@pytest.mark.parametrize("path", [EVENTS, "/api/v1/events/1/correction", "/api/v1/events/1/retraction"])
def test_a_broken_body_is_refused(one_customer: Served, path: str, body: bytes, status: int, code: str) -> None:
    refused(one_customer.visit.post(path, content=body, headers={"Content-Type": "application/json"}), status, code)


def test_two_megabytes_are_too_many_for_every_address_but_the_batch(shared: Served) -> None:
    body = b"x" * (2 << 20)
    for method, path in addresses(shared.app):
        answer = shared.visit(method, path, content=body, headers={"Content-Type": "application/json"})
        if (method, path) == ("POST", "/api/v1/events"):
            refused(answer, 415, "unsupported_media_type")
        else:
            refused(answer, 413, "too_large")


def test_a_length_that_is_not_stated_is_counted(shared: Served) -> None:
    taken = 0

    async def pieces() -> Any:
        nonlocal taken
        for _ in range(400):
            taken += 65_536
            yield b"x" * 65_536

    refused(shared.visit.post(EVENTS, content=pieces(), headers={"Content-Type": "application/json"}), 413, "too_large")
    assert taken <= (1 << 20) + 2 * 65_536, "nobody reads on after the limit"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=latin-1"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_another_form_than_json_is_refused(shared: Served, headers: dict[str, str]) -> None:
    refused(shared.visit.post(EVENTS, content=b"{}", headers=headers), 415, "unsupported_media_type")


def test_utf8_may_be_said(shared: Served) -> None:
    headers = {"Content-Type": 'Application/JSON; charset="UTF-8"'}
    refused(shared.visit.post(EVENTS, content=b"{}", headers=headers), 422, "invalid")


def test_a_fault_of_ours_says_no_more_than_that(
    fresh: Served, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUANXI_DEBUG", raising=False)

    @fresh.app.get("/planted")
    def planted() -> None:
        raise RuntimeError("a secret\n\x1b[2J from deep inside")

    problem = refused(fresh.visit.get("/planted", headers={"X-Request-ID": "mine-1"}), 500, "unexpected")
    assert "secret" not in str(problem)
    assert problem["request_id"] == "mine-1"
    assert "mine-1: RuntimeError: a secret  [2J from deep inside" in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, "<script>", "a\tb"])
def test_an_id_that_is_none_is_replaced(shared: Served, given: str) -> None:
    named = shared.visit.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert named != given
    assert len(named) == 16
