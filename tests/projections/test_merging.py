"""Merged customers are one in every answer, reverted imports in none; by the hour at which that was recorded."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ledger.errors import UnknownCustomer
from projections import answers
from projections.clocks import Clocks
from tests.laws.clocks import clocks
from tests.laws.documents import Document
from tests.laws.memory_log import MemoryLog

START = datetime(2025, 1, 1, tzinfo=UTC)
TODAY = datetime(2025, 6, 30, 12, tzinfo=UTC)
Tell = Callable[..., None]


class Told:
    """Facts in the order told, each recorded a day after the one before."""

    def __init__(self) -> None:
        self.documents: list[Document] = []

    def __call__(self, customer: str, kind: str, on: str = "2025-01-01", /, *, by: str | None = None, **d: Any) -> str:
        """by: the import that brings it. The name it gets."""
        number = len(self.documents) + 1
        document = Document(
            name=f"e{number}",
            customer=customer,
            type=kind,
            occurred_at=datetime.fromisoformat(on).replace(tzinfo=UTC),
            recorded_at=START + timedelta(days=number),
            data=d,
            batch=by,
        )
        self.documents.append(document)
        return document.name

    def customer(self, code: str, on: str, **data: Any) -> None:
        self(code, "CustomerRegistered", on, **{"name": f"Company {code}", "currency": "EUR"} | data)

    def order(self, code: str, on: str, order_id: str, amount: str = "100.00", by: str | None = None) -> str:
        return self(code, "OrderPlaced", on, by=by, order_id=order_id, amount=amount, currency="EUR")

    def log(self) -> MemoryLog:
        return MemoryLog.of(self.documents)

    def clocks(self, known: int | None = None) -> Clocks:
        """known: the number of facts that are known."""
        known_at = None if known is None else self.documents[known - 1].recorded_at
        return clocks(self.log(), as_of=TODAY, known_at=known_at, zone=ZoneInfo("UTC"))

    def book(self, known: int | None = None) -> dict[str, Any]:
        return {row["code"]: row for row in answers.book(self.log(), self.clocks(known))}

    def show(self, code: str, known: int | None = None) -> dict[str, Any]:
        return answers.standing(self.log(), code, self.clocks(known))

    def timeline(self, code: str, known: int | None = None, **how: Any) -> list[dict[str, Any]]:
        return answers.timeline(self.log(), code, self.clocks(known), order="asc", **how)


@pytest.fixture
def told() -> Told:
    """C-1 and C-2, each with an order SO-1."""
    told = Told()
    told.customer("C-1", "2025-02-01", owner="Li Lei")
    told.customer("C-2", "2025-01-01", owner="Han Mei")
    told.order("C-1", "2025-03-01", "SO-1")
    told.order("C-2", "2025-04-01", "SO-1", "50.00")
    return told


class TestMerged:
    @pytest.fixture
    def merge(self, told: Told) -> str:
        return told("C-2", "CustomersMerged", into="C-1")

    def test_a_merged_code_leaves_the_book_and_its_events_count_as_the_survivors(self, told: Told, merge: str) -> None:
        book = told.book()
        assert list(book) == ["C-1"]
        assert (book["C-1"]["purchases_12m"], book["C-1"]["orders"]) == ("150.00", 2)
        assert book["C-1"]["first_order_on"] == "2025-03-01"
        assert book["C-1"]["since"] == "2025-03-31"

    def test_whoever_asks_for_the_merged_code_is_told_of_the_survivor(self, told: Told, merge: str) -> None:
        assert told.show("C-2") == told.show("C-1")
        assert told.show("C-2")["code"] == "C-1"
        log, at = told.log(), told.clocks()
        assert answers.history(log, "C-2", at) == answers.history(log, "C-1", at)
        assert told.timeline("C-2") == told.timeline("C-1")

    def test_the_relationship_began_when_that_of_either_began(self, told: Told, merge: str) -> None:
        assert answers.history(told.log(), "C-1", told.clocks())[0]["on"] == "2025-01-31"

    def test_the_file_is_the_survivors(self, told: Told) -> None:
        told("C-2", "ProfileChanged", "2025-05-01", name="Another name", owner_managed=True)
        told("C-2", "OwnerAssigned", "2025-05-01", owner="Han Mei")
        told("C-2", "CustomersMerged", into="C-1")
        row = told.book()["C-1"]
        assert (row["name"], row["owner"], row["currency"]) == ("Company C-1", "Li Lei", "EUR")

    def test_a_cancellation_meets_the_order_of_its_own_customer(self, told: Told) -> None:
        told("C-2", "OrderCancelled", "2025-05-01", order_id="SO-1")
        told("C-2", "CustomersMerged", into="C-1")
        assert told.book()["C-1"]["purchases_12m"] == "100.00"

    def test_the_timeline_tells_for_whom_each_was_recorded(self, told: Told, merge: str) -> None:
        rows = told.timeline("C-1")
        assert [(row["customer"], row["type"]) for row in rows] == [
            ("C-2", "CustomerRegistered"),
            ("C-1", "CustomerRegistered"),
            ("C-1", "OrderPlaced"),
            ("C-2", "OrderPlaced"),
        ]
        assert rows[3]["data"]["order_id"] == "SO-1"

    def test_people_of_one_id_keep_their_own_names(self, told: Told) -> None:
        for code, name in (("C-1", "Anna"), ("C-2", "Wang")):
            person = {"contact_id": "K1", "name": name, "department": "Buying", "level": "middle"}
            told(code, "ContactAdded", "2025-05-01", **person)
            told(code, "VisitMade", "2025-05-02", contact_ids=["K1"])
        told("C-2", "CustomersMerged", into="C-1")
        visits = [row["summary"] for row in told.timeline("C-1") if row["type"] == "VisitMade"]
        assert ["Anna" in visits[0], "Wang" in visits[1]] == [True, True]

    def test_before_it_was_known_all_is_as_it_was(self, told: Told, merge: str) -> None:
        assert list(told.book(known=4)) == ["C-1", "C-2"]
        assert told.show("C-2", known=4)["code"] == "C-2"
        assert told.book(known=4)["C-1"]["purchases_12m"] == "100.00"

    def test_once_undone_all_is_as_before(self, told: Told, merge: str) -> None:
        told("C-2", "CustomersUnmerged", merge_event_id=merge, reason="two after all")
        assert told.book() == told.book(known=4)
        assert told.timeline("C-2") == told.timeline("C-2", known=4)

    def test_merges_follow_one_another(self, told: Told, merge: str) -> None:
        told.customer("C-3", "2025-01-15", currency="USD")
        told("C-1", "CustomersMerged", into="C-3")
        assert list(told.book()) == ["C-3"]
        assert {told.show(code)["code"] for code in ("C-1", "C-2", "C-3")} == {"C-3"}
        assert {row["customer"] for row in told.timeline("C-2")} == {"C-1", "C-2", "C-3"}
        assert told.book()["C-3"]["currency"] == "USD"

    def test_who_is_merged_into_nobody_registered_is_not_in_the_book(self, told: Told) -> None:
        told("C-2", "CustomersMerged", into="C-9")
        assert list(told.book()) == ["C-1"]
        with pytest.raises(UnknownCustomer):
            told.show("C-2")


class TestReverted:
    @pytest.fixture
    def brought(self, told: Told) -> Told:
        """Order SO-2 of C-1 and the correction of SO-1 of C-2 came by an import."""
        told.order("C-1", "2025-05-01", "SO-2", "999.00", by="b-1")
        data = {"order_id": "SO-1", "amount": "70.00", "currency": "EUR"}
        told("C-2", "EventCorrected", event_id="e4", data=data, reason="misread", by="b-1")
        told("$ledger", "ImportReverted", batch_id="b-1", reason="wrong file")
        return told

    def test_nothing_of_the_import_counts_from_then_on(self, brought: Told) -> None:
        assert [row["purchases_12m"] for row in brought.book(known=6).values()] == ["1099.00", "70.00"]
        assert [row["purchases_12m"] for row in brought.book().values()] == ["100.00", "50.00"]
        assert brought.show("C-1")["stage"]["facts"]["purchases_12m"] == "100.00"

    def test_the_timeline_shows_it_as_retracted_to_who_asks(self, brought: Told) -> None:
        assert "e5" not in [row["event_id"] for row in brought.timeline("C-1")]
        status = {row["event_id"]: row["status"] for row in brought.timeline("C-1", include_retracted=True)}
        assert status == {"e1": "current", "e3": "current", "e5": "retracted"}
        assert [row["status"] for row in brought.timeline("C-2", known=6)] == ["current", "corrected"]
        assert [row["status"] for row in brought.timeline("C-2")] == ["current", "current"]

    def test_a_merge_that_the_import_brought_goes_with_it(self, told: Told) -> None:
        told("C-2", "CustomersMerged", by="b-2", into="C-1")
        assert list(told.book()) == ["C-1"]
        told("$ledger", "ImportReverted", batch_id="b-2", reason="wrong file")
        assert list(told.book()) == ["C-1", "C-2"]

    def test_merges_that_a_revert_leaves_in_a_circle_do_not_run_for_ever(self, told: Told) -> None:
        merge = told("C-2", "CustomersMerged", into="C-1")
        told("C-2", "CustomersUnmerged", by="b-3", merge_event_id=merge, reason="two")
        told("C-1", "CustomersMerged", into="C-2")
        assert list(told.book()) == ["C-2"]
        told("$ledger", "ImportReverted", batch_id="b-3", reason="wrong file")
        assert list(told.book()) == ["C-1"]

    def test_nor_where_the_one_merged_again_was_merged_elsewhere_before(self, told: Told) -> None:
        told.customer("C-4", "2025-01-01")
        merges = [told("C-2", "CustomersMerged", into="C-1"), told("C-4", "CustomersMerged", into="C-2")]
        for code, merge in zip(("C-2", "C-4"), merges, strict=True):
            told(code, "CustomersUnmerged", by="b-3", merge_event_id=merge, reason="two")
        told("C-2", "CustomersMerged", into="C-4")
        assert list(told.book()) == ["C-1", "C-4"]
        told("$ledger", "ImportReverted", batch_id="b-3", reason="wrong file")
        assert list(told.book()) == ["C-1"]
