"""What the views can answer in place of the whole log, exactly: what they lack is taken in for the one answer.

Views are derived and may be missing, behind, or made by other rules; then the answer is None, and the log is asked.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import orjson

from projections.calendar import is_month_end
from projections.clocks import Clocks
from projections.parameters import Parameters, parameters_of
from projections.season import SeasonCounts
from projections.views.book_slices import RowLog, count_customers
from projections.views.columns import ViewRow
from projections.views.concerned import Change, change_of
from projections.views.fitness import fit_to_follow
from projections.views.orders_table import ORDERS_TABLE, counts_of_orders
from projections.views.progress import Progress
from projections.views.reading import Overtaken, ViewsReading
from projections.views.standing_table import BOOK_FIELDS, STANDING
from projections.views.step import News, Stepping, touched_by

MOST_NEWS = 1_000  # events the views may be behind; with more the whole log is read as fast

Answer = TypeVar("Answer")
Row = dict[str, Any]


def current_parameters(views: Path, log: RowLog, clocks: Clocks) -> Parameters | None:
    """What a judgement at these clocks needs of the whole book."""

    def ask(reading: ViewsReading) -> Parameters | None:
        progress = reading.progress(clocks.policy)
        news = _news(progress, log, clocks)
        if progress is None or news is None or clocks.as_of > progress.as_of:
            return None
        stepping = Stepping(log=log, kept=reading.kept, rules=clocks.rules)
        if clocks.as_of == progress.as_of or is_month_end(clocks.as_of, clocks.policy.zone):
            return parameters_of(stepping.counts_after(progress, news))
        change = change_of(log, touched_by(news), after=progress.position, upto=clocks.cut)
        return parameters_of(_counts_on(reading, progress, log, clocks, change))

    return _ask(views, ask)


def current_book(views: Path, log: RowLog, clocks: Clocks) -> list[Row] | None:
    """The book rows at these clocks, by code; the keys of contracts section 4."""

    def ask(reading: ViewsReading) -> list[Row] | None:
        progress = reading.progress(clocks.policy)
        news = _news(progress, log, clocks)
        if progress is None or news is None or clocks.as_of != progress.as_of:
            return None
        rows = reading.kept(STANDING, progress.generation)
        if news:
            step = Stepping(log=log, kept=reading.kept, rules=clocks.rules).take(progress, news)
            changed = step.differences[STANDING.name]
            rows = [*(row for row in rows if row not in changed.gone), *changed.come]
        return _book_rows(rows)

    return _ask(views, ask)


def _news(progress: Progress | None, log: RowLog, clocks: Clocks) -> list[News] | None:
    """The events that these views lack at the clocks; None where the views are of no use."""
    if progress is None or progress.position > clocks.cut or not fit_to_follow(progress, log, clocks.rules):
        return None
    lacking = list(islice(log.rows(after=progress.position, upto=clocks.cut), MOST_NEWS + 1))
    return None if len(lacking) > MOST_NEWS else [News.of(row) for row in lacking]


def _counts_on(reading: ViewsReading, progress: Progress, log: RowLog, clocks: Clocks, change: Change) -> SeasonCounts:
    """The counts on a day before that of the views."""
    kept = [row for row in reading.kept(ORDERS_TABLE, progress.generation) if row[0] not in change.codes]
    counts = counts_of_orders(kept, as_of=clocks.as_of, policy=clocks.policy)
    return counts.plus(count_customers(log, change.codes, clocks, change.swept)) if change.codes else counts


def _book_rows(rows: Iterable[ViewRow]) -> list[Row]:
    places = [STANDING.names.index(name) for name in BOOK_FIELDS.values()]
    found = []
    for values in sorted(rows):
        row = dict(zip(BOOK_FIELDS, [values[place] for place in places], strict=True))
        row["signals"] = orjson.loads(row["signals"])
        row["merged_into"] = None
        found.append(row)
    return found


def _ask(views: Path, ask: Callable[[ViewsReading], Answer | None]) -> Answer | None:
    """Ask one snapshot; None where the file cannot be read, whatever the reason: the log can."""
    if not views.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{views.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as opened:
            opened.execute("BEGIN")
            return ask(ViewsReading(opened.cursor()))
    except (sqlite3.Error, Overtaken):
        return None
