"""What the page of a customer shows of loyalty and advice: what fell first, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projections.advice.advising import SHOWN_FIRST

Row = Mapping[str, Any]

SCORES = ("behavioural", "attitudinal", "emotional", "communication", "switching_cost")
STATED = ("attitudinal", "emotional")  # what somebody said explains them; a single order explains no volume
DRIVERS = ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")


@dataclass(frozen=True, kw_only=True)
class Fall:
    """A score that fell. parts: those that made it fall as triples of name, then and now (None: not known any more),
    the largest fall first; where none fell, those that became known (then: None) and are lower than the score was.
    latest: of a score made of what people say, the position of the latest event behind it; none or one.
    """

    name: str
    then: int
    now: int
    parts: list[tuple[str, int | None, int | None]]
    latest: list[int]


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """todo: the first items still to do. more, done: how many others there are. fell: what fell. scores: known ones as
    pairs of name and score, those that fall first. lacking: what the safeguards of communication miss.
    """

    todo: list[Row]
    more: int
    done: int
    fell: list[Fall]
    scores: list[tuple[str, Row]]
    drivers: list[tuple[str, Row]]
    lacking: list[str]


def worklist(standing: Row) -> Worklist:
    """Of one standing."""
    open_items = [item for item in standing["advice"] if not item["done"]]
    guards = standing["loyalty"]["communication"]["safeguards"].values()
    return Worklist(
        todo=open_items[:SHOWN_FIRST],
        more=len(open_items[SHOWN_FIRST:]),
        done=len(standing["advice"]) - len(open_items),
        fell=[_fall(name, score) for name, score in _known(standing["loyalty"], SCORES) if score["trend"] == "down"],
        scores=sorted(_known(standing["loyalty"], SCORES), key=lambda pair: pair[1]["trend"] != "down"),
        drivers=_known(standing["drivers"], DRIVERS),
        lacking=[said for guard in guards for said in guard["absences"]],
    )


def _fall(name: str, score: Row) -> Fall:
    before = score["before"]
    now = {part: said and said["value"] for part, said in score["parts"].items()}
    fallen = [(part, then, now[part]) for part, then in before["parts"].items() if (now[part] or 0) < then]
    known = [
        (part, None, value)
        for part, value in now.items()
        if value is not None and part not in before["parts"] and value < before["value"]
    ]
    return Fall(
        name=name,
        then=before["value"],
        now=score["value"],
        parts=[*sorted(fallen, key=lambda one: (one[2] or 0) - one[1])] or [*known],
        latest=score["evidence"][-1:] if name in STATED else [],
    )


def _known(scores: Row, names: tuple[str, ...]) -> list[tuple[str, Row]]:
    return [(name, scores[name]) for name in names if scores[name]["value"] is not None]
