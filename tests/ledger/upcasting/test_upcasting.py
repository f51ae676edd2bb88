"""The chain from every stored schema to the current one: without a gap, and followed step by step."""

from dataclasses import replace
from typing import Any

import pytest

from ledger.catalogue import CATALOGUE, EventType
from ledger.errors import Unavailable
from ledger.in_force import CORRECTED
from ledger.unknown_events import UnknownEvents
from ledger.upcasting import UPCASTING, Step, Upcasting


def catalogue(**schemas: int) -> dict[str, EventType]:
    names = {"TierAssigned": 1, "OwnerAssigned": 1, CORRECTED: 1} | schemas
    return {name: replace(CATALOGUE[name], schema=schema) for name, schema in names.items()}


def marks(name: str, schema: int) -> Step:
    """A step that leaves its mark, so that one sees which were taken, and in which order."""

    def upgrade(data: Any) -> dict[str, Any]:
        return {**data, "steps": [*data.get("steps", ()), schema]}

    return Step(type=name, schema=schema, upgrade=upgrade)


TIER_1, TIER_2, OWNER_1 = marks("TierAssigned", 1), marks("TierAssigned", 2), marks("OwnerAssigned", 1)
THREE = Upcasting(
    catalogue=catalogue(TierAssigned=3, OwnerAssigned=2, EventCorrected=4), steps=(TIER_1, OWNER_1, TIER_2)
)


def test_the_chain_of_this_version_has_no_gap() -> None:
    UPCASTING.check()


def test_a_whole_chain_passes() -> None:
    THREE.check()
    Upcasting(catalogue=catalogue(), steps=()).check()


@pytest.mark.parametrize(
    ("schemas", "steps", "named"),
    [
        ({"TierAssigned": 2}, (), "from schema 1 of TierAssigned to 2"),
        ({"TierAssigned": 3, "EventCorrected": 2}, (TIER_1,), "from schema 2 of TierAssigned to 3"),
        ({"TierAssigned": 3, "EventCorrected": 2}, (TIER_2,), "schema 2 of TierAssigned"),
        ({"TierAssigned": 3, "EventCorrected": 3}, (TIER_2, TIER_1), "schema 2 of TierAssigned"),
        ({"TierAssigned": 2, "EventCorrected": 3}, (TIER_1, TIER_1), "schema 1 of TierAssigned"),
        ({"TierAssigned": 1, "EventCorrected": 2}, (TIER_1,), "from schema 2 of TierAssigned to 1"),
        ({"EventCorrected": 2}, (marks("VisitMade", 1),), "VisitMade"),
        ({"EventCorrected": 2}, (marks(CORRECTED, 1),), CORRECTED),
        ({"TierAssigned": 2, "EventCorrected": 1}, (TIER_1,), f"schema of {CORRECTED}"),
        ({"EventCorrected": 2}, (), f"schema of {CORRECTED}"),
    ],
)
def test_a_gap_is_found_and_named(schemas: dict[str, int], steps: tuple[Step, ...], named: str) -> None:
    with pytest.raises(Unavailable, match=named) as found:
        Upcasting(catalogue=catalogue(**schemas), steps=steps).check()
    assert found.value.remedy


@pytest.mark.parametrize(
    ("name", "schema", "taken"),
    [("TierAssigned", 1, [1, 2]), ("TierAssigned", 2, [2]), ("OwnerAssigned", 1, [1])],
)
def test_data_go_through_every_step_from_where_they_were_stored(name: str, schema: int, taken: list[int]) -> None:
    assert THREE.upcast(name, schema, {"kept": 1}) == {"kept": 1, "steps": taken}


@pytest.mark.parametrize(("name", "schema"), [("TierAssigned", 3), (CORRECTED, 4), (CORRECTED, 1)])
def test_what_is_current_is_handed_back_itself(name: str, schema: int) -> None:
    data = {"tier": "A"}
    assert THREE.upcast(name, schema, data) is data


def test_the_current_form_of_an_event_says_its_schema_and_a_correction_keeps_its_number() -> None:
    assert THREE.current("TierAssigned", 2, {}) == (3, {"steps": [2]})
    assert THREE.current(CORRECTED, 2, {"data": {}}) == (2, {"data": {}})
    assert THREE.current("TierAssigned", 4, {"x": 1}) == (4, {"x": 1})
    assert THREE.current("OrderSplit", 1, {"x": 1}) == (1, {"x": 1})


@pytest.mark.parametrize(
    ("original", "schema", "taken"),
    [
        ("TierAssigned", 1, [1, 2]),
        ("TierAssigned", 2, [2]),
        ("TierAssigned", 3, [2]),
        ("TierAssigned", 4, None),
        ("OwnerAssigned", 1, [1]),
        ("OwnerAssigned", 2, [1]),
        ("OwnerAssigned", 3, None),
    ],
)
def test_what_a_correction_says_was_written_in_the_schema_of_its_day(
    original: str, schema: int, taken: list[int] | None
) -> None:
    assert THREE.upcast_correction(original, schema, {}) == ({} if taken is None else {"steps": taken})


def test_types_and_schemas_of_a_later_version_are_not_understood() -> None:
    assert UPCASTING.understands("OrderPlaced", CATALOGUE["OrderPlaced"].schema)
    assert not UPCASTING.understands("OrderPlaced", CATALOGUE["OrderPlaced"].schema + 1)
    assert not UPCASTING.understands("OrderPlaced", 0)
    assert not UPCASTING.understands("OrderSplit", 1)


class TestUnknownEvents:
    def test_nothing_skipped_is_nothing_said(self) -> None:
        unknown = UnknownEvents()
        assert not unknown.skip("OrderPlaced", 1)
        assert unknown.warning() is None

    def test_all_that_was_skipped_is_told_in_one_sentence(self) -> None:
        unknown = UnknownEvents()
        assert unknown.skip("OrderSplit", 1)
        assert unknown.skip("OrderPlaced", 99, events=2)
        assert unknown.skip("OrderSplit", 1)
        assert unknown.warning() == (
            "4 events were skipped, recorded by a later version of Guanxi: OrderPlaced of schema 99 (2), "
            "OrderSplit of schema 1 (2). Upgrade Guanxi to count them."
        )

    def test_one_is_one(self) -> None:
        unknown = UnknownEvents()
        unknown.skip("OrderSplit", 1)
        assert str(unknown.warning()).startswith("1 event was skipped")
