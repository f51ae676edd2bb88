"""Documents nobody meant to send: each is read or refused with places and remedies, and nothing unstorable gets in."""

import copy
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE, normalise
from ledger.document import read_document
from ledger.errors import GuanxiError, Invalid
from ledger.times import read_instant
from tests.ledger.catalogue.examples import EXAMPLES

NOW = read_instant("2025-06-01T00:00:00Z", UTC, pointer="")
BROUGHT = [name for name, kind in CATALOGUE.items() if not kind.on_ledger]
# A correction's data are read as the original's type only once that is known.
READ_AT_ONCE = [name for name in BROUGHT if name != "EventCorrected"]

ODD_TEXT = st.sampled_from(
    ["", " ", "\0", "a\0b", "\ud800", "x\udfff", "\u202e", "\ufeff", "é", "e\u0301", "𝔘", "x" * 200]
)
ODD_NUMBERS = st.sampled_from(
    [0, -1, 2**53, 10**400, 1.5, float("nan"), float("inf"), Decimal("1E+400"), Decimal("sNaN"), Decimal("-0.0"), True]
)
ODD = (
    ODD_TEXT
    | ODD_NUMBERS
    | st.none()
    | st.just([])
    | st.just({})
    | st.just([[[]]])
    | st.just({"\ud800": 1})
    | st.just({1: 2})
    | st.just(b"bytes")
    | st.just(("tuple",))
    | st.text(max_size=20)
    | st.integers()
    | st.floats()
    | st.decimals()
)


def invalid(whole: Any) -> Invalid:
    with pytest.raises(Invalid) as refused:
        read_document(whole, zone=UTC, now=NOW)
    check_refusal(refused.value)
    return refused.value


def pointer(*path: Any) -> str:
    return "/data" + "".join(f"/{part}" for part in path)


def document(name: str) -> dict[str, Any]:
    return {
        "customer": "C-1",
        "type": name,
        "occurred_at": "2025-03-14T10:00:00+08:00",
        "source": "erp",
        "external_id": "X-1",
        "data": copy.deepcopy(EXAMPLES[name]),
    }


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        yield from paths(inner, (*path, key))


def with_odd(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    value[path[0]] = with_odd(value[path[0]], path[1:], odd)
    return value


@st.composite
def documents_with_one_odd_place(draw: st.DrawFn) -> Any:
    whole = document(draw(st.sampled_from(READ_AT_ONCE)))
    path = draw(st.sampled_from(list(paths(whole))))
    return with_odd(whole, path, draw(ODD))


@pytest.mark.props
@given(documents_with_one_odd_place())
def test_whatever_stands_anywhere_it_is_read_into_storable_values_or_refused_with_remedies(odd: Any) -> None:
    try:
        interaction = read_document(odd, zone=UTC, now=NOW)
    except GuanxiError as refused:
        check_refusal(refused)
        return
    canonical(dict(interaction.data))
    canonical([interaction.customer, interaction.source, interaction.external_id])
    assert normalise(interaction.type, interaction.data) == interaction.data


def check_refusal(refused: GuanxiError) -> None:
    for problem in refused.problems:
        assert problem.message
        assert problem.remedy
        assert problem.pointer == "" or problem.pointer.startswith("/")
        assert len(str(problem)) < 600
        assert str(problem).isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.props
@given(JSON, st.sampled_from(BROUGHT))
def test_any_json_as_a_document_or_as_its_data_is_read_or_refused(value: Any, name: str) -> None:
    for raw in (value, document(name) | {"data": value}):
        try:
            read_document(orjson.dumps(raw, option=orjson.OPT_NON_STR_KEYS), zone=UTC, now=NOW)
        except GuanxiError as refused:
            check_refusal(refused)
        except orjson.JSONEncodeError:
            pass


ODD_VALUES = {"nul": "a\0b", "half": "\ud800", "float": 0.5, "nan": Decimal("NaN"), "bytes": b"x"}


@pytest.mark.parametrize("name", READ_AT_ONCE)
@pytest.mark.parametrize("odd", ODD_VALUES.values(), ids=ODD_VALUES)
def test_no_place_of_any_type_lets_the_unstorable_in(name: str, odd: Any) -> None:
    for path in paths(EXAMPLES[name]):
        refused = invalid(document(name) | {"data": with_odd(copy.deepcopy(EXAMPLES[name]), path, odd)})
        place = pointer(*path)
        assert any(p.pointer.startswith(place) or place.startswith(p.pointer) for p in refused.problems)


@pytest.mark.parametrize("name", READ_AT_ONCE)
def test_every_unknown_field_is_refused_wherever_it_stands(name: str) -> None:
    for path in paths(EXAMPLES[name]):
        data: Any = copy.deepcopy(EXAMPLES[name])
        holder = data
        for part in path:
            holder = holder[part]
        if isinstance(holder, dict) and "key_account" not in path:
            holder["surprise"] = 1
            refused = invalid(document(name) | {"data": data})
            assert [problem.pointer for problem in refused.problems] == [pointer(*path, "surprise")]


@pytest.mark.parametrize("name", ["", "a\nb", "\ud800", "a/b~c", "x" * 10_000, "\u202e", "Ordër_id"])
def test_names_nobody_can_print_are_refused_in_print(name: str) -> None:
    for whole in (
        document("OrderPlaced") | {name: 1},
        document("OrderPlaced") | {"data": EXAMPLES["OrderPlaced"] | {name: 1}},
    ):
        invalid(whole)


FIGURES = ["1e400", "0.30000000000000004", "1E-400", "-1", "1e308", "123456789012345678901234567890"]


def order_with_amount(figure: str) -> bytes:
    raw = orjson.dumps(document("OrderPlaced") | {"data": {"order_id": "X", "currency": "CNY"}})
    return raw.replace(b'"order_id"', b'"amount": ' + figure.encode() + b', "order_id"')


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_beyond_the_currency_are_refused(figure: str) -> None:
    assert [problem.pointer for problem in invalid(order_with_amount(figure)).problems] == ["/data/amount"]


@pytest.mark.parametrize(
    ("figure", "amount"), [("1.0e+2", "100.00"), ("12.5", "12.50"), ("0.10", "0.10"), ("0", "0.00")]
)
def test_figures_are_taken_by_their_text(figure: str, amount: str) -> None:
    assert read_document(order_with_amount(figure), zone=UTC, now=NOW).data["amount"] == amount


def test_a_thousand_problems_are_told_at_once() -> None:
    lines = [{"product": "", "quantity": "0", "unit_price": "-1"}] * 1000
    data = {"order_id": "X", "currency": "CNY", "lines": lines}
    assert len(invalid(document("OrderPlaced") | {"data": data}).problems) == 3000
