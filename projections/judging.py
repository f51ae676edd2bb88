"""Judging at three clocks: each review by the version of the policy in force at it."""

from projections.clocks import Clocks
from projections.effective import History
from projections.facts import Facts, gather_facts
from projections.judgement import Judgement, judge_facts
from projections.parameters import Parameters


def facts_at(history: History, clocks: Clocks, parameters: Parameters | None) -> Facts:
    """Of a history that is not empty, as of the clocks; without parameters it is the whole book."""
    return gather_facts(
        history,
        as_of=clocks.as_of,
        policy=clocks.policy,
        parameters=parameters,
        version=clocks.rules.version,
        earlier=clocks.rules.earlier,
    )


def judge_at(
    history: History, clocks: Clocks, parameters: Parameters | None, *, every_review: bool = False
) -> Judgement:
    """The same, judged at the asked-for review or at every one up to it."""
    return judge_facts(facts_at(history, clocks, parameters), every_review=every_review)
