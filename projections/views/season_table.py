"""The table `season`: what the whole book ordered, which judges each customer's fall in orders."""

from datetime import date

import numpy as np

from projections.calendar import day_number, from_day_number
from projections.season import SeasonCounts, season_windows
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table, ViewRow
from projections.volume_limits import VolumeFallingLimits

SEASON = Table(
    name="season",
    grain="one review day (every month end, and today) and one length of window",
    key=("review_on", "window_days"),
    whose=None,
    columns=(
        Column(name="review_on", type=TEXT, meaning="day of the review"),
        Column(name="window_days", type=INTEGER, meaning="length of the window that ends with it", unit="days"),
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
    index = counts.index()
    days = counts.days.tolist()
    return [
        (str(from_day_number(day)), window, *figures, index[window].get(day, 1.0))
        for window, of_window in zip(counts.windows, counts.counts.tolist(), strict=True)
        for day, figures in zip(days, of_window, strict=True)
    ]


def season_counts_of(rows: list[ViewRow], policy: VolumeFallingLimits) -> SeasonCounts:
    """The counts again, from all rows of the table."""
    windows = season_windows(policy)
    days = sorted({str(row[0]) for row in rows})
    counts = np.zeros((len(windows), len(days), 4), dtype=np.int64)
    for on, window, *figures, _ in rows:
        counts[windows.index(window), days.index(on)] = figures
    numbers = np.array([day_number(date.fromisoformat(on)) for on in days], dtype=np.int64)
    return SeasonCounts(windows=windows, days=numbers, counts=counts)
