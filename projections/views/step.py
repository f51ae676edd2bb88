"""One step of the views: which rows differ once some events are taken in.

Law: whatever batches the events come in, the views equal a rebuild at the same position and day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from projections.book_counts import BookCounts
from projections.calendar import local_days, month_ends, months_before
from projections.clocks import Clocks
from projections.counting import COUNTED_TYPES
from projections.effective import REGISTERED
from projections.journal import LEDGER_STREAM, MERGING, RECORD_KEEPING, LogRow
from projections.merging import swept_at
from projections.parameters import Parameters
from projections.policy import PolicyVersion
from projections.views.book_slices import RowLog, Slices, count_customers
from projections.views.columns import Table, ViewRow
from projections.views.concerned import Change, change_of, changed_days, judged_differently
from projections.views.difference import Difference, difference, joined
from projections.views.history_table import HISTORY
from projections.views.kept_trade import CAME_BACK, ORDERED, TradeRows, counts_of_trade, tells_all
from projections.views.orders_table import ORDERS_TABLE
from projections.views.progress import Progress, progress_at
from projections.views.returns_table import RETURNS
from projections.views.slice import Slice, view_rows
from projections.views.standing_table import STANDING
from projections.views.tables import CUSTOMER_TABLES, JUDGED
from projections.views.timeline_table import TIMELINE

SAID_OF_THE_PAST = frozenset({*RECORD_KEEPING, *MERGING, REGISTERED})


class Kept(Protocol):
    """The rows a generation holds now: all of a table, or those of some customers."""

    def __call__(self, table: Table, generation: int, codes: Iterable[str] | None = None) -> list[ViewRow]: ...


class News(NamedTuple):
    """What a step needs to know of a new event."""

    position: int
    event_id: str
    customer: str
    type: str
    occurred_at: int
    recorded_at: int

    @classmethod
    def of(cls, row: LogRow) -> "News":
        return cls(row[0], row[1], row[2], row[4], row[6], row[7])


@dataclass(frozen=True, kw_only=True)
class Step:
    """before, after: progress. touched: whom the new events concern. differences: per table, whoever they are of."""

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
        """Judge the customers whom the events concern, and those whom a change of what the book says concerns.

        news: the events right after the progress, ascending, at least one.
        """
        last, change = news[-1], self._change(before, news)
        clocks = self._clocks(before, last.position, last.recorded_at)
        concerned = Slices(self.log, change.codes, clocks, change.swept)
        counts = self._counts(before, news, change, concerned)
        after = progress_at(clocks, generation=before.generation, event_id=last.event_id, counts=counts, before=before)
        parameters = after.parameters
        others = self._others(before, parameters) - set(change.codes)
        judged_again = Slices(self.log, sorted(others), clocks, change.swept)
        past = said_of_the_past(before.parameters, parameters, clocks)
        tables = made_of(news, without_history(CUSTOMER_TABLES, past or reach_the_past(news, clocks)))
        told = 0 if any(map(_says_of_the_past, news)) else before.position
        found: list[dict[str, Difference]] = [{table.name: Difference() for table in CUSTOMER_TABLES}]
        for slices, wanted in ((concerned, tables), (judged_again, without_history(JUDGED, past))):
            for codes, customers in slices:
                self.pulse()
                found.append(differences(self.kept, before, codes, customers, parameters, wanted, told=told))
        return Step(before=before, after=after, touched=frozenset(change.codes), differences=joined(found))

    def counts_after(self, before: Progress, news: Sequence[News]) -> BookCounts:
        """The counts of the whole book alone, once these events are taken in; none is fine."""
        if not news:
            return before.counts
        change = self._change(before, news)
        concerned = Slices(
            self.log, change.codes, self._clocks(before, news[-1].position, news[-1].recorded_at), change.swept
        )
        return self._counts(before, news, change, concerned)

    def _clocks(self, before: Progress, position: int, known_at: int | None) -> Clocks:
        return Clocks(as_of=before.as_of, known_at=known_at, position=position, cut=position, rules=self.rules)

    def _change(self, before: Progress, news: Sequence[News]) -> Change:
        return change_of(self.log, touched_by(news), after=before.position, upto=news[-1].position)

    def _counts(self, before: Progress, news: Sequence[News], change: Change, customers: Slices) -> BookCounts:
        """Those of the book, with what the concerned customers add now in place of what they added before."""
        if all(new.type not in COUNTED_TYPES for new in news):
            return before.counts
        return before.counts.plus(customers.counts().minus(self._added(before, change)))

    def _added(self, before: Progress, change: Change) -> BookCounts:
        """What the concerned customers added before; of the log where the kept rows do not tell."""
        if not tells_all(self.rules):
            clocks = self._clocks(before, before.position, before.known_at)
            return count_customers(self.log, change.codes, clocks, swept_at(self.log, before.position))
        rows = TradeRows(
            ORDERS_TABLE.some(ORDERED, self.kept(ORDERS_TABLE, before.generation, change.codes)),
            RETURNS.some(CAME_BACK, self.kept(RETURNS, before.generation, change.codes)),
        )
        return counts_of_trade(rows, as_of=before.as_of, rules=self.rules)

    def _others(self, before: Progress, parameters: Parameters) -> set[str]:
        """Who is judged differently because the whole book says something else."""
        earlier = before.parameters
        if parameters == earlier:
            return set()
        if parameters.cut_offs != earlier.cut_offs or not tells_all(self.rules):
            return {row[0] for row in self.kept(STANDING, before.generation)}
        orders = ORDERS_TABLE.some(ORDERED, self.kept(ORDERS_TABLE, before.generation))
        return judged_differently(orders, earlier, parameters, as_of=before.as_of, rules=self.rules)


def reach_the_past(news: Sequence[News], clocks: Clocks) -> bool:
    """Whether any month-end review may see these events: it sees what occurred by then, and whatever else was said of
    that; a registration names its customer whenever it occurred.
    """
    last = _last_month_end(clocks)
    return any(new.occurred_at <= last or _says_of_the_past(new) for new in news)


def made_of(news: Sequence[News], tables: Sequence[Table]) -> Sequence[Table]:
    """The tables whose rows these events may change."""
    if any(map(_says_of_the_past, news)):
        return tables
    kinds = {new.type for new in news}
    return [table for table in tables if table.types is None or table.types & kinds]


def _says_of_the_past(new: News) -> bool:
    """Whether it may change what earlier events say, or whose they are."""
    return new.customer == LEDGER_STREAM or new.type in SAID_OF_THE_PAST


def said_of_the_past(before: Parameters, after: Parameters, clocks: Clocks) -> bool:
    """Whether the book says something else to any month-end review."""
    if before.cut_offs != after.cut_offs:
        return True
    last = int(local_days(np.array([_last_month_end(clocks)]), clocks.policy.zone)[0])
    return any(day <= last for day in changed_days(before, after))


def _last_month_end(clocks: Clocks) -> int:
    zone = clocks.policy.zone
    return month_ends(months_before(clocks.as_of, 1, zone), clocks.as_of, zone)[-1]


def without_history(tables: Sequence[Table], past: bool) -> Sequence[Table]:
    """These tables where the past may differ; else those in which more than the past shows."""
    return tables if past else [table for table in tables if table is not HISTORY]


def differences(
    kept: Kept,
    before: Progress,
    codes: Sequence[str],
    customers: Slice,
    parameters: Parameters,
    wanted: Sequence[Table],
    *,
    told: int = 0,
) -> dict[str, Difference]:
    """What these customers' rows are, against what is kept for these codes. told: the last position whose row of the
    timeline stands as it is kept, and so do those of all before it.
    """
    rows = view_rows(customers, parameters, wanted=wanted, told=told)

    def kept_of(table: Table) -> Iterable[ViewRow]:
        return () if table is TIMELINE and told else kept(table, before.generation, codes)

    return {table.name: difference(kept_of(table), rows[table.name]) for table in wanted}


def touched_by(news: Sequence[News]) -> set[str]:
    """The customers of some events."""
    return {new.customer for new in news} - {LEDGER_STREAM}
