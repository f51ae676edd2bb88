"""The median gap between a customer's order-days."""

import numpy as np

from projections.figures import half_up
from projections.order_days import OrderDays
from projections.windows import Ints


def median_gap_days(days: OrderDays, column: int, customers: Ints) -> dict[int, int | None]:
    """Per customer the median of all its gaps as seen by `column`, in whole days, half up; None before the second
    order-day.
    """
    medians: dict[int, int | None] = {}
    for customer in customers.tolist():
        start = days.start[days.sequence[customer, column]]
        gaps = np.diff(days.day[start : start + days.count[customer, column]])
        medians[customer] = half_up(float(np.median(gaps))) if len(gaps) else None
    return medians
