"""Rows in the shape of contracts section 4, complete, with what a test cares about set by name."""

from typing import Any
from zoneinfo import ZoneInfo

from api.cli.tables.heading import Asked

AS_OF = "2026-10-31T23:59:59.999999Z"
KNOWN_AT = "2026-10-29T08:15:00.000000Z"
CLOCKS = Asked(as_of=AS_OF, known_at=KNOWN_AT, position=81, policy={"version": 1, "sha256": "00"}, zone=ZoneInfo("UTC"))


def book_row(code: str, **given: Any) -> dict[str, Any]:
    return {
        "code": code, "name": "Nordwind Antriebstechnik GmbH", "owner": "Jonas Weber", "tier": "A", "stage": "stable",
        "since": "2026-05-31", "momentum": "advancing", "risk": "prevention", "worst": None, "signals": [],
        "purchases_12m": "247350.00", "currency": "EUR", "wallet": "400000.00", "share": 0.6184, "orders": 9,
        "first_order_on": "2025-02-10", "last_order_on": "2026-10-13", "silent_days": 18,
        "last_contact_on": "2026-10-12", "merged_into": None, **given,
    }  # fmt: skip


def event_row(position: int, type_name: str, **given: Any) -> dict[str, Any]:
    return {
        "position": position, "event_id": f"0198-{position}", "customer": "C-1002", "version": position,
        "type": type_name, "schema": 1, "occurred_at": "2026-05-20T08:00:00.000000Z",
        "recorded_at": "2026-07-02T15:30:00.000000Z", "recorded_by": "local", "source": "crm",
        "external_id": f"V-{position}", "correlation_id": None, "causation_id": None,
        "data": {"contact_ids": ["K1"], "topics": "new line"}, "leaf": "ab" * 32, **given,
    }  # fmt: skip


def timeline_row(position: int, type_name: str, **given: Any) -> dict[str, Any]:
    return {
        **event_row(position, type_name), "summary": f"{type_name} of the test.", "late_days": 0, "status": "current",
        "corrected_by": [], "original": None, **given,
    }  # fmt: skip


def history_row(on: str, **given: Any) -> dict[str, Any]:
    return {
        "on": on, "final": True, "stage": "initial", "step": None, "momentum": "steady", "risk": "prevention",
        "share": 0.25, "purchases_12m": "100000.00", "currency": "EUR", "signals": [],
        "loyalty": {"behavioural": None, "attitudinal": None, "emotional": None, "type": None}, "policy": 1,
        "reason": "An order stands in the window.", "evidence": [3], **given,
    }  # fmt: skip


def signal(name: str, severity: str, **given: Any) -> dict[str, Any]:
    return {
        "name": name, "group": "trade", "severity": severity, "cause": "customer", "value": 0.04, "threshold": 0.05,
        "unit": "probability", "since": "2026-09-20", "parts": {}, "reason": "Silent for 144 days.", "evidence": [15],
        "evidence_count": 1, "absences": [], "acknowledged": None, **given,
    }  # fmt: skip


def standing(**given: Any) -> dict[str, Any]:
    return {
        "code": "C-1002", "name": "Nordwind Antriebstechnik GmbH", "as_of": AS_OF, "known_at": KNOWN_AT, "position": 81,
        "policy": {"version": 1, "sha256": "00"}, "stage": stage(),
        "rhythm": {
            "orders": 9, "first_order_on": "2025-02-10", "last_order_on": "2026-10-13", "silent_days": 18,
            "median_gap_days": 63, "probability_of_silence": 0.9, "probability_no_order": 0.05, "lapse_days": 180,
            "probability_lapsed": 0.02, "reason": "Silent for 18 days, own median gap 63.", "evidence": [40],
        },
        "loyalty": None, "risk": {"status": "prevention", "reason": "Nothing stands against it.", "signals": []},
        "people": None, "drivers": None, "needs": None, "tier": None, "openings": [], "advice": [],
        "overrides": [], **given,
    }  # fmt: skip


def stage(**given: Any) -> dict[str, Any]:
    return {
        "name": "stable", "since": "2026-05-31", "provisional": False, "peak": "stable", "momentum": "advancing",
        "interrupted_since": None,
        "facts": {
            "purchases_12m": "247350.00", "currency": "EUR", "wallet": "400000.00", "share": 0.6184,
            "departments_12m": 2, "lapse_window_days": 365, "lock_in": False,
        },
        "next": [
            {"condition": "executive meeting in 12 months", "required": 1, "actual": 0, "met": False},
            {"condition": "share of wallet", "required": 0.5, "actual": 0.6184, "met": True},
        ],
        "reason": "Share 61.84 % with 2 departments met.", "evidence": [12, 14],
        "absences": ["no executive meeting ever recorded"], **given,
    }  # fmt: skip
