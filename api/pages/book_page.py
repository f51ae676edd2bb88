"""The book: every customer in a line, to be filtered, searched and sorted by the address alone."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from api.pages.clock_form import ClockForm, told
from api.pages.drawing import RISKS, STAGES
from projections.clocks import Clocks

ROWS = 50
Row = dict[str, Any]

# name of the column, field it sorts by, whether the first click sorts descending
COLUMNS = (
    ("Customer", "name", False),
    ("Stage", "stage", True),
    ("Risk", "risk", True),
    ("Signals", "worst", True),
    ("Share", "share", True),
    ("12 months", "purchases_12m", True),
    ("Silent", "silent_days", True),
    ("Contact", "last_contact_on", False),
    ("Owner", "owner", False),
)


def book_page(
    rows: Sequence[Row],
    clocks: Clocks,
    form: ClockForm,
    *,
    filters: dict[str, str | None],
    sort: str | None,
    page: int,
) -> dict[str, Any]:
    """What the template shows. rows: all that match the filters, in order; page: from 1, the last one if beyond it."""
    pages = max((len(rows) + ROWS - 1) // ROWS, 1)
    page = min(page, pages)
    link = _linker(form, filters, sort)
    return {
        "rows": rows[(page - 1) * ROWS : page * ROWS],
        "count": len(rows),
        "page": page,
        "pages": pages,
        "first": (page - 1) * ROWS + 1,
        "columns": [_column(link, sort, *column) for column in COLUMNS],
        "stages": _tally(rows, "stage", STAGES, filters, link),
        "risks": _tally(rows, "risk", RISKS, filters, link),
        "filters": filters,
        "filtered": any(filters.values()),
        "sort": sort,
        "form": form,
        "told": told(clocks, form),
        "clear": form.link("/"),
        "book": form.link("/"),
        "previous_page": link(page=page - 1) if page > 1 else None,
        "next_page": link(page=page + 1) if page < pages else None,
        "customer": lambda code: form.link(f"/customers/{code}"),
    }


Linker = Callable[..., str]


def _linker(form: ClockForm, filters: dict[str, str | None], sort: str | None) -> Linker:
    """Addresses of this page with something changed; another filter or order begins at the first page."""

    def link(**change: str | int | None) -> str:
        return form.link("/", **{**filters, "sort": sort, **change})

    return link


def _column(link: Linker, sort: str | None, title: str, field: str, descending: bool) -> Row:
    first, second = (f"-{field}", field) if descending else (field, f"-{field}")
    order = {f"-{field}": "descending", field: "ascending"}.get(sort or "")
    return {"title": title, "field": field, "order": order, "link": link(sort=second if sort == first else first)}


def _tally(
    rows: Sequence[Row], field: str, names: Sequence[str], filters: dict[str, str | None], link: Linker
) -> list[Row]:
    """How many rows there are of each name, each with the address that shows them alone or, chosen, all again."""
    counts = Counter(row[field] for row in rows)
    chosen = filters[field]
    return [
        {
            "name": name,
            "count": counts[name],
            "chosen": name == chosen,
            "link": link(**{field: None if name == chosen else name}),
        }
        for name in names
    ]
