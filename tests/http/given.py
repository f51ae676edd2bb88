"""Documents that the tests send, and routes they walk."""

import json
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

NDJSON = {"Content-Type": "application/x-ndjson"}


def registration(**parts: Any) -> dict[str, Any]:
    """A customer is registered."""
    data = {"name": "Huaxin Bearings", "currency": "CNY", **parts}
    return {"type": "CustomerRegistered", "occurred_at": "2025-03-01T09:00:00+08:00", "data": data}


def order(order_id: str, amount: str = "100.00", **parts: Any) -> dict[str, Any]:
    """An order is placed."""
    data = {"order_id": order_id, "currency": "CNY", "amount": amount}
    return {"type": "OrderPlaced", "occurred_at": "2025-03-10T09:00:00+08:00", "data": data, **parts}


def lines(documents: Iterable[dict[str, Any]]) -> bytes:
    """NDJSON."""
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


def filled_in(path: str) -> str:
    """The path with something plausible for its parameters."""
    return path.replace("{code}", "C-1").replace("{event_id}", "1").replace("{type}", "OrderPlaced")


def addresses(app: FastAPI) -> list[tuple[str, str]]:
    """Every (method, path) the application answers, parameters filled with something plausible."""
    found = []
    for route in iter_route_contexts(app.routes):
        found += [
            (method, filled_in(route.path or "/")) for method in sorted(route.methods or {"GET"}) if method != "HEAD"
        ]
    return found
