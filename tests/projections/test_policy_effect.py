"""What another policy changes: per customer, since when, and totals that are the sum."""

from api.cli.tables.policies import compared_table
from projections.clocks import resolve
from projections.policy_difference import policy_difference
from projections.policy_effect import Row, totals
from projections.policy_file import default_policy, default_text, read_policy
from projections.replay.comparing import compared_book
from projections.replay.workers import Workers
from tests.cli.drawing import drawn
from tests.projections.signals.one_customer import CODE
from tests.projections.test_policy_versions import EASIER, log_with

LOG = log_with()


def compared(old: str, new: str, as_of: str) -> tuple[list[Row], Row]:
    clocks = [resolve(LOG, as_of=as_of, policy=read_policy(toml, version=None), now=0) for toml in (old, new)]
    with Workers(lambda: LOG, 1) as here:
        return compared_book(LOG, clocks[0], clocks[1], here)


def test_who_moves_is_listed_with_what_changes_and_since_when() -> None:
    rows, summed = compared(default_text(), EASIER, "2025-03-31")
    assert [(row["code"], row["stage"]) for row in rows] == [
        (CODE, {"old": "initial", "new": "stable", "since": "2024-11-30"})
    ]
    assert (rows[0]["first_on"], rows[0]["last_on"]) == ("2024-11-30", "2025-03-31")
    assert summed["stage"] == [{"old": "initial", "new": "stable", "customers": 1}]
    assert (summed["customers"], summed["differ"], summed["differ_today"]) == (1, 1, 1)


def test_the_totals_are_the_sums_of_the_rows_and_who_differs_today_stands_first() -> None:
    moved = {"old": "initial", "new": "stable", "since": "2024-11-30"}
    nothing = {"stage": None, "momentum": None, "risk": None, "signals": []}
    days = {"first_on": "2024-11-30", "last_on": "2025-01-31"}
    rows = [
        {"code": "C-1", "name": "A", **days, **nothing},
        {"code": "C-2", "name": "B", **days, **nothing, "stage": moved},
        {"code": "C-3", "name": "C", **days, **nothing, "stage": moved, "risk": moved | {"old": None, "new": "lost"}},
    ]
    summed = totals(rows, 9)
    assert (summed["customers"], summed["differ"], summed["differ_today"]) == (9, 3, 2)
    assert summed["stage"] == [{"old": "initial", "new": "stable", "customers": 2}]
    assert (summed["momentum"], summed["risk"]) == ([], [{"old": None, "new": "lost", "customers": 1}])
    text = drawn(compared_table({"totals": summed, "items": rows}))
    assert text.index("C-2") < text.index("C-3") < text.rindex("C-1")
    assert "alike again after 2025-01-31" in text


def test_the_same_policy_changes_nothing() -> None:
    assert compared(EASIER, EASIER, "2025-03-31") == (
        [],
        {"customers": 1, "differ": 0, "differ_today": 0, "stage": [], "momentum": [], "risk": []},
    )


def test_the_difference_of_two_policies_names_each_number() -> None:
    old, new = default_policy().policy, read_policy(EASIER, version=None).policy
    assert policy_difference(old, new) == [{"key": "stage.enter_stable_share", "old": 0.5, "new": 0.41}]
    less = read_policy(EASIER.replace("within = 365", "within = 30", 1), version=None).policy
    assert policy_difference(new, less) == [{"key": "advice.record-incumbent.within", "old": 365, "new": 30}]
