"""Reminders, and what the file lacks."""

from datetime import date
from decimal import Decimal

from tests.oracle.effective import by_time
from tests.oracle.file_group import FILE_GROUP
from tests.oracle.moments import Moment
from tests.oracle.signals.case import Case, Fires, days_after, fires, worst
from tests.oracle.signals.contact import CONTACT

PAST_DEVELOPMENT = ("initial", "stable", "strategic")
MONEY = ("OrderPlaced", "GoodsReturned", "AnnualSpendEstimated")
NEEDED = {
    None: (),
    "C": ("country",),
    "B": ("country", "industry", "owner"),
    "A": ("country", "industry", "owner", "region", "address", "payment_terms"),
}


def evaluation_due(case: Case) -> Fires | None:
    """One is scheduled within sixty days, and none was held in these days since it was announced."""
    found = []
    held = [case.seen.day_of(e) for e in case.seen.of("SupplierEvaluationHeld")]
    for e in case.seen.of("SupplierEvaluationScheduled"):
        on, told = date.fromisoformat(e["data"]["on"]), case.seen.day_of(e)
        over = any(day >= days_after(on, -60) and day > told for day in held)
        if 0 <= (on - case.today).days <= 60 and not over:
            found.append(fires("watch", max(days_after(on, -60), told)))
    return worst(found)


def review_due(case: Case) -> Fires | None:
    every = {"A": 90, "B": 180, "C": 365, None: None}[case.seen.tier]
    if every is None:
        return None
    reviewed = case.seen.of("AccountReviewed")
    last = max((case.seen.day_of(e) for e in reviewed), default=case.seen.day_of(case.seen.past[0]))
    return fires("watch" if (case.today - last).days >= every else None, days_after(last, every))


def wallet_unknown(case: Case) -> Fires | None:
    return fires("watch" if case.stage in PAST_DEVELOPMENT and case.seen.wallet is None else None)


def wallet_outdated(case: Case) -> Fires | None:
    estimates = case.seen.of("AnnualSpendEstimated")
    old = bool(estimates) and not case.seen.inside(estimates, 18)
    share = case.seen.share
    return fires("watch" if old or (share is not None and share > 1) else None)


def currency_mixed(case: Case) -> Fires | None:
    """Money left out for want of a rate, of the last twelve months; an estimate as long as it stands."""
    returned = [e for e in case.seen.of("GoodsReturned") if Decimal(e["data"]["amount"]) > 0]
    recent = case.seen.inside([*case.seen.orders, *returned], 12)
    foreign = [e for e in recent if e["data"]["currency"] != case.seen.currency]
    latest = {e["data"].get("category"): e for e in sorted(case.seen.of("AnnualSpendEstimated"), key=by_time)}
    estimated = [e for e in latest.values() if e["data"]["currency"] != case.seen.currency]
    return fires("watch" if foreign or estimated else None)


def profile_stale(case: Case) -> Fires | None:
    living = case.seen.of(*FILE_GROUP, *CONTACT)
    idle = all((case.today - case.seen.day_of(e)).days >= 365 for e in living)
    known: set[str] = set()
    for e in case.seen.of("CustomerRegistered", "ProfileChanged", "OwnerAssigned"):
        known |= {field for field, value in e["data"].items() if value is not None}
    missing = set(NEEDED[case.seen.tier]) - known
    return fires("watch" if idle or missing else None)


def tier_outdated(case: Case) -> Fires | None:
    """The assignment ran out; the first day on which it no longer held."""
    assigned = max(case.seen.of("TierAssigned"), key=by_time, default=None)
    if assigned is None or case.seen.assigned_tier is not None:
        return None
    day = case.seen.day_of(assigned)
    while case.seen.moment.day > day and not ran_out(case, assigned["occurred_at"], day):
        day = days_after(day, 1)
    return fires("watch", day)


def ran_out(case: Case, assigned_at: object, day: date) -> bool:
    end = Moment.ending(day, case.seen.zone)
    return bool(end.before(24).at >= assigned_at)  # type: ignore[operator]


def contacts_not_recorded(case: Case) -> Fires | None:
    return fires("watch" if case.stage in PAST_DEVELOPMENT and not case.seen.of(*CONTACT) else None)


def stock_report_missing(case: Case) -> Fires | None:
    """Forty-five days after the end of the last month reported."""
    months = [e["data"]["month"] for e in case.seen.of("StockReported")]
    if not months:
        return None
    year, month = map(int, max(months).split("-"))
    following = date(year + month // 12, month % 12 + 1, 1)
    due = days_after(following, 44)
    return fires("watch" if case.today >= due else None, due)
