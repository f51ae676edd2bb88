"""Open spells of complaints: from raising or reopening until resolved."""

import polars as pl

from projections.effective import History

OPENS = ("ComplaintRaised", "ComplaintReopened")


def open_spells(history: History) -> pl.DataFrame:
    """Rows c, complaint_id, position, severity, reopened, opened_at, closed_at (null while open); by c, then time.

    severity: as raised. position: of the event that opened the spell.
    """
    rows = history.of(*OPENS, "ComplaintResolved").frame(
        "c", "complaint_id", "position", "type", "occurred_at", "severity"
    )
    each = ["c", "complaint_id"]
    closes = pl.when(pl.col("type") == "ComplaintResolved").then("occurred_at")
    return (
        rows.with_columns(
            severity=pl.col("severity").forward_fill().over(each),
            closed_at=closes.backward_fill().over(each),
            reopened=pl.col("type") == "ComplaintReopened",
        )
        .filter(pl.col("type").is_in(OPENS) & pl.col("severity").is_not_null())
        .rename({"occurred_at": "opened_at"})
        .drop("type")
    )
