"""Recording, correcting and retracting over HTTP: acknowledged once, refused with a place."""

from typing import Any

import pytest

from ledger.application import Ledger
from tests.http.conftest import TOKEN, Served, Visitor
from tests.http.given import order, registration

EVENTS = "/api/v1/customers/C-1/events"
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE events; --",
    "Robert'); DELETE FROM events WHERE ('1'='1",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "汉字 \N{GRINNING FACE} e\N{COMBINING ACUTE ACCENT} \N{RIGHT-TO-LEFT OVERRIDE}txt",
    "line\nbreak\ttab\rreturn",
    "\\u0000 \\x00 %00",
]


@pytest.fixture
def ledger(fresh: Served) -> Ledger:
    return fresh.ledger


@pytest.fixture
def known(visit: Visitor) -> Visitor:
    """A visitor of a ledger in which C-1 stands at position 1."""
    assert visit.post(EVENTS, json=registration()).status_code == 201
    return visit


def test_an_event_is_recorded_with_who_and_why(visit: Visitor, ledger: Ledger) -> None:
    answer = visit.post(EVENTS, json=registration(), headers={"X-Request-ID": "req-7"})
    assert answer.status_code == 201
    receipt = answer.json()
    assert list(receipt) == ["event_id", "position", "version", "recorded_at", "known", "flags"]
    assert (receipt["position"], receipt["version"], receipt["known"], receipt["flags"]) == (1, 1, False, [])
    assert receipt["recorded_at"] == "2025-03-14T12:00:00.000000Z"
    event = ledger.find(receipt["event_id"])
    assert (event.stream, event.metadata) == ("C-1", {"recorded_by": "local", "correlation_id": "req-7"})


def test_the_same_again_is_known_and_something_else_under_its_id_is_a_conflict(known: Visitor) -> None:
    sent = order("O-1", source="erp", external_id="1")
    first, again = known.post(EVENTS, json=sent), known.post(EVENTS, json=sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "known": True}
    other = known.post(EVENTS, json=order("O-1", "99.00", source="erp", external_id="1"))
    assert (other.status_code, other.json()["code"]) == (409, "conflict")
    assert first.json()["event_id"] in other.json()["detail"]


@pytest.mark.parametrize(
    ("document", "status", "code", "pointer"),
    [
        (registration(), 409, "already_registered", "/customer"),
        ({**registration(), "customer": "C-2"}, 422, "invalid", "/customer"),
        ({**registration(), "customer": None}, 422, "invalid", "/customer"),
        ({**registration(), "customer": ["C-1"]}, 422, "invalid", "/customer"),
        ({"type": "OrderPlacd", "occurred_at": "2025-03-10", "data": {}}, 422, "unknown_type", "/type"),
        ({"type": "LedgerRestored", "occurred_at": "2025-03-10", "data": {}}, 422, "invalid", "/type"),
        ({"type": "OrderPlaced", "data": {"order_id": "1"}}, 422, "invalid", "/occurred_at"),
        (order("O-1", occurred_at="2999-01-01"), 422, "invalid", "/occurred_at"),
        (order("O-1", recorded_at="2025-03-10T00:00:00Z"), 422, "invalid", "/recorded_at"),
        (order("O-1", external_id="1"), 422, "invalid", "/source"),
        (order("O-1", nonsense=1), 422, "invalid", "/nonsense"),
        (order("O-1", "-5"), 422, "invalid", "/data/amount"),
        ({**order("O-1"), "data": {"order_id": "O-1", "amount": "5"}}, 422, "invalid", "/data/currency"),
        (
            {"type": "OrderCancelled", "occurred_at": "2025-03-10", "data": {"order_id": "none"}},
            422,
            "unknown_reference",
            "/data/order_id",
        ),
    ],
)
def test_what_may_not_be_recorded_is_refused_with_its_place(
    known: Visitor, ledger: Ledger, document: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    answer = known.post(EVENTS, json=document)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert ledger.last()[0] == 1


def test_every_problem_of_a_document_is_named(known: Visitor) -> None:
    answer = known.post(EVENTS, json={"type": "OrderPlaced", "occurred_at": "x", "data": {"amount": "y"}})
    pointers = [entry["pointer"] for entry in answer.json()["errors"]]
    assert set(pointers) >= {"/occurred_at", "/data/amount", "/data/order_id", "/data/currency"}


def test_an_unknown_customer_is_named(visit: Visitor) -> None:
    answer = visit.post(EVENTS, json=order("O-1"))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_customer")


@pytest.mark.parametrize("code", ["C-1", "汉字-1", "a b", "x" * 128, "C.1:2@3", "e\N{COMBINING ACUTE ACCENT}"])
def test_any_code_that_may_be_stands_in_an_address(visit: Visitor, code: str) -> None:
    assert visit.post(f"/api/v1/customers/{code}/events", json=registration()).status_code == 201
    assert visit.get(f"/api/v1/customers/{code}").status_code == 200
    assert visit.get(f"/api/v1/customers/{code}/timeline").json()["items"][0]["type"] == "CustomerRegistered"


@pytest.mark.parametrize("code", ["$ledger", "-x", "x" * 129, " C-1", "C-1 ", "a%5Cb", "a%3Fb", "a%25b", "%00", "%01"])
def test_a_code_that_may_not_be_is_refused(visit: Visitor, ledger: Ledger, code: str) -> None:
    answer = visit.post(f"/api/v1/customers/{code}/events", json=registration())
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/customer")
    assert ledger.last()[0] == 0


def test_a_number_keeps_its_decimals(known: Visitor) -> None:
    data = b'{"order_id": "1", "currency": "CNY", "amount": 0.10}'
    body = b'{"type": "OrderPlaced", "occurred_at": "2025-03-10", "data": %s}' % data
    assert known.post(EVENTS, content=body, headers={"Content-Type": "application/json"}).status_code == 201
    assert known.get("/api/v1/events?after=1").json()["items"][0]["data"]["amount"] == "0.10"


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_text(known: Visitor, text: str) -> None:
    note = {
        "type": "ComplaintRaised",
        "occurred_at": "2025-03-10",
        "data": {"complaint_id": "K", "severity": "minor", "category": text.strip(), "description": text},
    }
    contact = {
        "type": "ContactAdded",
        "occurred_at": "2025-03-10",
        "data": {"contact_id": "K1", "name": text, "department": text, "level": "top", "email": text},
    }
    for document in (note, contact):
        answer = known.post(EVENTS, json=document)
        assert answer.status_code in (201, 422)
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")
    rows = known.get("/api/v1/customers/C-1/timeline").json()["items"]
    described = [row["data"]["description"] for row in rows if row["type"] == "ComplaintRaised"]
    assert described in ([], [text])
    for path in ("customers", "customers/C-1", "customers/C-1/history"):
        assert known.get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_in_parameters_finds_nothing(known: Visitor, text: str) -> None:
    for name in ("search", "owner"):
        assert known.get("/api/v1/customers", params={name: text}).json()["items"] == []
    for name in ("as_of", "known_at", "policy", "sort", "cursor", "stage", "signal"):
        answer = known.get("/api/v1/customers", params={name: text})
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert known.get("/api/v1/events", params={"customer": text}).json()["items"] == []


class TestAmendments:
    """Corrections and retractions."""

    @pytest.fixture
    def ordered(self, known: Visitor) -> str:
        """The event_id of an order at position 2."""
        event_id: str = known.post(EVENTS, json=order("O-1")).json()["event_id"]
        return event_id

    @pytest.mark.parametrize("by", ["event_id", "position"])
    def test_a_correction_replaces_what_an_event_says(self, known: Visitor, ordered: str, by: str) -> None:
        said = {"data": order("O-1", "250.00")["data"], "occurred_at": "2025-03-11T09:00:00Z", "reason": "typing error"}
        event = ordered if by == "event_id" else "2"
        answer = known.post(f"/api/v1/events/{event}/correction", json=said)
        assert (answer.status_code, answer.json()["position"]) == (201, 3)
        row = known.get("/api/v1/customers/C-1/timeline").json()["items"][0]
        assert (row["status"], row["corrected_by"], row["data"]["amount"]) == ("corrected", [3], "250.00")
        assert row["occurred_at"] == "2025-03-11T09:00:00.000000Z"
        assert row["original"]["data"]["amount"] == "100.00"

    def test_a_retraction_takes_it_back_and_another_one_is_against_the_rules(
        self, known: Visitor, ordered: str
    ) -> None:
        path = f"/api/v1/events/{ordered}/retraction"
        assert known.post(path, json={"reason": "never was"}).status_code == 201
        assert known.get("/api/v1/customers/C-1").json()["rhythm"]["orders"] == 0
        again = known.post(path, json={"reason": "once more"})
        assert (again.status_code, again.json()["code"]) == (409, "rule")
        assert again.json()["errors"][0]["pointer"] == ""

    @pytest.mark.parametrize(
        ("sent", "status", "pointer"),
        [
            ({}, 422, "/data"),
            ({"data": order("O-1")["data"]}, 422, "/reason"),
            ({"data": order("O-1")["data"], "reason": ""}, 422, "/reason"),
            ({"data": [], "reason": "x"}, 422, "/data"),
            ({"data": order("O-1", "-5")["data"], "reason": "x"}, 422, "/data/amount"),
            ({"data": order("O-2")["data"], "reason": "x"}, 409, "/data/order_id"),
            ({"data": order("O-1")["data"], "reason": "x", "occurred_at": "soon"}, 422, "/occurred_at"),
            ({"data": order("O-1")["data"], "reason": "x", "event_id": "y"}, 422, "/event_id"),
            ({"data": order("O-1")["data"], "reason": "x", "a/b": "y"}, 422, "/a~1b"),
        ],
    )
    def test_a_wrong_correction_is_refused_with_its_place_in_what_was_sent(
        self, known: Visitor, ordered: str, sent: dict[str, Any], status: int, pointer: str
    ) -> None:
        answer = known.post(f"/api/v1/events/{ordered}/correction", json=sent)
        assert answer.status_code == status
        assert pointer in [entry["pointer"] for entry in answer.json()["errors"]]

    @pytest.mark.parametrize("event", ["nothing", "999", "0", "-1", "9" * 30, "%00", "'", "x" * 2000])
    @pytest.mark.parametrize("kind", ["correction", "retraction"])
    def test_an_event_that_is_not_there_is_not_found(self, known: Visitor, event: str, kind: str) -> None:
        body = {"reason": "x"} if kind == "retraction" else {"data": {}, "reason": "x"}
        answer = known.post(f"/api/v1/events/{event}/{kind}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert len(answer.content) < 2000

    def test_the_ledger_s_own_events_cannot_be_amended(self, fresh: Served) -> None:
        fresh.ledger.finish_import(batch_id="b", files=[], counts=dict.fromkeys(COUNTS, 0))
        answer = fresh.visit.post("/api/v1/events/1/retraction", json={"reason": "x"})
        assert (answer.status_code, answer.json()["code"]) == (409, "rule")


COUNTS = ("rows", "rows_used", "rows_left_out", "rows_rejected", "read", "recorded", "known", "rejected")


def test_the_token_is_nowhere_in_an_answer(known: Visitor) -> None:
    for path in ("/metrics", "/docs", "/openapi.json", "/api/v1/events", "/nowhere"):
        assert TOKEN not in known.get(path).text


def told(kind: str, **data: Any) -> dict[str, Any]:
    return {"type": kind, "occurred_at": "2025-03-12T09:00:00+08:00", "data": data}


def test_customers_are_merged_and_parted_and_every_answer_is_as_before(known: Visitor) -> None:
    other = "/api/v1/customers/C-2"
    for document in (registration(), order("O-1")):
        assert known.post(f"{other}/events", json=document).status_code == 201

    def said() -> list[Any]:
        rows = known.get("/api/v1/customers").json()["items"]
        return [rows, *(known.get(f"/api/v1/customers/{code}/timeline").json()["items"] for code in ("C-1", "C-2"))]

    before = said()
    merge = known.post(f"{other}/events", json=told("CustomersMerged", into="C-1"))
    assert merge.status_code == 201
    assert known.get(other).json()["code"] == "C-1"
    refused = known.post(f"{other}/events", json=order("O-2"))
    assert (refused.status_code, refused.json()["code"]) == (409, "merged")
    assert "C-1" in refused.json()["detail"]
    parted = told("CustomersUnmerged", merge_event_id=merge.json()["event_id"], reason="two sisters")
    assert known.post(f"{other}/events", json=parted).status_code == 201
    assert said() == before


def test_an_import_is_taken_back_where_imports_are_made_and_not_over_http(known: Visitor, ledger: Ledger) -> None:
    answer = known.post(EVENTS, json=told("ImportReverted", batch_id="import-1", reason="wrong file"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert ledger.last()[0] == 1
