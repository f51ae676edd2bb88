"""Sentences in both languages: numbers, dates, counts and terms as each language writes them."""

from typing import get_args

import pytest

from ledger.catalogue.signal_names import COMPLIANCE_SIGNAL, SignalName
from projections.signals import all_signals
from projections.words import Words, money, term


def test_each_language_writes_dates_numbers_and_terms_its_own_way() -> None:
    words = Words(
        en="{n:day|days} since {on:date}, {part:percent}, {amount:money}, {kind:term}",
        zh="自 {on:date} {n} 天，{part:percent}，{amount:money}，{kind:term}",
    )
    parts = {
        "n": 1200,
        "on": "2025-03-12",
        "part": 0.271,
        "amount": "12500.00",
        "currency": "CNY",
        "kind": "order_won",
    }
    assert words.said(parts) == "1,200 days since 12 Mar 2025, 27 %, CNY 12,500.00, order won"
    assert words.said(parts, "zh") == "自 2025年3月12日 1,200 天，27 %，CNY 12,500.00，赢得订单"


def test_one_day_is_singular() -> None:
    assert Words(en="{n:day|days}", zh="{n} 天").said({"n": 1}) == "1 day"


def test_a_whole_number_has_no_decimals_whatever_it_was_counted_in() -> None:
    words = Words(en="{one}, {other}", zh="{one}，{other}")
    assert words.said({"one": 1223.0, "other": 1223.5}) == "1,223, 1,223.5"


def test_a_part_that_is_missing_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        Words(en="{n}", zh="{n}").said({})


def test_money_without_decimals_and_a_word_without_translation_stay_readable() -> None:
    assert money("1250000", "JPY") == "JPY 1,250,000"
    assert term("some_new_word", "zh") == "some_new_word"


def test_every_signal_is_known_to_the_catalogue_and_stands_in_the_file_of_its_name() -> None:
    known = {*get_args(SignalName), COMPLIANCE_SIGNAL}
    for signal in all_signals():
        assert signal.name in known
        assert signal.severity.__module__ == f"projections.signals.{signal.name}"
