"""Sentences in every language: one template each, with numbers and dates as the language writes them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any, Literal

from projections.figures import percent

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, kw_only=True)
class Words:
    """One sentence as templates over named parts.

    {name} writes a part as it is, integers in groups of three; {name:date} a date (ISO text); {name:percent} a part of
    one; {name:money} an amount in the part `currency`; {name:term} a word of the catalogue (terms.toml);
    {name:day|days} a count with its noun; any other format is Python's.
    """

    en: str
    zh: str

    def said(self, parts: Mapping[str, Any], language: Language = "en") -> str:
        """The sentence; raises KeyError for a part that is not there."""
        template = self.en if language == "en" else self.zh
        return _Saying(language, parts).vformat(template, (), parts)

    def __add__(self, more: "Words") -> "Words":
        """Both, one after the other."""
        return Words(en=self.en + more.en, zh=self.zh + more.zh)


class _Saying(Formatter):
    def __init__(self, language: Language, parts: Mapping[str, Any]) -> None:
        self._language, self._parts = language, parts

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "date":
            return _date(str(value), self._language)
        if format_spec == "percent":
            return percent(value)
        if format_spec == "money":
            return money(value, self._parts["currency"])
        if format_spec == "term":
            return term(str(value), self._language)
        if "|" in format_spec:
            one, several = format_spec.split("|")
            return f"{_plain(value)} {one if value == 1 else several}"
        return super().format_field(value, format_spec) if format_spec else _plain(value)


def money(amount: str, currency: str) -> str:
    """An amount as people read it: "CNY 12,500.00"."""
    whole, point, rest = amount.partition(".")
    return f"{currency} {int(whole):,}{point}{rest}"


def term(name: str, language: Language) -> str:
    """A word of the catalogue or the model: "order_won" is "order won" or "赢得订单"."""
    return _texts("zh").get(name, name) if language == "zh" else name.replace("_", " ")


def label(text: str, language: Language) -> str:
    """A label of a page: "Order rhythm" is "订单节奏"; one not known is a term, or stays as it is."""
    return text if language == "en" else _texts("labels").get(text) or term(text, language)


def _plain(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return "–" if value is None else str(value)


@cache
def _date(text: str, language: Language) -> str:
    """2025-03-12 is "12 Mar 2025" or "2025年3月12日"."""
    on = date.fromisoformat(text)
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


@cache
def _texts(table: str) -> Mapping[str, str]:
    """Chinese for the words of the catalogue and the model (zh), and for labels of pages."""
    text = resources.files("projections").joinpath("terms.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[table]
    return found
