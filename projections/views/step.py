"""One step of the views: which rows differ once some events are taken in.

Law: whatever batches the events come in, the views equal a rebuild at the same position and day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from projections.clocks import Clocks
from projections.journal import LEDGER_STREAM, LogRow
from projections.parameters import COUNTED_TYPES, Parameters, parameters_of
from projections.policy import PolicyVersion
from projections.season import SeasonCounts
from projections.views.book_slices import RowLog, batches
from projections.views.columns import Table, ViewRow
from projections.views.concerned import concerned
from projections.views.difference import Difference, difference, joined
from projections.views.history_table import HISTORY
from projections.views.orders_table import ORDERS_TABLE, counts_of_orders
from projections.views.progress import Progress, progress_at
from projections.views.signals_table import SIGNALS_TABLE
from projections.views.slice import Slice, read_slice, view_rows
from projections.views.standing_table import STANDING
from projections.views.tables import CUSTOMER_TABLES

JUDGED = (STANDING, SIGNALS_TABLE, HISTORY)  # the tables into which the season of the book enters


class Kept(Protocol):
    """The rows a generation holds now: all of a table, or those of some customers."""

    def __call__(self, table: Table, generation: int, codes: Iterable[str] | None = None) -> list[ViewRow]: ...


class News(NamedTuple):
    """What a step needs to know of a new event."""

    position: int
    event_id: str
    customer: str
    type: str
    recorded_at: int

    @classmethod
    def of(cls, row: LogRow) -> "News":
        return cls(row[0], row[1], row[2], row[4], row[7])


@dataclass(frozen=True, kw_only=True)
class Step:
    """before, after: progress. touched: customers with new events. differences: per table, whoever they concern."""

    before: Progress
    after: Progress
    touched: frozenset[str]
    differences: Mapping[str, Difference]


@dataclass(frozen=True, kw_only=True)
class Stepping:
    """What steps work with: the log, the kept rows, the rules. pulse: called every now and then in long work, which an
    exception from it ends without a trace.
    """

    log: RowLog
    kept: Kept
    rules: PolicyVersion
    pulse: Callable[[], None] = lambda: None

    def take(self, before: Progress, news: Sequence[News]) -> Step:
        """Judge the touched customers, and those whom a change of the season concerns.

        news: the events right after the progress, ascending, at least one.
        """
        clocks = self._clocks(before, news[-1])
        codes = sorted(touched_by(news))
        customers = self._slice(codes, clocks)
        counts = self._counts(before, news, codes, customers)
        after = progress_at(clocks, generation=before.generation, event_id=news[-1].event_id, counts=counts)
        parameters = parameters_of(counts)
        found = [differences(self.kept, before, codes, customers, parameters, CUSTOMER_TABLES)]
        others = self._others(before, parameters) - set(codes)
        for some in batches(sorted(others)):
            self.pulse()
            found.append(differences(self.kept, before, some, self._slice(some, clocks), parameters, JUDGED))
        return Step(before=before, after=after, touched=frozenset(codes), differences=joined(found))

    def counts_after(self, before: Progress, news: Sequence[News]) -> SeasonCounts:
        """The counts of the whole book alone, once these events are taken in; none is fine."""
        if not news:
            return before.counts
        codes = sorted(touched_by(news))
        return self._counts(before, news, codes, self._slice(codes, self._clocks(before, news[-1])))

    def _clocks(self, before: Progress, last: News) -> Clocks:
        return Clocks(
            as_of=before.as_of, known_at=last.recorded_at, position=last.position, cut=last.position, rules=self.rules
        )

    def _slice(self, codes: Sequence[str], clocks: Clocks) -> Slice:
        return read_slice(list(self.log.rows(streams=codes, upto=clocks.cut)) if codes else [], clocks)

    def _counts(self, before: Progress, news: Sequence[News], codes: Sequence[str], customers: Slice) -> SeasonCounts:
        """Those of the book, with what the touched customers add now in place of what they added before."""
        if all(new.type not in COUNTED_TYPES for new in news):
            return before.counts
        orders = self.kept(ORDERS_TABLE, before.generation, codes)
        added = counts_of_orders(orders, as_of=before.as_of, policy=self.rules.policy)
        return before.counts.minus(added).plus(customers.counts())

    def _others(self, before: Progress, parameters: Parameters) -> set[str]:
        """Who is judged differently because the season of the book is another one."""
        earlier = parameters_of(before.counts)
        if parameters == earlier:
            return set()
        orders = self.kept(ORDERS_TABLE, before.generation)
        return concerned(orders, earlier, parameters, as_of=before.as_of, policy=self.rules.policy)


def differences(
    kept: Kept,
    before: Progress,
    codes: Sequence[str],
    customers: Slice,
    parameters: Parameters,
    wanted: Sequence[Table],
) -> dict[str, Difference]:
    """What these customers' rows are, against what is kept for these codes."""
    rows = view_rows(customers, parameters, wanted=wanted)
    return {table.name: difference(kept(table, before.generation, codes), rows[table.name]) for table in wanted}


def touched_by(news: Sequence[News]) -> set[str]:
    """The customers of some events."""
    return {new.customer for new in news} - {LEDGER_STREAM}
