"""From the link that is printed to the cookie of one browser."""

from pathlib import Path
from typing import Any

import pytest

from api.http.security.token import LocalToken
from ledger.errors import Invalid
from tests.http.conftest import HOME, PORT, Clock, Served, Visitor, served
from tests.http.given import registration

ADDRESS = "/api/v1/customers"
WRITE = "/api/v1/customers/C-1/events"


@pytest.fixture
def links() -> list[str]:
    """The links announced because a used one was opened."""
    return []


@pytest.fixture
def token(links: list[str]) -> LocalToken:
    return LocalToken("printed", announce=links.append)


@pytest.fixture
def stranger(fresh: Served) -> Visitor:
    return fresh.stranger


def cookie(answer: Any) -> dict[str, str]:
    """What a browser sends after this answer."""
    return {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


def test_the_link_becomes_a_cookie_and_an_address_without_the_token(stranger: Visitor) -> None:
    answer = stranger.get("/?risk=rescue&token=printed&search=a+b")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?risk=rescue&search=a+b"
    parts = [part.strip().lower() for part in answer.headers["set-cookie"].split(";")]
    assert parts[0].startswith(f"guanxi-{PORT}=")
    assert {"httponly", "samesite=strict", "path=/"} <= set(parts)
    assert "printed" not in answer.headers["set-cookie"]
    assert stranger.get(ADDRESS, headers=cookie(answer)).status_code == 200


@pytest.mark.parametrize("given", ["wrong", "", "printed%20", "printedx", "%FF", "PRINTED"])
def test_a_wrong_link_gives_nothing(stranger: Visitor, given: str) -> None:
    answer = stranger.get(f"/?token={given}")
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_link_is_good_once_and_the_next_one_is_announced_where_the_server_runs(
    stranger: Visitor, links: list[str]
) -> None:
    first = stranger.get("/?token=printed")
    assert stranger.get("/?token=printed").status_code == 401
    assert stranger.get("/?token=printed").status_code == 401
    assert len(links) == 1, "one link waits, however often the used one is opened"
    second = stranger.get(f"/?token={links[0]}")
    assert second.status_code == 303
    for answer in (first, second):
        assert stranger.get(ADDRESS, headers=cookie(answer)).status_code == 200


def test_who_has_the_cookie_may_open_the_link_again(stranger: Visitor, links: list[str]) -> None:
    held = cookie(stranger.get("/?token=printed"))
    assert stranger.get("/?token=printed", headers=held).status_code == 303
    assert stranger.get("/?token=nonsense", headers=held).headers["location"] == "/"


def test_a_fixed_token_keeps_its_link(tmp_path: Path) -> None:
    with served(tmp_path, Clock(), LocalToken.from_environment("fixed")) as one:
        assert [one.stranger.get("/?token=fixed").status_code for _ in range(3)] == [303, 303, 303]


def test_the_token_opens_no_other_address(stranger: Visitor) -> None:
    assert stranger.get(f"{ADDRESS}?token=printed").status_code == 401
    assert stranger.post("/?token=printed").status_code == 401
    assert stranger("HEAD", "/?token=printed").status_code == 401, "a preview must not use the link up"
    assert stranger.get("/?token=printed").status_code == 303


def test_a_cookie_of_another_port_is_none(stranger: Visitor) -> None:
    held = cookie(stranger.get("/?token=printed"))["Cookie"].replace(str(PORT), "8001")
    assert stranger.get(ADDRESS, headers={"Cookie": held}).status_code == 401


def test_a_wrong_bearer_is_not_mended_by_a_cookie(stranger: Visitor) -> None:
    held = cookie(stranger.get("/?token=printed"))
    assert stranger.get(ADDRESS, headers={**held, "Authorization": "Bearer wrong"}).status_code == 401


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 403),
        ({"Origin": HOME}, 201),
        ({"Origin": f"http://localhost:{PORT}", "Host": f"localhost:{PORT}"}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 201),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
    ],
)
def test_a_write_with_the_cookie_must_come_from_a_page_of_ours(
    fresh: Served, sent: dict[str, str], status: int
) -> None:
    stranger = fresh.stranger
    held = cookie(stranger.get("/?token=printed"))
    assert stranger.post(WRITE, json=registration(), headers={**held, **sent}).status_code == status
    assert fresh.ledger.last()[0] == (1 if status == 201 else 0)


def test_a_person_gets_a_page_that_says_what_to_do(stranger: Visitor) -> None:
    answer = stranger.get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "Open the link that Guanxi printed" in answer.text
    assert stranger.get(ADDRESS, headers={"Accept": "text/html"}).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", ["", " ", "two words", "läufer", "a\nb", "x" * 513])
def test_a_token_that_no_header_can_carry_is_refused_at_the_start(token: str) -> None:
    with pytest.raises(Invalid, match="header"):
        LocalToken.from_environment(token)


def test_tokens_made_here_are_long_and_never_the_same() -> None:
    made = {LocalToken.from_environment(None).text for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43
