"""Overrides: what people say against what is derived stands beside it, with author, reason and expiry."""

import pytest

from projections.overrides import computed
from tests.projections.signals.one_customer import Happened, Row, every, happened, ordered, registered, standing

ON = "2024-06-05"


def said(on: str = "2024-06-01", field: str = "risk", value: str = "lost", expires_on: str = "2024-06-30") -> Happened:
    return happened(on, "OverrideSet", field=field, value=value, reason="They told me.", expires_on=expires_on)


def overrides(*events: Happened, on: str = ON) -> list[Row]:
    found: list[Row] = standing([registered(), ordered("2024-05-01"), *events], on)["overrides"]
    return found


def test_nobody_says_anything() -> None:
    assert overrides() == []


def test_it_stands_beside_the_computed_value_which_stays() -> None:
    document = standing([registered(), ordered("2024-05-01"), said()], ON)
    assert document["overrides"] == [
        {
            "field": "risk",
            "value": "lost",
            "computed": "prevention",
            "author": None,
            "reason": "They told me.",
            "set_at": "2024-06-01T12:00:00.000000Z",
            "expires_on": "2024-06-30",
            "evidence": [3],
        }
    ]
    assert document["risk"]["status"] == "prevention"


@pytest.mark.parametrize(("on", "many"), [("2024-06-29", 1), ("2024-06-30", 1), ("2024-07-01", 0), ("2024-05-31", 0)])
def test_it_holds_from_when_it_was_said_to_the_end_of_its_last_day(on: str, many: int) -> None:
    assert len(overrides(said(), on=on)) == many


def test_the_latest_word_counts_until_it_is_taken_back() -> None:
    again = said("2024-06-02", value="rescue")
    assert [one["value"] for one in overrides(said(), again)] == ["rescue"]
    assert overrides(said(), again, happened("2024-06-03", "OverrideCleared", field="risk")) == []


def test_any_part_of_the_standing_can_be_spoken_of_and_what_is_none_is_unknown() -> None:
    document = standing([registered(), *(ordered(on) for on in every(30, "2022-01-10", 29))], ON)
    fields = ("loyalty.behavioural", "momentum", "tier", "loyalty.type", "mood", "risk.signals")
    assert [computed(document, field) for field in fields] == [76, "steady", None, None, None, None]
