"""competitor_active: a rival is at work with a customer that buys from us."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from projections.calendar import from_day_number
from projections.evidence import MOST
from projections.facts import Facts
from projections.rows import NEVER
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.stage import INITIAL, STABLE
from projections.windows import Ints

ACTIVITY = "CompetitorActivityObserved"
WHOLE = ("main", "framework")


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    if not len(facts.history.of(ACTIVITY)):
        return worst
    activities = read_activities(facts)
    np.maximum.at(worst, activities["c"].to_numpy(), _levels(facts, activities, columns))
    return worst


def read_activities(facts: Facts) -> pl.DataFrame:
    """CompetitorActivityObserved with `day` (local day number), `counts_days` and `after_loss` (a quotation was
    lost before).
    """
    policy = facts.policy.signals.competitor_active
    rows, decided = facts.history.of(ACTIVITY), facts.history.of("QuotationDecided")
    lost = decided.where(decided.equal("result", "lost"))
    first_loss = np.full(facts.shape[0], NEVER)
    np.minimum.at(first_loss, lost.c, lost.row)
    return rows.frame("c", "position", "occurred_at", "rival", "kind", "scope").with_columns(
        day=pl.Series(facts.reviews.local_days(rows.at), dtype=pl.Int64),
        counts_days=pl.Series(np.where(rows.equal("kind", "order_won"), policy.order_won_days, policy.days)),
        after_loss=pl.Series(first_loss[rows.c] < rows.row),
    )


def _levels(facts: Facts, activities: pl.DataFrame, columns: Ints) -> Severity:
    """Severity per activity and column."""
    stage = facts.path.stage[activities["c"].to_numpy()][:, columns]
    age = facts.reviews.days[columns][None, :] - activities["day"].to_numpy()[:, None]
    seen = activities["occurred_at"].to_numpy()[:, None] <= facts.reviews.moments[columns][None, :]
    stands = seen & (age < activities["counts_days"].to_numpy()[:, None])
    won = _flags(activities["kind"] == "order_won")
    serious = _flags(activities["kind"] != "contact")
    whole = won & _flags(activities["scope"].is_in(WHOLE))
    beaten = won & _flags(activities["after_loss"])
    ours, new = stage >= STABLE, stage == INITIAL
    holds = [~stands, ours & whole, (ours & serious) | (new & beaten), ours | (new & serious)]
    return np.select(holds, [NONE, CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def _flags(values: pl.Series) -> NDArray[np.bool_]:
    return values.fill_null(False).to_numpy()[:, None]


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked = np.array([facts.reviews.asked])
    activities = read_activities(facts)
    firing = activities.with_columns(level=pl.Series(_levels(facts, activities, asked)[:, 0])).filter(
        pl.col("level") > NONE
    )
    today = int(facts.reviews.days[facts.reviews.asked])
    return [_firing(firing.filter(pl.col("c") == c), today) for c in customers.tolist()]


def _firing(activities: pl.DataFrame, today: int) -> Firing:
    """One customer's activities that count; the worst and latest gives the numbers."""
    top = activities.sort("level", "day", "position").row(-1, named=True)
    on, positions = from_day_number(top["day"]), sorted(activities["position"].to_list())
    scope = f" ({top['scope']})" if top["scope"] else ""
    others = f"; {len(positions) - 1} more" if len(positions) > 1 else ""
    return Firing(
        value=today - top["day"],
        threshold=top["counts_days"],
        unit="days",
        since=_since(activities),
        parts={"rival": top["rival"], "kind": top["kind"], "scope": top["scope"], "activities": len(positions)},
        reason=f"{top['rival']} is active: {top['kind'].replace('_', ' ')}{scope} on {on}{others}.",
        evidence=positions[-MOST:],
        evidence_count=len(positions),
    )


def _since(activities: pl.DataFrame) -> int:
    """The day of the earliest activity that still counts."""
    return int(activities["day"].to_numpy().min())


COMPETITOR_ACTIVE = Signal(name="competitor_active", group="rivalry", cause="rival", severity=severity, explain=explain)
