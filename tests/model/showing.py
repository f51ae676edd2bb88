"""The mark `shows`: a test says which outcomes of the model it shows, and fails unless it really came to see them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])
Outcome = str | None  # None: the item stays silent

_SEEN: set[tuple[str, Outcome]] = set()


class Claim(NamedTuple):
    """outcomes: said outright; by: else parameters of the test, each value of which is an outcome."""

    item: str
    outcomes: tuple[Outcome, ...]
    by: tuple[str, ...]


def shows(item: str, *outcomes: Outcome, by: str | Sequence[str] = "expected") -> pytest.MarkDecorator:
    """This test shows these outcomes of a row of tests/model/rows.py; without any, those its parameter `by` names."""
    names = () if outcomes else (by,) if isinstance(by, str) else tuple(by)
    return pytest.mark.shows(Claim(item, outcomes, names))


def shows_each(items: Iterable[str], *outcomes: Outcome) -> Callable[[Test], Test]:
    """The same of several rows."""

    def mark(test: Test) -> Test:
        for item in items:
            test = shows(item, *outcomes)(test)
        return test

    return mark


def saw(item: str, outcome: Outcome) -> None:
    """Whoever asks the product of an item of the model in a test says what it answered."""
    _SEEN.add((item, outcome))


def forget() -> None:
    _SEEN.clear()


def not_seen(claims: Iterable[Claim], given: dict[str, Any]) -> list[tuple[str, Outcome]]:
    """What a test claims to show and did not come to see. given: its parameters."""
    claimed = [
        (claim.item, outcome) for claim in claims for outcome in claim.outcomes or [given[name] for name in claim.by]
    ]
    return [pair for pair in claimed if pair not in _SEEN]


def claims_of(test: pytest.Item) -> list[Claim]:
    return [mark.args[0] for mark in test.iter_markers("shows")]


def shown_by(function: Callable[..., Any]) -> set[tuple[str, Outcome]]:
    """All that a test function shows, over all values of its parameters."""
    marks = getattr(function, "pytestmark", [])
    values: dict[str, set[Any]] = {}
    for mark in marks:
        if mark.name == "parametrize":
            for name, found in _values(*mark.args[:2]):
                values.setdefault(name, set()).add(found)
    claims = [mark.args[0] for mark in marks if mark.name == "shows"]
    return {
        (claim.item, outcome)
        for claim in claims
        for outcome in (*claim.outcomes, *(value for name in claim.by for value in values[name]))
    }


def _values(names: str | Sequence[str], rows: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    """Each parameter with each of its values that can be an outcome."""
    listed = names.replace(" ", "").split(",") if isinstance(names, str) else list(names)
    for row in rows:
        for name, value in zip(listed, row if len(listed) > 1 else (row,), strict=True):
            if value is None or isinstance(value, str):
                yield name, value
