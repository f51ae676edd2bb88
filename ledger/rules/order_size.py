"""An order far above the usual is often a slip of the pen."""

from collections.abc import Iterator

from ledger.money import to_minor
from ledger.rules.case import Case

EARLIER_ORDERS = 24
FEWEST = 5
TIMES = 20


def check_order_size(case: Case) -> Iterator[str]:
    """Flag `order_unusually_large`: over 20 times the median of the earlier orders in its currency, from 5 of them on.

    Those are the latest 24, as they were recorded: their median bears a few that were corrected or cancelled since.
    """
    if not case.earlier_orders:
        return
    currency = case.data["currency"]
    sizes = sorted(one.minor for one in case.earlier_orders if one.currency == currency)
    if len(sizes) < FEWEST:
        return
    middle = len(sizes) // 2
    twice_the_median = sizes[middle] + sizes[-1 - middle]
    if 2 * to_minor(case.data["amount"], currency) > TIMES * twice_the_median > 0:
        yield "order_unusually_large"
