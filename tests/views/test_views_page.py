"""docs/views.md says what the tables hold, and its questions can be asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger.application import Ledger
from projections.follower.rebuild import rebuild
from projections.views.columns import Column, Table
from projections.views.examples import EXAMPLES, Example
from projections.views.progress_table import PROGRESS
from projections.views.sqlite.file import ViewsFile
from projections.views.tables import TABLES
from projections.views.views_page import views_page
from tests.views.conftest import Clock

FOUND = [True, True, False, True, True, False, True]  # nobody fell back, or is of weight, in the book of the tests
PAGE = Path(__file__).resolve().parents[2] / "docs" / "views.md"


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == views_page(), "stale: run `make views`"


@pytest.fixture
def file(ledger: Ledger, views: Path, book: None, clock: Clock) -> Path:
    rebuild(ledger, ViewsFile(views), clock=clock)
    return views


@pytest.mark.parametrize("table", [*TABLES, PROGRESS], ids=lambda table: table.name)
def test_every_column_there_is_stands_on_the_page_with_its_type(file: Path, table: Table) -> None:
    text = views_page().partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
    with closing(sqlite3.connect(file)) as connection:
        kept = [(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table.name})")]
    assert [name for name, _ in kept] == list(table.names)
    for name, kind in kept:
        assert f"| `{name}` | {kind or 'INTEGER'} |" in text


def test_every_public_name_is_documented(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert names == {table.name for table in (*TABLES, PROGRESS)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.question)
def test_a_question_of_the_page_is_answered(file: Path, example: Example) -> None:
    assert example.sql.strip() in views_page()
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute(example.sql).fetchall()


def test_questions_find_something(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        found = [bool(connection.execute(example.sql).fetchall()) for example in EXAMPLES]
    assert found == FOUND


def test_a_row_that_lacks_a_column_is_a_fault() -> None:
    table = Table(name="t", grain="g", key=("a",), columns=(Column(name="a", type="TEXT", meaning="m"),))
    assert table.row({"a": "x"}) == ("x",)
    for wrong in ({}, {"b": "x"}, {"a": "x", "b": "y"}):
        with pytest.raises(KeyError):
            table.row(wrong)
