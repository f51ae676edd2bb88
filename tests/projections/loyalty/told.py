"""What the standing says of one customer's loyalty."""

from collections.abc import Sequence
from typing import Any

from tests.model.showing import saw
from tests.projections.signals.one_customer import Happened, happened, standing

Row = dict[str, Any]

SCORES = ("behavioural", "attitudinal", "emotional", "attitude", "communication")


def loyalty(events: Sequence[Happened], on: str) -> Row:
    found: Row = standing(events, on)["loyalty"]
    for name in SCORES:
        saw(name, None if found[name]["value"] is None else "known")
        saw("trend", found[name]["trend"])
    cost = found["switching_cost"]
    saw("switching_cost", "bound" if cost["value"] else None)
    saw("our_lock_in", "bound" if cost["our_lock_in"] else None)
    saw("mutual_lock", "bound" if cost["mutual_lock"] else None)
    saw("one_sided", cost["one_sided"])
    for name, guard in found["communication"]["safeguards"].items():
        saw(name, "met" if guard["met"] else None)
    for name, figure in found["trade"].items():
        saw(f"trade: {name}", None if figure["value"] is None else "known")
    saw("type", found["type"])
    saw("retention", found["retention"])
    return found


def contact(code: str, on: str = "2020-01-02", **data: Any) -> Happened:
    return happened(on, "ContactAdded", contact_id=code, name=code, **({"department": "D", "level": "middle"} | data))


def adds_up(score: Row) -> bool:
    """The points of the parts, which are whole numbers, are the score."""
    points = [part["points"] for part in score["parts"].values() if part is not None]
    return score["value"] is None or sum(points) == score["value"]
