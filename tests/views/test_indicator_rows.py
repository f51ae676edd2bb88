"""Scores, advice, people, openings and sales stand in the tables as the answers say them."""

import json
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from projections import answers
from projections.clocks import Clocks, today
from projections.follower.rebuild import rebuild
from projections.policy_file import default_policy
from projections.views.sqlite.file import ViewsFile
from tests.views.conftest import Clock, Tell
from tests.views.test_rows import rows


@pytest.fixture
def at(ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock) -> Clocks:
    """Views of a book in which something is known of everything, and their clocks."""
    person = {"contact_id": "K2", "name": "Bo", "department": "Lab", "level": "executive", "influence": "0.7"}
    tell("C-1", "ContactAdded", "2024-05-02", **person)
    tell("C-1", "AttitudeObserved", "2024-05-03", contact_id="K2", attitude="supporter")
    tell("C-1", "RepurchaseIntentStated", "2025-02-01", contact_id="K2", score=9)
    tell("C-1", "RecommendationScored", "2025-02-01", contact_id="K2", score=10)
    tell("C-1", "BindingFormed", "2024-08-01", binding_id="B1", kind="tooling", invested_by="both")
    tell("C-1", "NeedObserved", "2024-09-01", level="social", subject="organisation", met="no")
    survey = [{"dimension": "price", "perceived": 6, "expected": 8, "best_rival": 7}]
    tell("C-1", "SatisfactionSurveyed", "2025-01-20", contact_id="K2", scores=survey)
    tell(
        "C-1", "OpeningObserved", "2025-01-20", opening_id="W1", kind="new_need", origin="created", due_on="2025-06-01"
    )
    tell("C-1", "OpeningObserved", "2025-01-21", opening_id="W2", kind="new_need", origin="created")
    tell("C-1", "OpeningClosed", "2025-02-21", opening_id="W2", result="missed")
    for month, opening, closing in (("2024-12", "10", "7"), ("2025-01", "8", "5")):
        stock = {"opening": opening, "purchased": "2", "sold": "5", "closing": closing}
        tell("C-1", "StockReported", "2025-02-02", month=month, product="P", **stock)
    rebuild(ledger, ViewsFile(views), clock=clock)
    return today(ledger, rules=default_policy(), now=clock())


def test_what_standing_says_of_loyalty_drivers_and_needs_is_what_show_says(
    ledger: Ledger, views: Path, at: Clocks
) -> None:
    (row,) = rows(views, "SELECT * FROM standing WHERE customer = 'C-1'")
    said = answers.standing(ledger, "C-1", at)
    loyalty = said["loyalty"]
    for name in ("behavioural", "attitudinal", "emotional", "attitude", "switching_cost", "communication"):
        assert row[name] == loyalty[name]["value"] is not None
    for name in ("our_lock_in", "mutual_lock", "one_sided"):
        assert row[name] == loyalty["switching_cost"][name]
    assert (row["our_lock_in"], row["loyalty_type"], row["retention"]) == (20, loyalty["type"], loyalty["retention"])
    assert (row["satisfaction_measure"], row["satisfaction_gap"], row["against_rival"]) == ("surveyed", -2.0, -1.0)
    for name, guard in loyalty["communication"]["safeguards"].items():
        assert row[name] == int(guard["met"])
    drivers = said["drivers"]
    for name in ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust"):
        assert row[name] == drivers[name]["value"]
    assert (row["weakest_driver"], row["won_by"]) == (drivers["weakest"], drivers["won_by"])
    assert {name: row[name] for name in ("customer_level", "served_level", "need_gap", "tier_gap")} == {
        name: said["needs"][name] for name in ("customer_level", "served_level", "need_gap", "tier_gap")
    }


def test_indicators_repeat_every_score_and_figure_of_show_known_or_not(ledger: Ledger, views: Path, at: Clocks) -> None:
    said = answers.standing(ledger, "C-1", at)
    documents = said["loyalty"] | said["loyalty"]["trade"] | said["drivers"]
    kept = rows(views, "SELECT * FROM indicators WHERE customer = 'C-1'")
    assert {"emotional", "on_time", "personal_trust"} <= {row["indicator"] for row in kept}
    assert any(row["value"] is None for row in kept)
    for row in kept:
        document: dict[str, Any] = documents[row["indicator"]]
        for name in ("value", "reason", "evidence_count"):
            assert row[name] == document[name]
        assert (row["trend"], row["cases"]) == (document.get("trend"), document.get("cases"))
        for name in ("parts", "evidence", "absences"):
            assert json.loads(row[name]) == document[name]


def test_the_history_says_how_loyal_they_were(ledger: Ledger, views: Path, at: Clocks) -> None:
    kept = rows(views, "SELECT * FROM history WHERE customer = 'C-1' ORDER BY review_on")
    said = [row["loyalty"] for row in answers.history(ledger, "C-1", at) if row["final"]]
    names = ("behavioural", "attitudinal", "emotional")
    assert [{name: row[name] for name in names} | {"type": row["loyalty_type"]} for row in kept] == said
    assert kept[-1]["emotional"] == 95


def test_advice_holds_the_five_items_to_do_first(ledger: Ledger, views: Path, at: Clocks) -> None:
    kept = rows(views, "SELECT * FROM advice WHERE customer = 'C-1' ORDER BY place")
    to_do = [item for item in answers.standing(ledger, "C-1", at)["advice"] if item["done"] is None]
    assert len(to_do) > 5
    assert [row["place"] for row in kept] == [1, 2, 3, 4, 5]
    for row, item in zip(kept, to_do, strict=False):
        assert (row["advice"], row["action"]) == (item["id"], item["action"])
        assert (row["because"], row["due_on"]) == (item["because"], item["due_on"])
        assert json.loads(row["done_by"]) == item["done_by"]


def test_people_openings_and_sales_stand_as_told(ledger: Ledger, views: Path, at: Clocks) -> None:
    people = rows(
        views, "SELECT contact_id, level, influence, attitude, last_met_on FROM people WHERE customer = 'C-1'"
    )
    assert [tuple(row.values()) for row in people] == [
        ("K1", "middle", None, None, "2024-02-01"), ("K2", "executive", 0.7, "supporter", None),
    ]  # fmt: skip
    openings = rows(views, "SELECT opening_id, due_on, closed_on, result FROM openings ORDER BY opening_id")
    assert [tuple(row.values()) for row in openings] == [
        ("W1", "2025-06-01", None, None), ("W2", None, "2025-02-21", "missed"),
    ]  # fmt: skip
    sales = rows(views, "SELECT month, expected_closing, adds_up, follows FROM sales ORDER BY month")
    assert [tuple(row.values()) for row in sales] == [("2024-12", "7", 1, None), ("2025-01", "5", 1, 0)]
