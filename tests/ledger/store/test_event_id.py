"""Event ids are UUIDv7."""

import os
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.event_id import RANDOM_BYTES, EventIds

moments = st.integers(min_value=0, max_value=253_402_300_799_999_999)  # 1970 to 9999


def an_id(at: int, random: bytes) -> str:
    return EventIds(at, lambda count: random[:count])()


@settings(deadline=None)
@given(moments, st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_an_event_id_is_a_uuid_of_version_seven_with_its_time(at: int, random: bytes) -> None:
    text = an_id(at, random)
    uuid = UUID(text)
    assert str(uuid) == text
    assert uuid.version == 7
    assert uuid.variant == "specified in RFC 4122"
    assert uuid.int >> 80 == at // 1000
    assert uuid.int & (1 << 62) - 1 == int.from_bytes(random) >> 2


@settings(deadline=None)
@given(moments, moments)
def test_a_later_event_id_sorts_later(one: int, other: int) -> None:
    if one != other:
        earlier, later = sorted((one, other))
        assert an_id(earlier, b"\xff" * 8) < an_id(later, b"\x00" * 8)


@pytest.mark.parametrize("expected", [0, 1, 7, 20_000])
def test_ids_of_one_moment_differ_however_many_were_expected(expected: int) -> None:
    new_id = EventIds(1_741_953_600_000_000, os.urandom, expected=expected)
    assert len({new_id() for _ in range(10_000)}) == 10_000
