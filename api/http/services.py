"""What the routes and pages work with: one frozen bundle, put together where the application is built."""

from collections.abc import Callable
from dataclasses import dataclass

from api.books import Books, Follower
from api.http.live.tail import Tail
from api.http.metrics import Metrics
from ledger.application import Ledger
from projections.clocks import Clocks, resolve


@dataclass(frozen=True, kw_only=True)
class Services:
    """ledger: open, shared by all threads. clock: microseconds since 1970 UTC. follower: None where no views are kept.

    books: what the whole book says at any clocks, kept at hand. tail: tells how far the log can be shown, and wakes who
    waits for more.
    """

    ledger: Ledger
    clock: Callable[[], int]
    tail: Tail
    metrics: Metrics
    books: Books
    follower: Follower | None = None

    def clocks(self, *, as_of: str | None, known_at: str | None, policy: str | None) -> Clocks:
        """The three clocks as a request names them; Invalid for one that cannot be read."""
        return resolve(self.ledger, as_of=as_of, known_at=known_at, policy=policy, now=self.clock())
