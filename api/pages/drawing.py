"""How values look on a page: money with its currency, dates, shares, words for codes; unknown is a dash, never 0."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.pages.static_files import StaticFiles
from projections.figures import share_of_wallet

UNKNOWN = "–"
STAGES = ("development", "initial", "stable", "strategic")
MOMENTUM = {"advancing": "↗", "steady": "→", "stagnant": "=", "regressing": "↘", "interrupted": "×"}
RISKS = ("prevention", "control", "rescue", "lost")


def environment(files: StaticFiles) -> Environment:
    """Templates escape everything; a name a template does not know is an error, not an empty place."""
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"money": money, "percent": percent, "words": words, "day": day, "whole": whole}
    made.globals |= {"STAGES": STAGES, "MOMENTUM": MOMENTUM, "RISKS": RISKS, "UNKNOWN": UNKNOWN, "file": files.address}
    return made


def money(amount: str | None, currency: str | None = None) -> str:
    """ "12500.00", "CNY" -> "12,500.00 CNY"."""
    if amount is None:
        return UNKNOWN
    number, _, decimals = amount.partition(".")
    text = f"{int(number):,}" + (f".{decimals}" if decimals else "")
    return f"{text} {currency}" if currency else text


def whole(amount: str | None) -> str:
    """Money in a narrow column: without the decimals, which the customer's page shows."""
    return UNKNOWN if amount is None else f"{int(amount.partition('.')[0]):,}"


def percent(part: float | None) -> str:
    return UNKNOWN if part is None else share_of_wallet(part)


def words(code: str | None) -> str:
    """order_overdue -> "order overdue"."""
    return UNKNOWN if code is None else code.replace("_", " ")


def day(instant: str | None) -> str:
    """The date of an instant or date."""
    return UNKNOWN if instant is None else instant[:10]
