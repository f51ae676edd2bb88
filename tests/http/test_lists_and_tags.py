"""Pages of a list make one answer; an answer a caller holds is not sent again."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.http.cursor import Cursor
from api.http.security.token import LocalToken
from projections.choosing import known_names
from tests.http.conftest import TOKEN, Clock, Served, served
from tests.http.given import NDJSON, lines, order, registration

BOOK = "/api/v1/customers"
CODES = [f"C-{number:02}" for number in range(25)]
DAY = 86_400_000_000


def filled(one: Served, clock: Clock) -> None:
    """25 customers; C-00 has 30 orders and 40 months of history; the clock ends two days later."""
    old = {"occurred_at": "2021-12-01T09:00:00Z"}
    first = [{**registration(name=f"Customer {code}"), **old, "customer": code} for code in CODES]
    assert one.visit.post("/api/v1/events", content=lines(first), headers=NDJSON).json()["recorded"] == 25
    clock.now += DAY
    orders = [order(f"O-{number}", customer="C-00") for number in range(30)]
    assert one.visit.post("/api/v1/events", content=lines(orders), headers=NDJSON).json()["recorded"] == 30
    clock.now += DAY


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    clock = Clock()
    with served(tmp_path_factory.mktemp("book"), clock, LocalToken(TOKEN)) as one:
        filled(one, clock)
        yield one


def pages(served: Served, path: str, **asked: Any) -> list[dict[str, Any]]:
    """All pages of a list, following `next`."""
    found = [served.visit.get(path, params=asked).json()]
    while found[-1]["next"]:
        found.append(served.visit.get(path, params={**asked, "cursor": found[-1]["next"]}).json())
    return found


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        (BOOK, {}),
        (BOOK, {"sort": "-name", "stage": "development"}),
        (f"{BOOK}/C-00/timeline", {"order": "asc"}),
        (f"{BOOK}/C-00/history", {}),
        ("/api/v1/events", {}),
        ("/api/v1/events", {"types": "OrderPlaced", "after": 30, "customer": "C-00"}),
        ("/api/v1/events", {"as_of": "2025-01-01"}),
    ],
)
@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_joined_are_the_whole_list(book: Served, path: str, asked: dict[str, Any], limit: int) -> None:
    whole = book.visit.get(path, params={**asked, "limit": 1000}).json()
    found = pages(book, path, **asked, limit=limit)
    assert [item for page in found for item in page["items"]] == whole["items"]
    assert all(len(page["items"]) == limit for page in found[:-1])
    assert {(page["as_of"], page["known_at"]) for page in found} == {(whole["as_of"], whole["known_at"])}
    assert whole["next"] is None
    assert whole["items"]


def test_a_hundred_items_are_a_page_unless_one_asks(book: Served) -> None:
    assert len(book.visit.get(f"{BOOK}/C-00/history").json()["items"]) == 40
    assert len(book.visit.get("/api/v1/events").json()["items"]) == 55


def test_what_is_recorded_meanwhile_does_not_disturb_the_pages(fresh: Served, clock: Clock) -> None:
    filled(fresh, clock)
    first = fresh.visit.get(BOOK, params={"limit": 10}).json()
    later = [{**registration(name="New"), "customer": code} for code in ("A-1", "C-055", "Z-1")]
    assert fresh.visit.post("/api/v1/events", content=lines(later), headers=NDJSON).json()["recorded"] == 3
    clock.now += DAY
    rest = fresh.visit.get(BOOK, params={"limit": 1000, "cursor": first["next"]}).json()
    assert [row["code"] for row in first["items"] + rest["items"]] == CODES
    assert (rest["as_of"], rest["known_at"]) == (first["as_of"], first["known_at"])
    assert (first["position"], rest["position"]) == (55, 58), "the ledger's last when answering"


def test_a_cursor_may_come_alone_or_with_the_same_question_only(book: Served) -> None:
    first = book.visit.get(BOOK, params={"limit": 5, "stage": "development"}).json()["next"]
    alone = book.visit.get(BOOK, params={"limit": 5, "cursor": first}).json()
    again = book.visit.get(BOOK, params={"limit": 5, "stage": "development", "cursor": first}).json()
    assert alone["items"] == again["items"]
    for path, asked in ((BOOK, {"stage": "stable"}), (BOOK, {"as_of": "2024-01-01"}), ("/api/v1/events", {})):
        answer = book.visit.get(path, params={**asked, "cursor": first})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cursor")


@pytest.mark.parametrize(
    ("asked", "as_of", "known_at", "start"),
    [
        ({"stage": "golden"}, "2025-01-01", None, 0),
        ({"nonsense": "x"}, "2025-01-01", None, 0),
        ({}, "never", None, 0),
        ({}, "2025-01-01", "' OR 1=1", 0),
        ({"policy": "9"}, "2025-01-01", None, 0),
    ],
)
def test_a_forged_cursor_can_say_no_more_than_parameters_can(
    book: Served, asked: dict[str, str], as_of: str, known_at: str | None, start: int
) -> None:
    forged = Cursor(path=BOOK, asked=asked, as_of=as_of, known_at=known_at, start=start).text()
    assert book.visit.get(BOOK, params={"cursor": forged}).status_code == 422


def test_a_cursor_beyond_the_end_is_an_empty_page(book: Served) -> None:
    beyond = Cursor(path=BOOK, asked={}, as_of="2025-03-14", known_at=None, start=10**15).text()
    answer = book.visit.get(BOOK, params={"cursor": beyond}).json()
    assert (answer["items"], answer["next"]) == ([], None)


TAGGED = [BOOK, f"{BOOK}/C-00", f"{BOOK}/C-00/timeline", f"{BOOK}/C-00/history", "/api/v1/events"]


@pytest.mark.parametrize("path", TAGGED)
def test_an_answer_that_is_held_is_not_sent_again(book: Served, path: str) -> None:
    answer = book.visit.get(path)
    tag = answer.headers["etag"]
    assert tag.startswith('"'), "strong"
    for held in (tag, f'"other", {tag}', f"W/{tag}"):
        again = book.visit.get(path, headers={"If-None-Match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert book.visit.get(path, headers={"If-None-Match": '"other"'}).content == answer.content


def test_every_address_clock_and_parameter_has_its_own_tag(book: Served) -> None:
    asked = [
        {},
        {"as_of": "2025-03-15"},
        {"as_of": "2025-03-15", "known_at": "2025-03-15"},
        {"known_at": "2025-03-15"},
        {"limit": "5"},
        {"policy": "1", "as_of": "2025-03-15"},
    ]
    tags = [book.visit.get(path, params=one).headers["etag"] for path in TAGGED for one in asked if "limit" not in one]
    assert len(set(tags)) == len(tags)
    assert book.visit.get(BOOK, params=asked[4]).headers["etag"] not in tags


def test_a_tag_ends_with_what_is_recorded_and_with_the_day(fresh: Served, clock: Clock) -> None:
    seen = []

    def look() -> None:
        seen.append(fresh.visit.get(BOOK).headers["etag"])

    look()
    fresh.visit.post(f"{BOOK}/C-1/events", json=registration())
    look()
    clock.now += 1_000_000
    look()
    assert seen[1] == seen[2], "time alone changes nothing within a day"
    clock.now += DAY
    look()
    assert len(set(seen)) == 3


def test_what_was_known_then_is_answered_then_and_now(fresh: Served, clock: Clock) -> None:
    fresh.visit.post(f"{BOOK}/C-1/events", json=registration())
    before = fresh.visit.get(f"{BOOK}/C-1").json()
    clock.now += DAY
    fresh.visit.post(f"{BOOK}/C-1/events", json=order("late", "5000.00"))
    after = fresh.visit.get(f"{BOOK}/C-1", params={"as_of": before["as_of"]}).json()
    then = fresh.visit.get(f"{BOOK}/C-1", params={"as_of": before["as_of"], "known_at": before["known_at"]}).json()
    assert after["rhythm"]["orders"] == 1
    assert {**then, "position": before["position"]} == before
    assert (before["position"], then["position"]) == (1, 2)


def test_nothing_is_known_before_the_first_event(fresh: Served) -> None:
    empty = fresh.visit.get(BOOK).json()
    assert (empty["known_at"], empty["position"], empty["items"], empty["next"]) == (None, 0, [], None)
    assert fresh.ledger.last() == (0, None)


@pytest.mark.parametrize("name", ["signal", "stage", "momentum", "risk", "tier"])
def test_a_name_the_book_does_not_know_is_refused_with_those_it_knows(book: Served, name: str) -> None:
    answer = book.visit.get(BOOK, params={name: "nonsense"})
    assert answer.status_code == 422
    [problem] = answer.json()["errors"]
    assert (problem["pointer"], problem["code"]) == (f"/{name}", "invalid")
    assert all(known in problem["remedy"] for known in known_names(name) or ())
