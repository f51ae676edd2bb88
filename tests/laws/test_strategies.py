"""The histories themselves: the rules accept them in every order they may arrive in, and they are worth having."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.deciding import refusals
from tests.laws.documents import History, as_events
from tests.laws.effort import effort
from tests.laws.smallest import must_hold
from tests.laws.strategies import histories, in_another_order, ranks
from tests.oracle.judgement import judge

pytestmark = pytest.mark.props


@effort(20)
@given(data=st.data())
def test_the_rules_accept_every_history_in_every_order(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    order = data.draw(ranks(history), label="order")
    must_hold(history, lambda found: refusals(found.documents))
    must_hold(history, lambda found: refusals(in_another_order(found.documents, order)))


@effort(20)
@given(history=histories(customers=3))
def test_no_two_documents_are_recorded_or_occur_at_the_same_instant(history: History) -> None:
    assert all(one.recorded_at < other.recorded_at for one, other in pairwise(history.documents))
    times = Counter((d.customer, d.occurred_at) for d in history.documents)
    times.update((d.customer, d.data["occurred_at"]) for d in history.documents if "occurred_at" in d.data)
    assert set(times.values()) == {1}


@effort(20)
@given(history=histories())
def test_everything_is_recorded_after_it_occurred_and_after_what_it_needs(history: History) -> None:
    recorded = {d.name: d.recorded_at for d in history.documents}
    for document in history.documents:
        assert document.recorded_at > document.occurred_at
        assert all(recorded[name] < document.recorded_at for name in document.needs)


def test_the_histories_reach_every_stage_momentum_and_status() -> None:
    """What is never reached is never tested."""
    wanted: set[str | None] = {"development", "initial", "stable", "strategic"}
    wanted |= {"interrupted", "regressing", "advancing", "stagnant", "steady"}
    wanted |= {"prevention", "control", "rescue", "lost", "watch", "alert", "crisis"}

    @settings(effort(80), derandomize=True)
    @given(history=histories())
    def look(history: History) -> None:
        judged = judge(as_events(history.documents), as_of=history.anchor, zone=history.zone) if wanted else {}
        for reviews in judged.values():
            for review in reviews or ():
                wanted.difference_update((review.stage, review.momentum, review.risk))
                wanted.difference_update(level for level, _ in review.signals.values())

    look()
    assert wanted == set()
