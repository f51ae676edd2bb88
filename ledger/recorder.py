"""What every store of the log can do, and what eventsourcing asks of it, told in the ledger's own words."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from ledger.log_row import Entry, Placement, Row, Unplaced
from ledger.reading import NO_END, Reading
from ledger.subscription import LedgerSubscription
from ledger.writing import Writing

if TYPE_CHECKING:
    from ledger.postgres.datastore import LedgerDatastore


class LedgerRecorder(ApplicationRecorder):
    """Appends and selects events; notification ids are positions, which run 1, 2, 3 ... without a gap.

    A store brings `reading`, `writing` and `subscribe`; the contract suite in tests/ledger/store holds it to them.
    """

    clock: Callable[[], int]  # microseconds since 1970 UTC
    database: "LedgerDatastore | None" = None  # the connections, where the log stands in a database

    @abstractmethod
    def reading(self) -> AbstractContextManager[Reading]:
        """One snapshot of the log."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Writing]:
        """The write lock; what was appended is in the log, and durable, when the block is left without an error."""

    @abstractmethod
    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> LedgerSubscription:
        """Events after position `gt` as they come, those of other processes too; use it in a `with`."""

    def append(self, entries: Sequence[Entry]) -> Placement:
        """Write these events, all or none; IntegrityError when a version or an external id is taken by now."""
        with self.writing() as writing:
            return writing.append(entries, self.clock())

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        entries = [event.entry for event in stored_events if isinstance(event, Unplaced)]
        if len(entries) != len(stored_events):
            raise TypeError("only events made by the ledger's own mapper have all its columns")
        first = self.append(entries).first_position
        return range(first, first + len(entries))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[Row]:
        with self.reading() as reading:
            return reading.stream_page(
                str(originator_id),
                after_version=gt or 0,
                upto_version=NO_END if lte is None else lte,
                limit=NO_END if limit is None else limit,
                descending=desc,
            )

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Row]:
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        with self.reading() as reading:
            return reading.page(after=after, upto=NO_END if stop is None else stop, limit=limit, types=topics)

    def max_notification_id(self) -> int:
        """The last position; 0 in an empty log."""
        with self.reading() as reading:
            return reading.last()[0]
