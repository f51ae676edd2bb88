"""The follower: a thread that keeps the views up to date."""

import logging
import queue
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.application import Ledger, open_ledger
from ledger.ledger_stream import ledger_event
from projections.clocks import present_rules
from projections.follower.follower import Follower
from projections.follower.following import Taken
from projections.follower.rebuild import rebuild
from projections.policy_file import default_text
from projections.views.sqlite.file import ViewsFile
from tests.views.conftest import DAY, Clock, Tell
from tests.views.kept import contents
from tests.views.test_subscription import IN_ANOTHER_PROCESS, ROOT

PATIENCE = 30.0
TODAY = date(2025, 3, 14)  # of the clock


class Listener:
    """Keeps what the follower tells."""

    def __init__(self) -> None:
        self._heard: queue.Queue[Taken] = queue.Queue()

    def __call__(self, taken: Taken) -> None:
        self._heard.put(taken)

    def next(self) -> Taken:
        return self._heard.get(timeout=PATIENCE)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def follower(ledger: Ledger, views: Path, clock: Clock, listener: Listener) -> Iterator[Follower]:
    made = Follower(ledger, ViewsFile(views), clock=clock, told=listener)
    made.start()
    yield made
    made.stop()


def rebuilt(ledger: Ledger, place: Path, clock: Clock) -> dict[str, object]:
    """What a rebuild would hold now."""
    rebuild(ledger, ViewsFile(place), clock=clock)
    return contents(place)


def test_it_builds_the_views_first_and_then_takes_what_is_recorded(
    ledger: Ledger, views: Path, book: None, tell: Tell, follower: Follower, clock: Clock, tmp_path: Path
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    position = tell("C-1", "OrderPlaced", order_id="O20", amount="5.00", currency="EUR").position
    assert follower.wait_for(position, PATIENCE)
    assert follower.position() == position
    assert contents(views) == rebuilt(ledger, tmp_path / "other.db", clock)


def test_it_takes_what_another_process_records(ledger: Ledger, views: Path, book: None, follower: Follower) -> None:
    last = ledger.last()[0]
    assert follower.wait_for(last, PATIENCE)
    subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, ledger.directory], check=True, env={"PYTHONPATH": str(ROOT)}
    )
    assert follower.wait_for(last + 1, PATIENCE)
    assert [row[0] for row in contents(views)["standing"]] == ["C-1", "C-2", "C-9"]


def test_a_listener_hears_of_the_position_and_the_touched_customers(
    ledger: Ledger, book: None, tell: Tell, follower: Follower, listener: Listener
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    position = tell("C-2", "CallMade", contact_ids=["K1"]).position
    assert listener.next() == Taken(position=position, customers=frozenset({"C-2"}), new_day=False)


def test_a_listener_that_fails_does_not_stop_the_views(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(taken: Taken) -> None:
        raise RuntimeError("a broken listener")

    follower = Follower(ledger, ViewsFile(views), clock=clock, told=fail)
    follower.start()
    try:
        assert follower.wait_for(ledger.last()[0], PATIENCE)
        for _ in range(2):
            assert follower.wait_for(tell("C-2", "CallMade", contact_ids=["K1"]).position, PATIENCE)
    finally:
        follower.stop()
    assert "a listener failed" in caplog.text


def test_at_midnight_everybody_is_judged_again(
    ledger: Ledger, views: Path, book: None, follower: Follower, listener: Listener, clock: Clock, tmp_path: Path
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    clock.now += 20 * DAY
    assert listener.next() == Taken(position=ledger.last()[0], customers=frozenset(), new_day=True)
    assert contents(views) == rebuilt(ledger, tmp_path / "other.db", clock)


def test_it_goes_on_from_where_it_stopped(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock, tmp_path: Path
) -> None:
    first = Follower(ledger, ViewsFile(views), clock=clock)
    first.start()
    assert first.wait_for(ledger.last()[0], PATIENCE)
    first.stop()
    tell("C-1", "OrderPlaced", order_id="O20", amount="5.00", currency="EUR")
    second = Follower(ledger, ViewsFile(views), clock=clock)
    second.start()
    assert second.wait_for(ledger.last()[0], PATIENCE)
    second.stop()
    found = contents(views)
    assert found == rebuilt(ledger, tmp_path / "other.db", clock)


def test_a_rebuild_meanwhile_does_not_throw_it_off(
    ledger: Ledger, views: Path, book: None, tell: Tell, follower: Follower, clock: Clock, tmp_path: Path
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    for number in range(3):
        rebuild(ledger, ViewsFile(views), clock=clock)
        order = tell("C-1", "OrderPlaced", order_id=f"N{number}", amount="5.00", currency="EUR")
        assert follower.wait_for(order.position, PATIENCE)
    assert contents(views) == rebuilt(ledger, tmp_path / "other.db", clock)


def test_views_that_somebody_deletes_come_back(
    ledger: Ledger, views: Path, book: None, tell: Tell, follower: Follower, clock: Clock
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    views.unlink()
    assert follower.wait_for(tell("C-1", "CallMade", contact_ids=["K1"]).position, PATIENCE)
    follower.stop()
    again = Follower(ledger, ViewsFile(views), clock=clock)
    again.start()
    try:
        assert again.wait_for(ledger.last()[0], PATIENCE)
        assert contents(views)["position"] == ledger.last()[0]
    finally:
        again.stop()


def test_views_of_another_ledger_are_made_anew(
    ledger: Ledger, views: Path, book: None, clock: Clock, tmp_path: Path, tell: Tell
) -> None:
    with open_ledger(tmp_path / "other", clock=clock) as other:
        rebuild(other, ViewsFile(views), clock=clock)
    follower = Follower(ledger, ViewsFile(views), clock=clock)
    follower.start()
    try:
        assert follower.wait_for(ledger.last()[0], PATIENCE)
    finally:
        follower.stop()
    assert [row[0] for row in contents(views)["standing"]] == ["C-1", "C-2"]


def test_what_hinders_it_is_said_and_overcome(
    ledger: Ledger, views: Path, book: None, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="guanxi.follower")
    follower = Follower(ledger, ViewsFile(views), clock=clock)
    with ViewsFile(views).only_rebuild():
        follower.start()
        assert not follower.wait_for(ledger.last()[0], 0.2)
    try:
        assert follower.wait_for(ledger.last()[0], PATIENCE)
    finally:
        follower.stop()
    assert "another rebuild of these views is running" in caplog.text
    assert follower.failure is None


def test_waiting_ends_with_a_stop(ledger: Ledger, follower: Follower) -> None:
    follower.stop()
    assert follower.wait_for(10**6, PATIENCE) is False


def test_stopping_twice_or_without_a_start_is_fine(ledger: Ledger, views: Path, clock: Clock) -> None:
    follower = Follower(ledger, ViewsFile(views), clock=clock)
    follower.stop()
    follower.stop()
    assert follower.position() == 0


def publish(ledger: Ledger, clock: Clock, *, in_force_from: date) -> int:
    """Version 2, which asks for less of a main supplier; its position."""
    toml = default_text().replace("enter_stable_share = 0.50", "enter_stable_share = 0.41")
    data = {
        "version": 2,
        "sha256": sha256(toml.encode()).hexdigest(),
        "toml": toml,
        "in_force_from": str(in_force_from),
    }
    return ledger.record(ledger_event("PolicyPublished", data, occurred_at=clock())).position


def test_the_position_of_a_policy_is_reached_only_by_rows_that_it_judged(
    ledger: Ledger, views: Path, book: None, follower: Follower, clock: Clock
) -> None:
    assert follower.wait_for(ledger.last()[0], PATIENCE)
    assert contents(views)["policy_version"] == 1
    assert follower.wait_for(publish(ledger, clock, in_force_from=TODAY), PATIENCE)
    assert contents(views, present_rules(ledger, clock()))["policy_version"] == 2


def test_a_policy_comes_into_force_with_its_day(
    ledger: Ledger, views: Path, book: None, follower: Follower, clock: Clock, tell: Tell, tmp_path: Path
) -> None:
    assert follower.wait_for(publish(ledger, clock, in_force_from=TODAY + timedelta(days=1)), PATIENCE)
    assert contents(views)["policy_version"] == 1
    clock.now += DAY
    position = tell("C-1", "OrderPlaced", order_id="O20", amount="5.00", currency="EUR").position
    assert follower.wait_for(position, PATIENCE)
    rules = present_rules(ledger, clock())
    found = contents(views, rules)
    rebuild(ledger, ViewsFile(tmp_path / "other.db"), clock=clock)
    assert (found["policy_version"], found) == (2, contents(tmp_path / "other.db", rules))
