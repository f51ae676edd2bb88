"""contact_only_to_collect: the purpose of the days on which we turned to the customer."""

import pytest

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, every, happened, registered, severity, signal


def calls(first: str, times: int, purpose: str, contact_id: str = "K-1") -> list[Happened]:
    return [
        happened(on, "CallMade", contact_ids=[contact_id], direction="outbound", purpose=purpose)
        for on in every(5, first, times)
    ]


@shows("contact_only_to_collect")
@pytest.mark.parametrize(
    ("collecting", "other", "expected"),
    [(2, 0, None), (3, 0, "alert"), (2, 2, None), (3, 2, "watch")],
)
def test_it_fires_over_half_and_at_all(collecting: int, other: int, expected: str | None) -> None:
    events = [registered(), *calls("2025-01-01", collecting, "collection"), *calls("2025-01-03", other, "sales")]
    assert severity("contact_only_to_collect", events, "2025-02-01") == expected


def test_a_day_on_which_something_else_was_spoken_of_too_is_none_of_collection() -> None:
    events = [registered(), *calls("2025-01-01", 3, "collection"), *calls("2025-01-01", 3, "care")]
    assert severity("contact_only_to_collect", events, "2025-02-01") is None


def test_what_they_begin_and_what_has_no_direction_does_not_count() -> None:
    theirs = [happened(on, "CallMade", contact_ids=["K-1"], purpose="collection") for on in every(5, "2025-01-01", 5)]
    assert severity("contact_only_to_collect", [registered(), *theirs], "2025-02-01") is None


def test_it_looks_at_ninety_days() -> None:
    events = [registered(), *calls("2025-01-01", 3, "collection")]
    assert severity("contact_only_to_collect", events, "2025-03-31") == "alert"
    assert severity("contact_only_to_collect", events, "2025-04-01") is None
    found = signal("contact_only_to_collect", events, "2025-03-15")
    assert found is not None
    assert (found["value"], found["threshold"], found["since"], found["cause"]) == (3, 3, "2025-01-31", "own")
    assert found["evidence"] == [2, 3, 4]
