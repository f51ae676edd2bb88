"""The book: every customer in a line, to be filtered, searched and sorted by the address alone."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from operator import itemgetter
from typing import Any

from api.pages.clock_form import ClockForm, told
from api.pages.drawing import RISKS, STAGES, words
from projections.choosing import choosing
from projections.clocks import Clocks
from projections.words import Language, label

ROWS = 50
LONGEST_ADDRESS = 160
TALLIES = ("stage", "risk")  # what the tiles count and choose
NAMED_BY_US = ("stage", "momentum", "risk", "signal")  # filters whose values are words of the model
URGENCY = ("rescue", "control", "prevention", "lost", None)
SEVERITIES = ("crisis", "alert", "watch", None)
PLACES = {pair: place for place, pair in enumerate(product(URGENCY, SEVERITIES))}
Row = dict[str, Any]
Filters = dict[str, str | None]
Linker = Callable[..., str]

# name of the column, field it sorts by, whether the first click sorts descending
COLUMNS = (
    ("Customer", "name", False),
    ("Stage", "stage", True),
    ("Risk", "risk", True),
    ("Signals", "worst", True),
    ("Share", "share", True),
    ("12 months", "purchases_12m", True),
    ("Silent", "silent_days", True),
    ("Last contact", "last_contact_on", False),
    ("Owner", "owner", False),
)


def book_page(
    rows: Sequence[Row],
    clocks: Clocks,
    form: ClockForm,
    *,
    filters: Filters,
    sort: str | None,
    page: int,
) -> dict[str, Any]:
    """What the template shows.

    rows: the whole book, by code. Without `sort` the most urgent stand first. page: from 1, the last one if beyond it.
    Invalid for a name or a field that the book does not know.
    """
    link = _linker(form, filters, sort)
    choose = choosing(sort=sort, **{name: filters[name] for name in TALLIES})
    matching = choosing(**{name: value for name, value in filters.items() if name not in TALLIES})(rows)
    shown = choose(matching)
    if sort is None:
        shown.sort(key=_urgency)
    pages = max((len(shown) + ROWS - 1) // ROWS, 1)
    page = min(page, pages)
    return {
        "rows": shown[(page - 1) * ROWS : page * ROWS],
        "count": len(shown),
        "pages": pages,
        "first": (page - 1) * ROWS + 1,
        "columns": [_column(link, sort, *column) for column in COLUMNS],
        "tallies": _tallies(matching, filters, link),
        "filters": filters,
        "chosen": [
            {"text": _chosen(name, value, form.language), "link": link(**{name: None})}
            for name, value in filters.items()
            if value is not None
        ],
        "sort": sort,
        "form": form,
        "told": told(clocks, form.language),
        "clear": form.link("/"),
        "book": form.link("/"),
        "today": ClockForm(lang=form.lang).link("/"),
        "previous_page": link(page=page - 1) if page > 1 else None,
        "next_page": link(page=page + 1) if page < pages else None,
        "customer": form.customer,
        "narrowed": lambda field, value: _short(link(**{field: value})),
    }


def _chosen(name: str, value: str, language: Language) -> str:
    """A filter as the reader sees it; what people are called is never translated."""
    said = words(label(value, language)) if name in NAMED_BY_US else value
    return f"{label(name.capitalize(), language)}：{said}" if language == "zh" else f"{name}: {said}"


def _short(address: str) -> str | None:
    """None for one so long that, said in every line, it would make the page heavy."""
    return address if len(address) <= LONGEST_ADDRESS else None


def _urgency(row: Row) -> int:
    """Who needs somebody today comes first."""
    return PLACES[row["risk"], row["worst"]]


def _linker(form: ClockForm, filters: Filters, sort: str | None) -> Linker:
    """Addresses of this page with something changed; another filter or order begins at the first page."""

    def link(**change: str | int | None) -> str:
        return form.link("/", **{**filters, "sort": sort, **change})

    return link


def _column(link: Linker, sort: str | None, title: str, field: str, descending: bool) -> Row:
    first, second = (f"-{field}", field) if descending else (field, f"-{field}")
    order = {f"-{field}": "descending", field: "ascending"}.get(sort or "")
    return {"title": title, "field": field, "order": order, "link": link(sort=second if sort == first else first)}


def _tallies(rows: Sequence[Row], filters: Filters, link: Linker) -> list[Row]:
    """Per field how many rows there are of each name, whatever is chosen of these names; each with the address that
    shows them alone or, chosen, all again."""
    pairs = Counter(map(itemgetter("stage", "risk"), rows))
    stages, risks = Counter[str](), Counter[str]()
    for (stage, risk), count in pairs.items():
        if filters["risk"] in (None, risk):
            stages[stage] += count
        if filters["stage"] in (None, stage):
            risks[risk] += count
    return [_tally("stage", STAGES, stages, filters, link), _tally("risk", RISKS, risks, filters, link)]


def _tally(field: str, names: Sequence[str], counts: Counter[str], filters: Filters, link: Linker) -> Row:
    chosen = filters[field]
    tiles = [
        {
            "name": name,
            "count": counts[name],
            "chosen": name == chosen,
            "link": link(**{field: None if name == chosen else name}),
        }
        for name in names
    ]
    return {"field": field, "tiles": tiles}
