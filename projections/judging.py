"""Judging at three clocks: each review by the version of the policy in force at it."""

from projections.clocks import Clocks
from projections.effective import History
from projections.judgement import Judgement, judge
from projections.parameters import Parameters


def judge_at(
    history: History, clocks: Clocks, parameters: Parameters | None, *, every_review: bool = False
) -> Judgement:
    """A history that is not empty, as of the clocks; without parameters it is the whole book."""
    return judge(
        history,
        as_of=clocks.as_of,
        policy=clocks.policy,
        parameters=parameters,
        version=clocks.rules.version,
        earlier=clocks.rules.earlier,
        every_review=every_review,
    )
