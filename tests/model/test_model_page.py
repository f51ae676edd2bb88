"""docs/model.md is complete and true: every row of the model has its file, and tests that show all it can say."""

import pytest

from projections.signals import all_signals
from tests.model.page import ROOT, model_page, proof
from tests.model.rows import SECTIONS, SIGNALS
from tests.model.showing import Claim, not_seen, saw, shown_by, shows

ROWS = [row for section in SECTIONS for row in section.rows]


def test_the_page_is_what_the_marks_of_the_tests_say() -> None:
    assert (ROOT / "docs" / "model.md").read_text(encoding="utf-8") == model_page(), "stale: run `make model`"


def test_every_outcome_of_every_row_is_shown_and_so_is_its_silence() -> None:
    proven = proof()
    assert [
        (row.item, outcome) for row in ROWS for outcome in (*row.outcomes, None) if (row.item, outcome) not in proven
    ] == []


def test_no_test_shows_what_the_model_does_not_know() -> None:
    known = {(row.item, outcome) for row in ROWS for outcome in (*row.outcomes, None)}
    assert sorted(map(str, proof().keys() - known)) == []


def test_the_file_of_a_row_holds_it() -> None:
    assert [row.item for row in ROWS if row.word not in (ROOT / row.file).read_text(encoding="utf-8")] == []


def test_the_signals_of_the_model_are_those_of_the_product_in_their_groups() -> None:
    assert {name: group for group, names in SIGNALS.items() for name in names} == {
        signal.name: signal.group for signal in all_signals()
    }


def test_a_claim_that_the_test_does_not_come_to_see_is_caught() -> None:
    saw("order_overdue", "watch")
    by = Claim("order_overdue", (), ("expected",))
    assert not_seen([by], {"expected": "watch"}) == []
    assert not_seen([by], {"expected": "crisis"}) == [("order_overdue", "crisis")]
    assert not_seen([Claim("exposed", ("watch", None), ())], {}) == [("exposed", "watch"), ("exposed", None)]


def test_what_a_test_shows_is_read_from_its_parameters() -> None:
    @shows("order_overdue")
    @shows("exposed", None)
    @pytest.mark.parametrize(("days", "expected"), [(1, None), (2, "watch")])
    def some(days: int, expected: str | None) -> None: ...

    assert shown_by(some) == {("order_overdue", None), ("order_overdue", "watch"), ("exposed", None)}
