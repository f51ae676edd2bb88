"""No address answers who does not show the token, comes under a foreign name, or from a foreign page."""

import pytest

from api.http.security.gate import OPEN_PATHS
from tests.http.conftest import PORT, TOKEN, Served, Visitor
from tests.http.given import addresses

OPEN = {("GET", path) for path in OPEN_PATHS}
NO_TOKEN: list[dict[str, str]] = [
    {},
    {"Authorization": "Bearer wrong"},
    {"Authorization": f"Bearer {TOKEN}x"},
    {"Authorization": f"Basic {TOKEN}"},
    {"Authorization": TOKEN},
    {"Authorization": "Bearer "},
    {"Cookie": f"guanxi-{PORT}=wrong"},
    {"Cookie": f"guanxi-{PORT}={TOKEN}"},
    {"Cookie": f"guanxi-{PORT}="},
]


def answering(served: Served, visitor: Visitor, headers: dict[str, str]) -> set[tuple[str, str]]:
    """The addresses that let one in: behind the gate, a parameter that is none is refused with 422."""
    found = addresses(served.app)
    assert len(found) > 15, "the walk looks in the wrong place"
    told = {(method, path): visitor(method, f"{path}?nonsense=1", headers=headers) for method, path in found}
    assert {answer.status_code for answer in told.values()} <= {401, 403, 422}
    return {one for one, answer in told.items() if answer.status_code == 422}


@pytest.mark.parametrize("headers", NO_TOKEN)
def test_without_the_token_only_the_health_checks_answer(shared: Served, headers: dict[str, str]) -> None:
    assert answering(shared, shared.stranger, headers) == OPEN


def test_the_health_checks_say_ok_and_nothing_else(shared: Served) -> None:
    assert {shared.stranger.get(path).text for path in OPEN_PATHS} == {"ok\n"}


def test_a_route_beside_the_gate_is_found(shared: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.security.gate.OPEN_PATHS", OPEN_PATHS | {"/metrics"})
    assert answering(shared, shared.stranger, {}) == OPEN | {("GET", "/metrics")}


def test_addresses_that_do_not_exist_are_not_told_apart_without_the_token(shared: Served) -> None:
    for path in ("/nowhere", "/api/v1/customers/none", "/api/v1/../metrics", "//healthz", "/healthz/", "/HEALTHZ"):
        assert shared.stranger.get(path).status_code == 401, path


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:8001", f"127.0.0.1.evil.example:{PORT}", ""],
)
def test_no_address_answers_under_a_foreign_name(shared: Served, host: str) -> None:
    assert answering(shared, shared.visit, {"Host": host}) == set()


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"])
def test_the_names_of_this_machine_are_fine(shared: Served, host: str) -> None:
    assert shared.visit.get("/api/v1/customers", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_no_address_answers_a_foreign_page_even_with_the_token(shared: Served, headers: dict[str, str]) -> None:
    assert answering(shared, shared.visit, headers) == set()


def test_every_answer_tells_the_browser_to_do_nothing_with_it(shared: Served) -> None:
    for visitor in (shared.visit, shared.stranger):
        for one in addresses(shared.app):
            if one[1].endswith("/stream") and visitor is shared.visit:
                continue  # it would not end
            headers = visitor(*one).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["cross-origin-opener-policy"] == "same-origin"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert "access-control-allow-origin" not in headers


def test_a_foreign_host_is_refused_before_the_token_is_looked_at(shared: Served) -> None:
    answer = shared.stranger.get("/", params={"token": TOKEN}, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert "set-cookie" not in answer.headers
