"""What the rows of the product must say, worked out from the oracle's reviews."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.judgement import Review
from tests.oracle.money import DIGITS

Row = dict[str, Any]


def money(minor: int, currency: str) -> str:
    digits = DIGITS[currency]
    text = str(minor).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def half_up(number: Fraction | None) -> int | None:
    return None if number is None else int(number + Fraction(1, 2))


SEVERITIES = (None, "watch", "alert", "crisis")


def signals(review: Review) -> list[Row]:
    """Crisis, alert, watch, then by name."""
    found = sorted((-SEVERITIES.index(level), name) for name, (level, _) in review.signals.items())
    return [{"name": name, "severity": SEVERITIES[-level]} for level, name in found]


def history_row(review: Review) -> Row:
    """The part of a history row that the oracle knows; ratios as they are, to be compared at 4 decimals."""
    return {
        "on": text(review.on),
        "final": review.final,
        "stage": review.stage,
        "step": review.step,
        "momentum": review.momentum,
        "risk": review.risk,
        "share": review.share,
        "purchases_12m": money(review.purchases_12m, review.currency),
        "currency": review.currency,
        "signals": signals(review),
    }


def stage_part(review: Review) -> Row:
    return {
        "name": review.stage,
        "since": text(review.since),
        "provisional": review.provisional,
        "peak": review.peak,
        "momentum": review.momentum,
        "interrupted_since": text(review.interrupted_since),
        "facts": {
            "purchases_12m": money(review.purchases_12m, review.currency),
            "currency": review.currency,
            "wallet": None if review.wallet is None else money(review.wallet, review.currency),
            "share": review.share,
            "departments_12m": review.departments_12m,
            "lapse_window_days": review.lapse_window_days,
            "lock_in": review.lock_in,
        },
    }


def rhythm_part(review: Review) -> Row:
    found = review.rhythm
    return {
        "orders": found.orders,
        "first_order_on": text(found.first_order_on),
        "last_order_on": text(found.last_order_on),
        "silent_days": found.silent_days,
        "median_gap_days": half_up(found.median_gap_days),
        "probability_of_silence": found.tail,
        "probability_no_order": found.p_rule,
        "probability_lapsed": found.p_lapsed,
    }


def book_row(code: str, review: Review) -> Row:
    return {
        "code": code,
        "tier": review.tier,
        "stage": review.stage,
        "since": text(review.since),
        "momentum": review.momentum,
        "risk": review.risk,
        "worst": signals(review)[0]["severity"] if review.signals else None,
        "signals": signals(review),
        "purchases_12m": money(review.purchases_12m, review.currency),
        "currency": review.currency,
        "wallet": None if review.wallet is None else money(review.wallet, review.currency),
        "share": review.share,
        "orders": review.rhythm.orders,
        "first_order_on": text(review.rhythm.first_order_on),
        "last_order_on": text(review.rhythm.last_order_on),
        "silent_days": review.rhythm.silent_days,
    }


def differences(expected: Row, actual: Row, place: str) -> list[str]:
    """One line per key of expected that actual says otherwise."""
    found = []
    for key, value in expected.items():
        said = actual[key]
        if isinstance(value, dict):
            found += differences(value, said, f"{place}.{key}")
        elif not same(value, said):
            found.append(f"{place}.{key}: oracle {value!r}, columns {said!r}")
    return found


def same(value: Any, said: Any) -> bool:
    """Ratios are said to 4 decimals."""
    if isinstance(value, float | Fraction) and isinstance(said, float | int) and not isinstance(said, bool):
        return abs(float(value) - said) <= 5.0001e-5
    return bool(value == said)
