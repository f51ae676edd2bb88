"""Facts let go of what was made of them."""

from projections.effective import effective
from projections.facts import gather_facts
from projections.journal import journal_of
from projections.judgement import judge_facts
from projections.policy_file import default_policy

DAY = 86_400_000_000


def test_facts_that_forget_hold_nothing_that_was_made_of_them() -> None:
    said = '{"name":"Huang","currency":"EUR"}'
    journal = journal_of([(1, "e1", "C-1", 1, "CustomerRegistered", 1, DAY, DAY, said)])
    history = effective(journal, cut=1, as_of=400 * DAY)
    facts = gather_facts(history, as_of=400 * DAY, policy=default_policy().policy)
    judge_facts(facts)
    assert facts.read or facts.read_at
    facts.forget()
    assert (facts.read, facts.read_at) == ({}, {})
