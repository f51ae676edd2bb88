"""What the standing says of one customer's loyalty."""

from collections.abc import Sequence
from typing import Any

from tests.projections.signals.one_customer import Happened, happened, standing

Row = dict[str, Any]


def loyalty(events: Sequence[Happened], on: str) -> Row:
    found: Row = standing(events, on)["loyalty"]
    return found


def contact(code: str, on: str = "2020-01-02", **data: Any) -> Happened:
    return happened(on, "ContactAdded", contact_id=code, name=code, **({"department": "D", "level": "middle"} | data))


def adds_up(score: Row) -> bool:
    """The points of the parts, which are whole numbers, are the score."""
    points = [part["points"] for part in score["parts"].values() if part is not None]
    return score["value"] is None or sum(points) == score["value"]
