"""Canonical JSON equals RFC 8785 for everything that may be stored, and refuses the rest."""

import datetime as dt
import decimal
import enum
import uuid
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import LARGEST_INTEGER, canonical
from ledger.errors import Invalid

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
KEYS = st.text(st.characters(max_codepoint=127, exclude_characters="\0"))
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXT
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=20)


@given(VALUES)
def test_it_equals_the_reference(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_it_reads_back(value: Any) -> None:
    assert orjson.loads(canonical(value)) == value


def test_the_order_in_which_names_were_written_does_not_matter() -> None:
    assert (
        canonical({"b": 1, "a": (True, None)}) == canonical({"a": [True, None], "b": 1}) == b'{"a":[true,null],"b":1}'
    )


class Colour(enum.StrEnum):
    RED = "red"


@dataclass
class Point:
    x: int


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        10**400,
        decimal.Decimal("1"),
        "a\0b",
        "\ud800",
        {"\ud800": 1},
        {"é": 1},
        {"a\0": 1},
        {1: 1},
        {None: 1},
        b"bytes",
        {1, 2},
        dt.date(2025, 1, 1),
        dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
        uuid.UUID(int=1),
        Colour.RED,
        Point(x=1),
        object(),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize(
    "wrap", [lambda v: v, lambda v: [v], lambda v: {"a": {"b": (v,)}}], ids=["bare", "list", "deep"]
)
def test_everything_else_is_refused_at_any_depth(value: Any, wrap: Any) -> None:
    with pytest.raises(Invalid):
        canonical(wrap(value))


def test_nesting_without_end_is_refused() -> None:
    value: Any = 1
    for _ in range(100_000):
        value = [value]
    with pytest.raises(Invalid, match="too deeply"):
        canonical(value)
    value.clear()
