"""Do the events follow each other as they were appended? Over rows in a given order, one at a time."""

from collections.abc import Iterable, Iterator
from typing import Any

from ledger.proof.difference import Difference


def versions_apart(rows: Iterable[tuple[int, bytes, int]]) -> Iterator[Difference]:
    """(position, stream, version) by stream, then version: where these are not 1, 2, 3 ... as positions rise."""
    stream: bytes | None = None
    version = position = 0
    for new_position, new_stream, new_version in rows:
        if new_stream != stream:
            stream, version, position = new_stream, 0, 0
        if new_version != version + 1:
            yield Difference(
                position=new_position,
                what=f"it is version {new_version} of its stream where version {version + 1} must stand",
            )
        elif new_position <= position:
            yield Difference(
                position=new_position,
                what=f"it is version {new_version} of its stream but stands before version {version}",
            )
        version, position = new_version, new_position


def doubled(name: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[Difference]:
    """(position, key ...) by key: where the key of another event comes again. name: what the key is called."""
    before: tuple[Any, ...] = ()
    for position, *key in rows:
        if before[1:] == tuple(key):
            yield Difference(position=max(position, before[0]), what=f"its {name} is that of event {before[0]} too")
        before = (position, *key)
