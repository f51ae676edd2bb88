"""How values look on a page: money with its currency, dates, shares, words for codes; unknown is a dash, never 0."""

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.pages.sentences import COLON
from api.pages.static_files import StaticFiles
from api.separators import grouped, sentence
from projections.figures import share_of_wallet
from projections.words import Language, field_name, label, term

UNKNOWN = "–"
STAGES = ("development", "initial", "stable", "strategic")
MOMENTUM = {"advancing": "↗", "steady": "→", "stagnant": "=", "regressing": "↘", "interrupted": "×"}
CHIPS = 3  # signals in a line of the book; the customer's page shows all
RISKS = ("prevention", "control", "rescue", "lost")
AMOUNT_FIELDS = frozenset({"amount", "unit_price", "value"})
CHOSEN = re.compile(  # fields whose value is a word of the catalogue, or usually one
    "aspect|attitude|basis|by|category|cause|department|dimension|direction|field|invested_by|kind|level|lever|met|origin"
    "|purpose|responsible|result|role|scope|severity|side|signal|subject|where"
)
DECIMAL = re.compile(r"\d+(\.\d+)?")
NOTHING: tuple[Any, ...] = (None, "", [], {})


def environment(files: StaticFiles) -> Environment:
    """Templates escape everything; a name a template does not know is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {f.__name__: f for f in (money, percent, words, whole, grouped, brief, sentence)}
    made.globals |= {
        "STAGES": STAGES,
        "MOMENTUM": MOMENTUM,
        "RISKS": RISKS,
        "CHIPS": CHIPS,
        "UNKNOWN": UNKNOWN,
        "file": files.address,
    }
    return made


def money(amount: str | None, currency: str | None = None) -> str:
    """ "12500.00", "CNY" -> "12,500.00 CNY"."""
    if amount is None:
        return UNKNOWN
    return f"{grouped(amount)} {currency}" if currency else grouped(amount)


def whole(amount: str | None) -> str:
    """Money in a narrow column: without the decimals, which the customer's page shows."""
    return UNKNOWN if amount is None else grouped(amount.partition(".")[0])


def percent(part: float | None) -> str:
    """0.2934 -> "29.3 %"."""
    return UNKNOWN if part is None else share_of_wallet(part)


def words(code: str | None) -> str:
    """order_overdue -> "order overdue"."""
    return UNKNOWN if code is None else code.replace("_", " ")


def brief(text: str, most: int) -> str:
    """At most so many characters: a text has no bound, a page has one."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def fields(data: Mapping[str, Any], language: Language) -> str:
    """What an event says, field by field: "amount: 3,000.00 · currency: CNY"."""
    return " · ".join(
        f"{field_name(name, language)}{COLON[language]}{_value(name, value, language)}"
        for name, value in data.items()
        if value not in NOTHING
    )


def _value(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return label("yes" if value else "no", language)
    if isinstance(value, list):
        joint = "; " if any(isinstance(one, dict) for one in value) else ", "
        return joint.join(_value(name, one, language) for one in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{field_name(key, language)} {_value(key, one, language)}"
            for key, one in value.items()
            if one not in NOTHING
        )
    text = UNKNOWN if value is None else str(value)
    if language == "zh" and CHOSEN.fullmatch(name):
        return term(text, language)
    return grouped(text) if name in AMOUNT_FIELDS and DECIMAL.fullmatch(text) else text
