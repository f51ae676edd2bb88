"""The signals of domain model section 9: one file each, and the list of all of them."""

from projections.signals.definition import Signal
from projections.signals.order_overdue import ORDER_OVERDUE

SIGNALS: tuple[Signal, ...] = (ORDER_OVERDUE,)
