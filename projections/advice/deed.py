"""What strikes advice off: events of a type, where a field is said or has a value; or a state of things."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ledger.catalogue import CATALOGUE
from projections.journal.columns import recorded_here

CONDITIONS: Mapping[str, bool] = {  # whether a number follows
    "departments_met": True,
    "influence_met": True,
    "decider_met": False,
    "coach_met": False,
}


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Events of `type`; field: that say something there; value: exactly this."""

    type: str
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A state of things by name, and the number it needs (0 for those without)."""

    name: str
    least: float = 0


def read_deed(text: str) -> Deed:
    """ "VisitMade", "NeedObserved aspect" or "VisitMade purpose=care"; ValueError for what no event can be."""
    kind, _, rest = text.partition(" ")
    event = CATALOGUE.get(kind)
    if event is None or not recorded_here(event):
        raise ValueError(f"{kind!r} is no type of event that can strike advice off")
    if not rest:
        return Deed(type=kind)
    field, equals, value = rest.partition("=")
    known = {name: one for name, one in event.model.model_fields.items() if name not in event.sealed}
    if field not in known:
        raise ValueError(f"{kind} has no clear field {field!r}; it has {', '.join(sorted(known))}")
    allowed = _allowed(known[field].annotation)
    if equals and allowed and value not in allowed:
        raise ValueError(f"{field} of {kind} is one of {', '.join(allowed)}, not {value!r}")
    return Deed(type=kind, field=field, value=value if equals else None)


def _allowed(annotation: Any) -> list[str]:
    """The words of an enumeration, optional or not; empty where anything may stand."""
    inside = get_args(annotation)
    words = [one for one in inside if isinstance(one, str)]
    return words or next((found for one in inside if (found := _allowed(one))), [])


def read_condition(text: str) -> Condition:
    """ "departments_met 3", "influence_met 0.5", "decider_met"; ValueError for anything else."""
    name, _, number = text.partition(" ")
    if name not in CONDITIONS:
        raise ValueError(f"{name!r} is no condition; it is one of {', '.join(CONDITIONS)}")
    if CONDITIONS[name] is not bool(number):
        raise ValueError(f"{name} stands {'with a number' if CONDITIONS[name] else 'alone'}")
    return Condition(name=name, least=float(number) if number else 0)
