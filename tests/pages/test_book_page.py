"""The book: which rows are shown, in which order, and where its links lead."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api.pages.book_page import COLUMNS, ROWS, book_page
from api.pages.clock_form import ClockForm
from api.pages.questions import FILTERS
from ledger.errors import Invalid
from tests.pages.rows import book_row, clocks

NO_FILTERS: dict[str, str | None] = dict.fromkeys(FILTERS)


def shown(rows: list[dict[str, Any]], *, sort: str | None = "code", page: int = 1, **filters: str) -> dict[str, Any]:
    form = ClockForm(as_of="2025-06-30", known_at=None, policy=None)
    return book_page(rows, clocks(), form, filters=NO_FILTERS | filters, sort=sort, page=page)


def asked(link: str) -> dict[str, str]:
    """What an address asks for besides the clock, which every one keeps."""
    question = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
    assert question.pop("as_of") == "2025-06-30"
    return question


def codes(page: dict[str, Any]) -> list[str]:
    return [row["code"] for row in page["rows"]]


ALL = [book_row(f"C-{n:03}") for n in range(1, 2 * ROWS + 2)]


@pytest.mark.parametrize(
    ("page", "first", "length", "previous", "following"),
    [(1, 1, ROWS, None, "2"), (2, ROWS + 1, ROWS, "1", "3"), (3, 2 * ROWS + 1, 1, "2", None), (9, 101, 1, "2", None)],
)
def test_pages_follow_each_other_and_the_last_one_answers_for_those_beyond(
    page: int, first: int, length: int, previous: str | None, following: str | None
) -> None:
    found = shown(ALL, page=page)
    assert (found["first"], len(found["rows"]), found["count"], found["pages"]) == (first, length, 101, 3)
    links = [found["previous_page"], found["next_page"]]
    assert [link and asked(link)["page"] for link in links] == [previous, following]


def test_an_empty_book_has_one_page() -> None:
    found = shown([])
    assert (found["rows"], found["count"], found["pages"], found["next_page"]) == ([], 0, 1, None)


def test_without_an_order_the_most_urgent_stand_first() -> None:
    risks: list[tuple[str | None, str | None]] = [
        (None, None),
        ("lost", "crisis"),
        ("prevention", None),
        ("prevention", "watch"),
        ("control", "alert"),
        ("rescue", None),
        ("rescue", "crisis"),
    ]
    rows = [book_row(f"C-{n}", risk=risk, worst=worst) for n, (risk, worst) in enumerate(risks)]
    assert codes(shown(rows, sort=None)) == ["C-6", "C-5", "C-4", "C-3", "C-2", "C-1", "C-0"]


def test_with_an_order_urgency_does_not_matter() -> None:
    rows = [book_row("C-1", risk="rescue"), book_row("C-2")]
    assert codes(shown(rows, sort="-code")) == ["C-2", "C-1"]


@pytest.mark.parametrize(
    ("filters", "known"),
    [
        ({"signal": "order_overdu"}, "order_overdue"),
        ({"stage": "Stable"}, "development, initial, stable, strategic"),
        ({"risk": "none"}, "prevention, control, rescue, lost"),
        ({"momentum": "up"}, "interrupted, regressing, advancing, stagnant, steady"),
        ({"tier": "D"}, "A, B, C"),
        ({"sort": "colour"}, "code, name, owner"),
    ],
)
def test_a_name_the_book_does_not_know_is_refused_with_those_it_knows(filters: dict[str, str], known: str) -> None:
    with pytest.raises(Invalid) as refused:
        shown([], **{"sort": "code"} | filters)
    [problem] = refused.value.problems
    assert problem.pointer == f"/{next(iter(filters))}"
    assert known in problem.remedy


def test_tiles_count_what_they_would_show() -> None:
    rows = [
        book_row("C-1", owner="Li Wei", stage="initial", risk="control"),
        book_row("C-2", owner="Li Wei", stage="stable", risk="control"),
        book_row("C-3", owner="Li Wei", stage="stable", risk="prevention"),
        book_row("C-4", owner="Li Na", stage="stable", risk="prevention"),
    ]
    found = shown(rows, stage="stable", owner="Li Wei")
    stages, risks = ({tile["name"]: tile for tile in tally["tiles"]} for tally in found["tallies"])
    assert codes(found) == ["C-2", "C-3"]
    assert {name: tile["count"] for name, tile in stages.items()} == {
        "development": 0,
        "initial": 1,
        "stable": 2,
        "strategic": 0,
    }
    assert {name: tile["count"] for name, tile in risks.items() if tile["count"]} == {"prevention": 1, "control": 1}
    assert asked(stages["initial"]["link"]) == {"stage": "initial", "owner": "Li Wei", "sort": "code"}
    assert asked(risks["control"]["link"]) == {
        "stage": "stable",
        "risk": "control",
        "owner": "Li Wei",
        "sort": "code",
    }


def test_a_chosen_tile_leads_back_to_all() -> None:
    tiles = shown(ALL, stage="initial")["tallies"][0]["tiles"]
    assert [tile["name"] for tile in tiles if tile["chosen"]] == ["initial"]
    assert "stage" not in asked(tiles[1]["link"])


@pytest.mark.parametrize(("field", "descending"), [column[1:] for column in COLUMNS])
def test_a_column_sorts_and_sorts_back(field: str, descending: bool) -> None:
    usual, other = (f"-{field}", field) if descending else (field, f"-{field}")
    for before, after, order in [
        (None, usual, None),
        (usual, other, "descending" if descending else "ascending"),
        (other, usual, "ascending" if descending else "descending"),
    ]:
        column = next(c for c in shown(ALL, sort=before, page=2)["columns"] if c["field"] == field)
        assert (asked(column["link"]), column["order"]) == ({"sort": after}, order)


def test_every_filter_can_be_taken_back() -> None:
    found = shown(ALL, search="Huaxin & Co", signal="order_overdue")
    assert [one["text"] for one in found["chosen"]] == ["signal: order overdue", "search: Huaxin & Co"]
    assert asked(found["chosen"][0]["link"]) == {"search": "Huaxin & Co", "sort": "code"}
