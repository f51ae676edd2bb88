"""Book rows: one line per customer, for tables and lists."""

from datetime import date
from typing import Any

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.figures import ratio
from projections.judgement import Judgement
from projections.momentum import MOMENTA
from projections.profile import Profile, profiles
from projections.quantities import UNKNOWN
from projections.risk import STATUSES
from projections.signal_rows import fired
from projections.stage import STAGES
from projections.tier import TIERS

Row = dict[str, Any]


def book_rows(judgement: Judgement) -> list[Row]:
    """One row per customer in the book, by code; the keys of contracts section 4. Unknown is None."""
    return [_row(judgement, c, profile) for c, profile in enumerate(profiles(judgement.facts))]


def _row(judgement: Judgement, c: int, profile: Profile) -> Row:
    q, asked = judgement.facts.quantities, judgement.facts.reviews.asked
    place = len(judgement.columns) - 1
    signals = fired(judgement, c, place)
    wallet, share = int(q.wallet[c, asked]), float(q.share[c, asked])
    return {
        "code": profile.code,
        "name": profile.name,
        "owner": profile.owner,
        "tier": TIERS[judgement.tier[c, place]],
        "stage": STAGES[judgement.facts.path.stage[c, asked]],
        "since": on(judgement.since_days[c, place]),
        "momentum": MOMENTA[judgement.momentum.value[c, place]],
        "risk": STATUSES[judgement.status[c, place]],
        "worst": signals[0]["severity"] if signals else None,
        "signals": signals,
        "purchases_12m": from_minor(int(q.purchases[c, asked]), profile.currency),
        "currency": profile.currency,
        "wallet": None if wallet == UNKNOWN else from_minor(wallet, profile.currency),
        "share": ratio(share) if share == share else None,
        **order_figures(judgement, c),
        "last_contact_on": on(profile.last_contact_on),
        "merged_into": None,
    }


def order_figures(judgement: Judgement, customer: int) -> Row:
    """orders (order-days), first_order_on, last_order_on, silent_days at the asked-for date."""
    days, reviews = judgement.facts.quantities.days, judgement.facts.reviews
    cell = customer, reviews.asked
    count = int(days.count[cell])
    if not count:
        return {"orders": 0, "first_order_on": None, "last_order_on": None, "silent_days": None}
    first, last = int(days.day[days.first[cell]]), int(days.day[days.last[cell]])
    return {
        "orders": count,
        "first_order_on": on(first),
        "last_order_on": on(last),
        "silent_days": int(reviews.days[reviews.asked]) - last,
    }


def on(day: int | None) -> str | None:
    """A local day number as a date."""
    return None if day is None else date.isoformat(from_day_number(int(day)))
