"""compliance_concern: open until it is closed, and on nobody's status."""

from datetime import date

from projections import answers
from tests.laws.clocks import clocks
from tests.model.showing import saw, shows
from tests.projections.signals.one_customer import CODE, ZONE, Happened, happened, log_of, registered

RAISED = happened("2025-03-03", "ComplianceConcernRaised", concern_id="CC-1", side="rival", text="t")
CLOSED = happened("2025-04-01", "ComplianceConcernClosed", concern_id="CC-1", outcome="o")


def concern(events: list[Happened], on: str) -> dict[str, object] | None:
    log = log_of(events)
    found = answers.open_concern(log, CODE, clocks(log, as_of=date.fromisoformat(on), zone=ZONE))
    saw("compliance_concern", "crisis" if found else None)
    return found


@shows("compliance_concern", "crisis", None)
def test_it_stands_from_the_day_it_is_raised_until_it_is_closed() -> None:
    events = [registered(), RAISED, CLOSED]
    assert concern(events, "2025-03-02") is None
    found = concern(events, "2025-03-31")
    assert found is not None
    assert (found["since"], found["cause"], found["value"], found["evidence"]) == ("2025-03-03", "rival", 1, [2])
    assert found["reason"] == "Concern CC-1 about rival of 3 Mar 2025 is open."
    assert concern(events, "2025-04-01") is None


def test_several_are_counted() -> None:
    second = happened("2025-03-10", "ComplianceConcernRaised", concern_id="CC-2", side="ours", text="t")
    found = concern([registered(), RAISED, second], "2025-03-31")
    assert found is not None
    assert found["reason"] == "Concern CC-1 about rival of 3 Mar 2025 is open; 1 more."
