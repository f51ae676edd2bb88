"""Of sections 4 and 8 of the model what is no score: trend, locks, safeguards, trade, the rule of the row."""

from tests.model.section import Row, Section


def _rows(file: str, names: tuple[str, ...], outcome: str, head: str = "") -> tuple[Row, ...]:
    return tuple(Row(item=f"{head}{name}", file=file, word=f'"{name}"', outcomes=(outcome,)) for name in names)


TREND = Section(
    title="Trend",
    heads=("trend", "is"),
    rows=(Row(item="trend", file="projections/loyalty/judged.py", word='"flat"', outcomes=("up", "flat", "down")),),
)

LOCKS = Section(
    title="Locks",
    heads=("lock", "is"),
    rows=(
        *_rows("projections/loyalty/switching_cost.py", ("our_lock_in", "mutual_lock"), "bound"),
        Row(
            item="one_sided",
            file="projections/loyalty/switching_cost.py",
            word='"one_sided"',
            outcomes=("customer", "us"),
        ),
    ),
)

SAFEGUARDS = Section(
    title="Safeguards of communication",
    heads=("safeguard", "is"),
    rows=_rows("projections/loyalty/safeguards.py", ("counterpart_named", "rhythm_kept", "executive_channel"), "met"),
)

TRADE = Section(
    title="Trade",
    heads=("indicator", "is"),
    rows=_rows(
        "projections/loyalty/trade_figures.py",
        (
            "volume",
            "delivery_days",
            "on_time",
            "payment_days",
            "quotations_won",
            "resolution_days",
            "returned",
            "mean_discount",
            "contact_days_per_order",
        ),
        "known",
        "trade: ",
    ),
)

ROW_RULE = Section(
    title="The row rule",
    heads=("rule", "won by"),
    rows=(Row(item="won_by", file="projections/drivers/document.py", word='"won_by"', outcomes=("price", "brand")),),
)
