"""The table `season`: what the whole book ordered, which judges each customer's fall in orders."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from projections.calendar import day_number, from_day_number
from projections.season import SeasonCounts, SeasonWindow, WindowCounts
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow

SEASON = Table(
    name="season",
    grain="one review day (every month end, and today) and one window of a policy that judges then or later",
    key=("review_on", "window_days", "reference_days"),
    whose=None,
    columns=(
        Column(name="review_on", type=TEXT, meaning="day of the review"),
        Column(name="window_days", type=INTEGER, meaning="length of the window that ends with it", unit="days"),
        Column(name="reference_days", type=INTEGER, meaning="length of the reference before it", unit="days"),
        Column(name="order_days", type=INTEGER, meaning="order-days of all customers in the window"),
        Column(
            name="customer_days",
            type=INTEGER,
            meaning="days in the window, summed over customers from the day after their first order on",
            unit="days",
        ),
        Column(name="order_days_before", type=INTEGER, meaning="order-days in the reference before the window"),
        Column(name="customer_days_before", type=INTEGER, meaning="customer_days of the reference", unit="days"),
        Column(
            name="season_index",
            type=REAL,
            meaning="order-days per customer-day in the window over the same before it, 0.5 to 2 in steps of 0.05",
        ),
    ),
)


def season_rows(counts: SeasonCounts) -> list[ViewRow]:
    return [
        (str(from_day_number(day)), *window, *figures, index.get(day, 1.0))
        for window, found in sorted(counts.by_window.items())
        for index in (found.index(),)
        for day, figures in zip(found.days.tolist(), found.counts.tolist(), strict=True)
    ]


def season_counts_of(rows: Iterable[ViewRow]) -> SeasonCounts:
    """The counts again, from all rows of the table."""
    read: dict[SeasonWindow, dict[int, Sequence[int]]] = {}
    for on, window_days, reference_days, *figures, _ in rows:
        read.setdefault(SeasonWindow(window_days, reference_days), {})[day_number(date.fromisoformat(on))] = figures
    return SeasonCounts(by_window={window: _counts_of(by_day) for window, by_day in read.items()})


def _counts_of(by_day: dict[int, Sequence[int]]) -> WindowCounts:
    days = sorted(by_day)
    return WindowCounts(
        days=np.array(days, dtype=np.int64), counts=np.array([by_day[day] for day in days], dtype=np.int64)
    )
