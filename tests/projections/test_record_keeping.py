"""Corrections, retractions and restorations, in the order recorded."""

from projections.record_keeping import Resolution, Step, resolve


def step(position: int, kind: str, target: str) -> Step:
    return Step(event_id=f"r{position}", position=position, type=f"Event{kind}", target=target)


def after(*steps: Step) -> Resolution:
    return resolve(steps)


def test_of_several_corrections_the_latest_wins() -> None:
    found = after(step(5, "Corrected", "e1"), step(6, "Corrected", "e1"))
    assert found.corrections()["e1"].position == 6


def test_retracting_a_correction_brings_back_the_one_before() -> None:
    found = after(step(5, "Corrected", "e1"), step(6, "Corrected", "e1"), step(7, "Retracted", "r6"))
    assert found.corrections()["e1"].position == 5


def test_retracting_the_only_correction_leaves_nothing_in_force() -> None:
    assert after(step(5, "Corrected", "e1"), step(6, "Retracted", "r5")).in_force == {}


def test_restoring_undoes_the_latest_thing_in_force() -> None:
    found = after(step(5, "Corrected", "e1"), step(6, "Retracted", "e1"), step(7, "Restored", "e1"))
    assert found.retracted() == set()
    assert found.corrections()["e1"].position == 5
    assert after(step(5, "Corrected", "e1"), step(6, "Restored", "e1")).in_force == {}


def test_restoring_what_nobody_touched_changes_nothing() -> None:
    assert after(step(5, "Restored", "e1")).in_force == {}
