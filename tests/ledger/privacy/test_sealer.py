"""Sealing: what is personal lies in a box, the box belongs to one event, and opens only with every key."""

import os
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.canonical import canonical
from ledger.errors import Unavailable
from ledger.privacy.keyring import Keyring
from ledger.privacy.person import Person
from ledger.privacy.pointers import put, take
from ledger.privacy.sealer import Place, Sealer

PLACE = Place("0192f0aa-0000-7000-8000-000000000001", "C-1", 3, "VisitMade", 1)
VISIT = {"contact_ids": ["K2", "K1"], "purpose": "sales", "outcome": "they will think it over", "topics": "prices"}
FIELDS = ("/outcome", "/topics", "/next_step")


@pytest.fixture
def sealer(keyring: Keyring) -> Sealer:
    return Sealer(keyring, os.urandom)


def sealed_visit(sealer: Sealer) -> Any:
    return sealer.seal(PLACE, VISIT, pointers=FIELDS, contacts=("K2", "K1"))


def test_what_was_sealed_opens_as_it_was(sealer: Sealer) -> None:
    opened = sealer.open(PLACE, orjson.loads(canonical(sealed_visit(sealer))))
    assert opened.data == VISIT
    assert opened.unreadable == ()


def test_only_the_named_fields_are_sealed_and_nothing_of_them_stays_in_clear(sealer: Sealer) -> None:
    stored = sealed_visit(sealer)
    assert stored["purpose"] == "sales"
    assert set(stored) == {"contact_ids", "purpose", "$sealed"}
    assert stored["$sealed"]["fields"] == ["/outcome", "/topics"]
    assert stored["$sealed"]["people"] == [["K1", 1], ["K2", 1]]
    assert b"think" not in canonical(stored)


def test_data_without_personal_fields_stays_as_it_is_and_needs_no_key(sealer: Sealer, tmp_path: Path) -> None:
    order = {"order_id": "SO-1", "amount": "12.00", "currency": "CNY"}
    assert sealer.seal(PLACE, order, pointers=("/reason",), contacts=()) is order
    assert sealer.open(PLACE, order).data is order
    assert list(tmp_path.iterdir()) == []


def test_with_nobody_named_the_customer_holds_the_key(sealer: Sealer, keyring: Keyring) -> None:
    stored = sealer.seal(PLACE, {"text": "a note"}, pointers=("/text",), contacts=())
    assert stored["$sealed"]["people"] == [["", 1]]
    keyring.destroy(Person("C-1", ""))
    assert sealer.open(PLACE, stored).data == {"text": "erased"}


@pytest.mark.parametrize("erased", ["K1", "K2"])
def test_erasing_any_one_person_makes_the_box_unreadable(sealer: Sealer, keyring: Keyring, erased: str) -> None:
    stored = sealed_visit(sealer)
    keyring.destroy(Person("C-1", erased))
    opened = sealer.open(PLACE, stored)
    assert opened.data == {**VISIT, "outcome": "erased", "topics": "erased"}
    assert opened.unreadable == ("/outcome", "/topics")


def test_erasing_a_stranger_changes_nothing(sealer: Sealer, keyring: Keyring) -> None:
    stored = sealed_visit(sealer)
    keyring.newest([Person("C-2", "K1"), Person("C-1", "")])
    keyring.destroy(Person("C-2", "K1"))
    keyring.destroy(Person("C-1", ""))
    assert sealer.open(PLACE, stored).data == VISIT


def test_nested_fields_are_sealed_where_they_stand(sealer: Sealer) -> None:
    correction = {"event_id": "e", "data": {"contact_id": "K1", "name": "Li Wei"}, "reason": "misspelt"}
    stored = sealer.seal(PLACE, correction, pointers=("/data/name", "/data/email", "/reason"), contacts=("K1",))
    assert stored["data"] == {"contact_id": "K1"}
    assert "reason" not in stored
    assert correction["data"] == {"contact_id": "K1", "name": "Li Wei"}
    assert sealer.open(PLACE, stored).data == correction


@pytest.mark.parametrize(
    "change",
    [{"event_id": "0192f0aa-0000-7000-8000-000000000002"}, {"version": 4}, {"type": "CallMade"}, {"schema": 2}],
)
def test_a_box_moved_to_another_place_does_not_open(sealer: Sealer, change: dict[str, Any]) -> None:
    stored = sealed_visit(sealer)
    with pytest.raises(Unavailable, match="do not open"):
        sealer.open(PLACE._replace(**change), stored)


def test_a_box_moved_to_another_customer_does_not_open(sealer: Sealer, keyring: Keyring) -> None:
    stored = sealed_visit(sealer)
    keyring.newest([Person("C-2", "K1"), Person("C-2", "K2")])
    with pytest.raises(Unavailable, match="do not open"):
        sealer.open(PLACE._replace(stream="C-2"), stored)


def test_swapped_fields_do_not_open(sealer: Sealer) -> None:
    stored = sealed_visit(sealer)
    stored["$sealed"]["fields"].reverse()
    with pytest.raises(Unavailable, match="do not open"):
        sealer.open(PLACE, stored)


names = st.sampled_from(["a", "b", "c"])
values = st.recursive(st.text(max_size=3) | st.none(), lambda inner: st.dictionaries(names, inner), max_leaves=6)
pointers = st.lists(names, min_size=1, max_size=3).map(lambda way: "/" + "/".join(way))


@settings(deadline=None)
@given(st.dictionaries(names, values), pointers)
def test_taking_a_field_and_putting_it_back_changes_nothing(data: dict[str, Any], pointer: str) -> None:
    before = orjson.dumps(data)
    clear, taken = take(data, [pointer])
    assert put(clear, taken) == data
    assert orjson.dumps(data) == before
    assert set(taken) <= {pointer}
