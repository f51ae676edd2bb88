"""Rows as the answers give them, for tests that need no ledger."""

from typing import Any

from ledger.log_row import Row
from projections.clocks import Clocks, resolve

HASHES = {1: "1" * 64, 2: "2" * 64}  # of two versions of a policy
NOW = 1_763_899_200_000_000  # 2025-11-23T12:00:00Z


class EmptyLog:
    """A ledger with nothing in it."""

    def last(self) -> tuple[int, int | None]:
        return 0, None

    def policies(self, *, upto: int) -> list[Row]:
        return []

    def position_at(self, known_at: int) -> int:
        return 0


def clocks() -> Clocks:
    return resolve(EmptyLog(), as_of=None, known_at=None, policy=None, now=NOW)


def book_row(code: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": code,
        "owner": None,
        "tier": None,
        "stage": "initial",
        "momentum": "steady",
        "risk": "prevention",
        "worst": None,
        "signals": [],
        "purchases_12m": "0.00",
        "share": None,
        "silent_days": None,
        "last_contact_on": None,
        **more,
    }


def review(on: str, **more: Any) -> dict[str, Any]:
    return {
        "on": on,
        "final": True,
        "stage": "initial",
        "step": None,
        "risk": "prevention",
        "purchases_12m": "100.00",
        "currency": "CNY",
        "policy": 1,
        **more,
    }


def happening(position: int, occurred_at: str = "2025-03-14T02:00:00.000000Z", **more: Any) -> dict[str, Any]:
    return {
        "position": position,
        "type": "NoteAdded",
        "occurred_at": occurred_at,
        "recorded_at": "2025-03-15T02:00:00.000000Z",
        "summary": f"Event number {position}.",
        "data": {},
        "status": "current",
        "original": None,
        **more,
    }
