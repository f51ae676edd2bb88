"""Law: whichever byte of whichever stored value of an event is turned, the event is found and named."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ledger.columns import COLUMNS
from ledger.proof.verifying import verify
from tests.laws.effort import long_run

Around = Callable[[Path], Any]
EVENTS = 16


def turned(value: int | str | bytes, place: int, mask: int) -> int | bytes:
    """The value with one byte turned; text as the bytes that then stand there, whether or not they are text."""
    if isinstance(value, int):
        return value ^ (mask << 8 * (place % 6))
    content = bytearray(value if isinstance(value, bytes) else value.encode())
    content[place % len(content)] ^= mask
    return bytes(content)


@pytest.mark.props
@settings(
    max_examples=1_000 if long_run() else 40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    position=st.integers(1, EVENTS),
    column=st.sampled_from(COLUMNS),
    place=st.integers(0, 1000),
    mask=st.integers(1, 255),
)
def test_a_turned_byte_is_found_in_the_event_that_holds_it(
    sound: Path, tmp_path: Path, around: Around, position: int, column: str, place: int, mask: int
) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(sound.read_bytes())
    try:
        with around(file) as connection:
            value = connection.execute(f"SELECT {column} FROM events WHERE position = ?", (position,)).fetchone()[0]
            assume(value is not None)
            cast = "?" if isinstance(value, (int, bytes)) else "CAST(? AS TEXT)"
            connection.execute(
                f"UPDATE events SET {column} = {cast} WHERE position = ?", (turned(value, place, mask), position)
            )
    except (sqlite3.IntegrityError, OverflowError):
        assume(False)  # the index of a key stands in the way
    found = verify(file)
    assert found.differences[0].position == position, found.differences
    assert found.events == position - 1
