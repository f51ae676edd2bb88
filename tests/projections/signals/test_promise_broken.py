"""promise_broken: ours, due in 182 days, kept late or still open."""

from tests.model.showing import shows
from tests.projections.signals.one_customer import Happened, happened, registered, severity, signal


def promise(id_: str, due_on: str, *, on: str = "2025-01-02", by: str = "us") -> Happened:
    return happened(on, "CommitmentMade", commitment_id=id_, by=by, due_on=due_on)


def kept(id_: str, on: str) -> Happened:
    return happened(on, "CommitmentKept", commitment_id=id_)


ONE = [registered(), promise("M-1", "2025-03-03")]


@shows("promise_broken", "watch", None)
def test_the_day_after_the_due_day_it_is_broken() -> None:
    assert severity("promise_broken", ONE, "2025-03-03") is None
    found = signal("promise_broken", ONE, "2025-03-10")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("watch", 1, 1)
    assert (found["since"], found["evidence"]) == ("2025-03-04", [2])
    assert found["reason"] == "Our promise M-1, due on 3 Mar 2025, is not kept."
    assert found["absences"] == ["promise M-1 not kept since 3 Mar 2025"]


def test_kept_in_time_is_kept() -> None:
    assert severity("promise_broken", [*ONE, kept("M-1", "2025-03-03")], "2025-03-10") is None


def test_kept_late_counts_until_182_days_after_the_due_day() -> None:
    late = [*ONE, kept("M-1", "2025-03-04")]
    found = signal("promise_broken", late, "2025-08-31")
    assert found is not None
    assert found["reason"] == "Our promise M-1, due on 3 Mar 2025, was kept late."
    assert found["absences"] == []
    assert severity("promise_broken", late, "2025-09-01") is None


@shows("promise_broken", "alert")
def test_two_are_an_alert_late_or_open() -> None:
    two = [*ONE, kept("M-1", "2025-03-09"), promise("M-2", "2025-03-05")]
    assert severity("promise_broken", two, "2025-03-05") == "watch"
    assert severity("promise_broken", two, "2025-03-06") == "alert"


@shows("promise_broken", "crisis")
def test_three_open_at_once_are_a_crisis() -> None:
    three = [*ONE, promise("M-2", "2025-03-05"), promise("M-3", "2025-03-06")]
    found = signal("promise_broken", three, "2025-03-07")
    assert found is not None
    assert (found["severity"], found["value"], found["threshold"]) == ("crisis", 3, 3)
    assert found["reason"] == (
        "Our promise M-1, due on 3 Mar 2025, is not kept; 3 promises of 182 days were late or are open, 3 of them open."
    )
    assert severity("promise_broken", [*three, kept("M-2", "2025-03-07")], "2025-03-07") == "alert"


def test_a_new_date_moves_the_promise() -> None:
    moved = [*ONE, promise("M-1", "2025-03-20", on="2025-03-10")]
    assert severity("promise_broken", moved, "2025-03-09") == "watch"
    assert severity("promise_broken", moved, "2025-03-20") is None
    assert severity("promise_broken", moved, "2025-03-21") == "watch"


def test_their_promises_are_theirs() -> None:
    assert severity("promise_broken", [registered(), promise("M-1", "2025-03-03", by="customer")], "2025-03-10") is None
