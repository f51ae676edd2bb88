"""Promises that move, requests, contracts renewed, overrides, complaints acknowledged."""

from ledger.errors import AlreadyRegistered, RuleBroken, UnknownReference
from tests.ledger.rules.scenario import RAISED, REGISTERED, REOPENED, RESOLVED, Story, Wanted, corrected, retracted

KEPT = ("CommitmentKept", {"commitment_id": "P-1"})
SIGNED = ("ContractSigned", {"contract_id": "V-1", "starts_on": "2025-01-01", "ends_on": "2025-12-31"})
ENDED = ("ContractEnded", {"contract_id": "V-1"})
ACKNOWLEDGED = ("ComplaintAcknowledged", {"complaint_id": "CP-1"})
CLEARED = ("OverrideCleared", {"field": "risk"})


def promised(due_on: str, by: str = "us") -> Wanted:
    return "CommitmentMade", {"commitment_id": "P-1", "by": by, "due_on": due_on}


def renewed(ends_on: str) -> Wanted:
    return "ContractRenewed", {"contract_id": "V-1", "ends_on": ends_on}


def overruled(value: str = "prevention") -> Wanted:
    return "OverrideSet", {"field": "risk", "value": value, "reason": "talks", "expires_on": "2025-06-30"}


class TestCommitments:
    def test_a_promise_moves_to_another_day_and_is_kept_once(self) -> None:
        story = Story(REGISTERED, promised("2025-04-01"), promised("2025-05-01"), KEPT)
        story.refuses(*KEPT, RuleBroken)

    def test_a_promise_that_is_kept_no_longer_moves(self) -> None:
        story = Story(REGISTERED, promised("2025-04-01"), KEPT)
        assert story.refuses(*promised("2025-05-01"), RuleBroken).pointer == "/data/commitment_id"

    def test_a_promise_stays_with_the_side_that_made_it(self) -> None:
        story = Story(REGISTERED, promised("2025-04-01"))
        assert story.refuses(*promised("2025-05-01", by="customer"), RuleBroken).pointer == "/data/by"
        assert story.then(*corrected("e2", promised("2025-04-01", by="customer")[1])) == ()
        assert story.then(*promised("2025-05-01", by="customer")) == ()
        story.refuses(*corrected("e2", promised("2025-04-01")[1]), RuleBroken)

    def test_a_promise_that_nobody_made_is_not_kept(self) -> None:
        story = Story(REGISTERED, promised("2025-04-01"), retracted("e2"))
        story.refuses(*KEPT, UnknownReference)

    def test_a_promise_of_which_only_the_first_making_is_retracted_still_stands(self) -> None:
        assert Story(REGISTERED, promised("2025-04-01"), promised("2025-05-01"), retracted("e2")).then(*KEPT) == ()


class TestContracts:
    def test_a_contract_is_renewed_as_often_as_one_likes_but_only_while_known(self) -> None:
        Story(REGISTERED).refuses(*renewed("2026-12-31"), UnknownReference)
        story = Story(REGISTERED, SIGNED)
        assert story.then(*renewed("2026-12-31")) == story.then(*renewed("2027-12-31")) == ()

    def test_a_renewal_written_down_after_the_end_is_flagged_and_the_end_stays(self) -> None:
        story = Story(REGISTERED, SIGNED, ENDED)
        assert story.then(*renewed("2026-12-31")) == ("contract_ended",)
        story.refuses(*ENDED, RuleBroken)

    def test_a_renewal_to_an_earlier_day_is_flagged(self) -> None:
        story = Story(REGISTERED, SIGNED)
        story.then(*renewed("2027-12-31"), on="2025-04-01")
        assert story.then(*renewed("2026-12-31"), on="2025-04-02") == ("contract_shortened",)
        assert story.then(*renewed("2026-06-30"), on="2025-03-20") == ()

    def test_a_renewal_to_a_day_before_the_first_is_refused(self) -> None:
        assert Story(REGISTERED, SIGNED).refuses(*renewed("2024-12-31"), RuleBroken).pointer == "/data/ends_on"


class TestComplaints:
    def test_a_complaint_is_acknowledged_and_then_resolved(self) -> None:
        story = Story(REGISTERED, RAISED)
        assert story.then(*ACKNOWLEDGED) == story.then(*RESOLVED) == ()

    def test_acknowledging_it_again_or_late_is_flagged_and_moves_nothing(self) -> None:
        story = Story(REGISTERED, RAISED, ACKNOWLEDGED)
        assert story.then(*ACKNOWLEDGED) == ("complaint_acknowledged",)
        story.then(*RESOLVED)
        assert story.then(*ACKNOWLEDGED) == ("complaint_resolved",)
        story.refuses(*RESOLVED, RuleBroken)

    def test_an_acknowledged_complaint_is_open_and_not_reopened(self) -> None:
        story = Story(REGISTERED, RAISED, ACKNOWLEDGED)
        story.refuses(*REOPENED, RuleBroken)
        story.then(*RESOLVED)
        story.then(*REOPENED)
        assert story.then(*ACKNOWLEDGED) == ()


class TestOverrides:
    def test_an_override_is_set_again_and_cleared_once(self) -> None:
        story = Story(REGISTERED, overruled(), overruled("control"), CLEARED)
        assert story.refuses(*CLEARED, RuleBroken).pointer == "/data/field"
        assert story.then(*overruled()) == story.then(*CLEARED) == ()

    def test_what_was_never_set_is_not_cleared(self) -> None:
        Story(REGISTERED).refuses(*CLEARED, UnknownReference)


def test_a_tender_is_announced_once() -> None:
    announced = ("TenderAnnounced", {"tender_id": "T-1", "due_on": "2025-09-30"})
    Story(REGISTERED, announced).refuses(*announced, AlreadyRegistered)
