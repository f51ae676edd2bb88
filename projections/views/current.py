"""What the views can answer in place of the whole log, exactly: what they lack is taken in for the one answer.

Views are derived and may be missing, behind, or made by other rules; then the answer is None, and the log is asked.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import orjson

from ledger.errors import Unavailable
from projections.book_counts import BookCounts
from projections.calendar import is_month_end
from projections.clocks import Clocks
from projections.counting import COUNTED_TYPES
from projections.effective import REGISTERED
from projections.journal import LEDGER_STREAM
from projections.merging import swept_at
from projections.orders import ORDERED as PLACED
from projections.orders import RETURNED
from projections.views.book_slices import RowLog, count_customers
from projections.views.columns import ViewRow
from projections.views.concerned import change_of
from projections.views.fitness import fit_to_follow
from projections.views.kept_trade import CAME_BACK, ORDERED, TradeRows, counts_of_trade, tells_all
from projections.views.orders_table import ORDERS_TABLE
from projections.views.progress import Progress
from projections.views.reading import Overtaken, ViewsReading
from projections.views.returns_table import RETURNS
from projections.views.standing_table import BOOK_FIELDS, STANDING
from projections.views.step import News, Stepping, touched_by
from projections.views.store import Views

_BOOK_PLACES = [STANDING.names.index(name) for name in BOOK_FIELDS.values()]
AMENDING = COUNTED_TYPES - {REGISTERED, PLACED, RETURNED}  # who has an order was registered before it
MOST_NEWS = 1_000  # events the views may be behind; with more the whole log is read as fast

Answer = TypeVar("Answer")
Row = dict[str, Any]


def current_counts(views: Views, log: RowLog, clocks: Clocks) -> BookCounts | None:
    """The counts of the whole book at these clocks."""

    def ask(reading: ViewsReading) -> BookCounts | None:
        progress = _progress(reading, log, clocks)
        if progress is None or clocks.as_of > progress.as_of:
            return None
        if clocks.cut < progress.position:
            return _counts_on(reading, progress, log, clocks, _amended(log, clocks.cut, progress.position))
        news = _news(progress, log, clocks)
        if news is None:
            return None
        if clocks.as_of == progress.as_of or is_month_end(clocks.as_of, clocks.policy.zone):
            return Stepping(log=log, kept=reading.kept, rules=clocks.rules).counts_after(progress, news)
        return _counts_on(reading, progress, log, clocks, touched_by(news))

    return _ask(views, ask)


def present_counts(views: Views, log: RowLog, clocks: Clocks) -> BookCounts | None:
    """The same where the views stand at these very clocks, for next to nothing; None elsewhere."""

    def ask(reading: ViewsReading) -> BookCounts | None:
        progress = _progress(reading, log, clocks)
        return progress.counts if progress is not None and _stands_at(progress, clocks) else None

    return _ask(views, ask)


def current_rows(views: Views, log: RowLog, clocks: Clocks, codes: Iterable[str]) -> list[Row] | None:
    """The book rows of some customers; None unless the views stand at these very clocks."""

    def ask(reading: ViewsReading) -> list[Row] | None:
        progress = _progress(reading, log, clocks)
        if progress is None or not _stands_at(progress, clocks):
            return None
        return list(_book_rows(map(_book_columns, reading.kept(STANDING, progress.generation, codes))))

    return _ask(views, ask)


def current_book(views: Views, log: RowLog, clocks: Clocks) -> list[Row] | None:
    """The book rows at these clocks, by code; the keys of contracts section 4."""

    def ask(reading: ViewsReading) -> list[Row] | None:
        progress = _progress(reading, log, clocks)
        if progress is None or clocks.as_of != progress.as_of or clocks.cut < progress.position:
            return None
        news = _news(progress, log, clocks)
        if news is None:
            return None
        rows = reading.columns(STANDING, progress.generation, tuple(BOOK_FIELDS.values()))
        if news:
            step = Stepping(log=log, kept=reading.kept, rules=clocks.rules).take(progress, news)
            changed = step.differences[STANDING.name]
            gone = {row[0] for row in changed.gone}
            rows = sorted([*(row for row in rows if row[0] not in gone), *map(_book_columns, changed.come)])
        return list(_book_rows(rows))

    return _ask(views, ask)


def _progress(reading: ViewsReading, log: RowLog, clocks: Clocks) -> Progress | None:
    """How far these views are; None where they are of another log, or judged by other rules."""
    progress = reading.progress(clocks.rules)
    return progress if progress is not None and fit_to_follow(progress, log, clocks.rules) else None


def _stands_at(progress: Progress, clocks: Clocks) -> bool:
    return (progress.position, progress.as_of) == (clocks.cut, clocks.as_of)


def _news(progress: Progress, log: RowLog, clocks: Clocks) -> list[News] | None:
    """The events that these views lack at the clocks; None where there are too many."""
    lacking = list(islice(log.rows(after=progress.position, upto=clocks.cut), MOST_NEWS + 1))
    return None if len(lacking) > MOST_NEWS else [News.of(row) for row in lacking]


def _amended(log: RowLog, after: int, upto: int) -> set[str]:
    """Of whom something in between may have changed earlier orders."""
    return {row[2] for row in log.rows(after=after, upto=upto) if row[4] in AMENDING} - {LEDGER_STREAM}


def _counts_on(
    reading: ViewsReading, progress: Progress, log: RowLog, clocks: Clocks, others: Set[str]
) -> BookCounts | None:
    """The counts on a day, or at a position, before that of the views. others: whom the views cannot tell of."""
    if not tells_all(clocks.rules):
        return None
    ends = sorted((progress.position, clocks.cut))
    codes = change_of(log, others, after=ends[0], upto=ends[1]).codes
    there = set(codes)
    tables = ((ORDERS_TABLE, ORDERED), (RETURNS, CAME_BACK))
    rows = [reading.columns(table, progress.generation, names) for table, names in tables]
    kept = TradeRows(*([row for row in some if row[1] <= clocks.cut and row[0] not in there] for some in rows))
    counts = counts_of_trade(kept, as_of=clocks.as_of, rules=clocks.rules)
    return counts.plus(count_customers(log, codes, clocks, swept_at(log, clocks.cut))) if codes else counts


def _book_columns(row: ViewRow) -> ViewRow:
    return tuple(row[place] for place in _BOOK_PLACES)


def _book_rows(rows: Iterable[ViewRow]) -> Iterator[Row]:
    """rows: of the columns of a book row, by code."""
    read = cache(orjson.loads)  # few different texts stand in many rows; nobody changes what is shared
    for values in rows:
        row = dict(zip(BOOK_FIELDS, values, strict=True))
        row["signals"] = read(row["signals"])
        row["merged_into"] = None
        yield row


def _ask(views: Views, ask: Callable[[ViewsReading], Answer | None]) -> Answer | None:
    """Ask one snapshot; None where there is none that can be read, whatever the reason: the log can."""
    try:
        with views.snapshot() as reading:
            return None if reading is None else ask(reading)
    except (Unavailable, Overtaken):
        return None
