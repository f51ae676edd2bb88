"""A log as it is stored, for a verification: every value as it stands there, text as its bytes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from ledger.proof.difference import Difference


class StoredLog(Protocol):
    """Reads only. upto: inclusive."""

    @property
    def unreadable(self) -> tuple[type[Exception], ...]:
        """What is raised where something stored cannot be read."""

    def last(self) -> int:
        """The last position, 0 where there is none."""

    def rows(self, after: int, upto: int, limit: int) -> Iterable[Sequence[Any]]:
        """The columns of at most `limit` events by position, ascending; after: exclusive."""

    def versions(self, upto: int) -> Iterable[tuple[int, bytes, int]]:
        """(position, stream, version) by stream, then version, then position."""

    def event_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        """(position, event_id) by event_id, then position."""

    def external_ids(self, upto: int) -> Iterable[tuple[Any, ...]]:
        """(position, source, external_id) by source and external_id, then position."""

    def differences(self) -> Iterator[Difference]:
        """What is wrong with the store as a whole."""
