"""Sentences in every language: one template each, with numbers and dates as the language writes them."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
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

    {name} writes a part as it is, numbers in groups of three; {name:date} a date (ISO text); {name:percent} a part of
    one; {name:money} an amount in the part `currency`; {name:term} a word of the catalogue (terms.toml);
    {name:fields} fields of an event, as people list them ("address, payment terms");
    {name:day|days} a count with its noun; any other format is Python's.
    """

    en: str
    zh: str

    def said(self, parts: Mapping[str, Any], language: Language = "en") -> str:
        """The sentence; raises KeyError for a part that is not there."""
        pieces = _pieces(self.en if language == "en" else self.zh)
        return "".join(
            [text if name is None else text + written(parts[name], parts, language) for text, name, written in pieces]
        )

    def __add__(self, more: "Words") -> "Words":
        """Both, one after the other."""
        return joined((self, more))


@cache
def joined(words: tuple[Words, ...]) -> Words:
    """All, one after the other."""
    return Words(en="".join(one.en for one in words), zh="".join(one.zh for one in words))


Written = Callable[[Any, Mapping[str, Any], Language], str]
"""How a part is written: the part, all parts, the language."""


@cache
def _pieces(template: str) -> Sequence[tuple[str, str | None, Written]]:
    """Text, and the name of the part that follows it with how it is written; None after the last text."""
    return [(text, name, _written(form or "")) for text, name, form, _ in Formatter().parse(template)]


@cache
def _written(form: str) -> Written:
    """How a part of this format is written."""
    if form in _FORMS:
        return _FORMS[form]
    if "|" in form:
        one, several = form.split("|")
        return lambda value, parts, language: f"{_plain(value)} {one if value == 1 else several}"
    return lambda value, parts, language: format(value, form)


def money(amount: str, currency: str) -> str:
    """An amount as people read it: "CNY 12,500.00"."""
    whole, point, rest = amount.partition(".")
    return f"{currency} {int(whole):,}{point}{rest}"


def term(name: str, language: Language) -> str:
    """A word of the catalogue or the model: "order_won" is "order won" or "赢得订单". Departments and the like are
    written by people, so that in Chinese "Purchasing" is found as well as "purchasing" (but no "US" for "us").
    """
    if language == "en":
        return name.replace("_", " ")
    return _texts("zh").get(name.lower() if name.istitle() else name, name)


def field_name(name: str, language: Language) -> str:
    """A field of an event: "due_on" is "due on" or "期限"; one not known stays as it is."""
    return _texts("fields").get(name, name) if language == "zh" else name.replace("_", " ")


def _field(said: str) -> str:
    return field_name(said.replace(" ", "_"), "zh")


def label(text: str, language: Language) -> str:
    """A label of a page: "Order rhythm" is "订单节奏"; one not known is a term, or stays as it is."""
    return text if language == "en" else _texts("labels").get(text) or term(text, language)


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() else f"{value:,}"
    return "–" if value is None else str(value)


@cache
def _date(text: str, language: Language) -> str:
    """2025-03-12 is "12 Mar 2025" or "2025年3月12日"."""
    on = date.fromisoformat(text)
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


_FORMS: Mapping[str, Written] = {
    "": lambda value, parts, language: _plain(value),
    "date": lambda value, parts, language: _date(str(value), language),
    "percent": lambda value, parts, language: percent(value),
    "money": lambda value, parts, language: money(value, parts["currency"]),
    "term": lambda value, parts, language: _plain(value) if value is None else term(str(value), language),
    "fields": lambda value, parts, language: (
        str(value) if language == "en" else "、".join(_field(name) for name in value.split(", "))
    ),
}


@cache
def _texts(table: str) -> Mapping[str, str]:
    """Chinese for the words of the catalogue and the model (zh), for fields of events, and for labels of pages."""
    text = resources.files("projections").joinpath("terms.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)[table]
    return found
