"""How values look."""

from typing import Any

import pytest

from api.pages.drawing import UNKNOWN, brief, fields, money, percent, whole, words
from api.pages.silence import Silence, silence_scale
from api.separators import sentence


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("12500.00", "CNY", "12,500.00 CNY"),
        ("12500", "JPY", "12,500 JPY"),
        ("0.00", None, "0.00"),
        ("999999999999.99", "EUR", "999,999,999,999.99 EUR"),
        (None, "CNY", UNKNOWN),
    ],
)
def test_money_is_grouped_and_keeps_its_decimals(amount: str | None, currency: str | None, text: str) -> None:
    assert money(amount, currency) == text


def test_what_is_unknown_is_a_dash_and_never_a_zero() -> None:
    assert [whole(None), percent(None), words(None)] == [UNKNOWN] * 3
    assert [whole("0.00"), percent(0.0)] == ["0", "0.0 %"]


@pytest.mark.parametrize(
    ("text", "shown"), [("short", "short"), ("exactly te", "exactly te"), ("eleven char", "eleven ch…")]
)
def test_texts_are_cut_with_a_sign(text: str, shown: str) -> None:
    assert brief(text, 10) == shown


def test_the_fields_of_an_event_are_said_in_words() -> None:
    data: dict[str, Any] = {
        "order_id": "A",
        "kept": True,
        "none": None,
        "contact_ids": ["K1", "K2"],
        "amount": "12500.00",
        "lines": [{"product": "P 1", "quantity": "2000", "unit_price": "1250.5"}, {"product": "P 2", "kind": None}],
        "reports_to": {},
    }
    lines = "lines: product P 1, quantity 2000, unit price 1,250.5; product P 2"
    assert fields(data, "en") == f"order id: A · kept: yes · contact ids: K1, K2 · amount: 12,500.00 · {lines}"
    assert fields({"amount": "a lot", "value": ""}, "en") == "amount: a lot"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("70.9 % of a wallet of CNY 3200000.00.", "70.9 % of a wallet of CNY 3,200,000.00."),
        ("JPY 12500, then JPY 999", "JPY 12,500, then JPY 999"),
        ("Order ABC 12500 of 2026", "Order ABC 12500 of 2026"),
        ("CNY 2026-10-31", "CNY 2026-10-31"),
        ("EUR 12500x", "EUR 12500x"),
    ],
)
def test_money_in_a_sentence_is_grouped_and_nothing_else(text: str, shown: str) -> None:
    assert sentence(text) == shown


def test_silence_is_drawn_on_one_scale() -> None:
    rhythm = {"silent_days": 200, "median_gap_days": 50, "lapse_days": 100}
    assert silence_scale(rhythm) == Silence(silent=95.2, usual=23.8, lapse=47.6)
    assert silence_scale({"silent_days": 0, "median_gap_days": 0, "lapse_days": 0}) == Silence(
        silent=0, usual=0, lapse=0
    )


@pytest.mark.parametrize("missing", ["silent_days", "median_gap_days", "lapse_days"])
def test_there_is_no_scale_before_there_is_a_rhythm(missing: str) -> None:
    rhythm: dict[str, int | None] = {"silent_days": 1, "median_gap_days": 1, "lapse_days": 1}
    assert silence_scale(rhythm | {missing: None}) is None
