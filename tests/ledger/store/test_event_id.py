"""Event ids are UUIDv7."""

import os
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.event_id import RANDOM_BYTES, new_event_id

moments = st.integers(min_value=0, max_value=253_402_300_799_999_999)  # 1970 to 9999


@settings(deadline=None)
@given(moments, st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_an_event_id_is_a_uuid_of_version_seven_with_its_time(at: int, random: bytes) -> None:
    text = new_event_id(at, random)
    uuid = UUID(text)
    assert str(uuid) == text
    assert uuid.version == 7
    assert uuid.variant == "specified in RFC 4122"
    assert uuid.int >> 80 == at // 1000


@settings(deadline=None)
@given(moments, moments)
def test_a_later_event_id_sorts_later(one: int, other: int) -> None:
    if one != other:
        earlier, later = sorted((one, other))
        assert new_event_id(earlier, b"\xff" * 8) < new_event_id(later, b"\x00" * 8)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_event_id(1_741_953_600_000_000, os.urandom(RANDOM_BYTES)) for _ in range(10_000)}) == 10_000
