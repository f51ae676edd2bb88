"""The policy over HTTP: its versions, the next one, and what another one would change."""

import pytest

from projections.policy_file import default_text
from tests.http.conftest import Visitor
from tests.http.given import order, registration

POLICIES, EVENTS = "/api/v1/policies", "/api/v1/customers/C-1/events"
EASIER = default_text().replace("enter_stable_share = 0.50", "enter_stable_share = 0.41")


def test_a_published_policy_is_the_next_version_and_in_force_from_its_day(visit: Visitor) -> None:
    answer = visit.post(POLICIES, json={"toml": EASIER, "in_force_from": "2025-04-01"})
    assert (answer.status_code, answer.json()["version"], answer.json()["in_force_from"]) == (201, 2, "2025-04-01")
    listed = visit.get(POLICIES).json()["items"]
    assert [(one["version"], one["in_force"]) for one in listed] == [(1, True), (2, False)]
    assert visit.get(f"{POLICIES}/2").json()["toml"] == EASIER
    assert visit.get(f"{POLICIES}/3").status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/toml"),
        ({"toml": 1}, "/toml"),
        ({"toml": EASIER, "colour": "red"}, "/colour"),
        ({"toml": EASIER, "in_force_from": "soon"}, "/in_force_from"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_place(
    visit: Visitor, body: dict[str, object], pointer: str
) -> None:
    answer = visit.post(POLICIES, json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert len(visit.get(POLICIES).json()["items"]) == 1


def test_two_policies_are_compared_over_the_whole_book(visit: Visitor) -> None:
    for document in (registration(), order("O-1")):
        assert visit.post(EVENTS, json=document).status_code == 201
    answer = visit.post(f"{POLICIES}/compare", json={"old": "1", "new": {"toml": EASIER}})
    found = answer.json()
    assert (answer.status_code, found["old"]["version"], found["new"]["version"]) == (200, 1, None)
    assert (found["totals"]["customers"], found["totals"]["differ"], found["items"]) == (1, 0, [])


@pytest.mark.parametrize(
    ("body", "pointer"), [({"old": "1", "new": 1.5}, "/new"), ({"old": {"text": ""}, "new": "1"}, "/toml")]
)
def test_what_names_no_policy_is_refused_with_its_place(visit: Visitor, body: dict[str, object], pointer: str) -> None:
    answer = visit.post(f"{POLICIES}/compare", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert visit.post(f"{POLICIES}/compare", json={"old": "1"}).status_code == 422
