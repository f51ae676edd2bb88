"""Generations: filled beside the present one, put in its place at once, and the old ones gone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError, Tracking

from ledger.application import Ledger
from ledger.errors import Unavailable
from projections.clocks import today
from projections.follower.rebuild import rebuild
from projections.policy_file import default_policy
from projections.views.book_slices import count_book
from projections.views.datastore import make_views
from projections.views.only_one import only_rebuild
from projections.views.progress import progress_at
from projections.views.reading import Overtaken
from projections.views.recorder import ViewsRecorder
from projections.views.season_table import SEASON
from projections.views.standing_table import STANDING
from projections.views.tables import TABLES
from tests.views.conftest import DAY, Clock, Tell
from tests.views.kept import contents, recorder_of


@contextmanager
def sql(views: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{views.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        yield connection


def tables(views: Path) -> set[str]:
    with sql(views) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_rebuild_leaves_one_generation_under_the_public_names(
    ledger: Ledger, views: Path, book: None, clock: Clock
) -> None:
    for generation in (1, 2, 3):
        assert rebuild(ledger, views, clock=clock).generation == generation
        own = {f"{table.name}_{generation}" for table in TABLES}
        assert tables(views) == own | {"generations", "tracking"}
        with sql(views) as connection:
            assert connection.execute("SELECT customer, name FROM standing ORDER BY customer").fetchall() == [
                ("C-1", "Company C-1"),
                ("C-2", "Company C-2"),
            ]
            position, generation_read = connection.execute("SELECT position, generation FROM progress").fetchone()
            assert (position, generation_read) == (ledger.last()[0], generation)


def test_a_rebuild_of_an_empty_ledger_is_an_empty_view(ledger: Ledger, views: Path, clock: Clock) -> None:
    progress = rebuild(ledger, views, clock=clock)
    assert (progress.position, progress.event_id, progress.known_at) == (0, None, None)
    assert contents(views)["standing"] == []


def test_a_reader_in_the_middle_keeps_seeing_the_old_generation(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with sql(views) as connection:
        connection.execute("BEGIN")
        before = connection.execute("SELECT * FROM standing ORDER BY customer").fetchall()
        tell("C-1", "ProfileChanged", name="New name")
        rebuild(ledger, views, clock=clock)
        assert connection.execute("SELECT * FROM standing ORDER BY customer").fetchall() == before
        connection.execute("COMMIT")
        (name,) = connection.execute("SELECT name FROM standing WHERE customer = 'C-1'").fetchone()
        assert name == "New name"


def test_a_generation_under_way_is_not_seen(ledger: Ledger, views: Path, book: None, clock: Clock) -> None:
    rebuild(ledger, views, clock=clock)
    before = contents(views)
    with recorder_of(views) as recorder:
        _begin(recorder, ledger, clock, generation=2)
        assert contents(views) == before
        with sql(views) as connection:
            assert connection.execute("SELECT generation FROM progress").fetchone() == (1,)


def test_what_an_interrupted_rebuild_left_is_removed_by_the_next(
    ledger: Ledger, views: Path, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with recorder_of(views) as recorder:
        _begin(recorder, ledger, clock, generation=2)
    rebuild(ledger, views, clock=clock)
    assert {name for name in tables(views) if name.startswith("standing")} == {"standing_3"}


def test_a_generation_behind_the_present_one_is_not_put_in_its_place(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    with recorder_of(_empty(views)) as recorder:
        _begin(recorder, ledger, clock, generation=1)
        tell("C-1", "ProfileChanged", name="New name")
        _begin(recorder, ledger, clock, generation=2)
        recorder.present(2)
        with pytest.raises(Overtaken):
            recorder.present(1)


def test_rows_and_position_of_a_lost_race_are_not_written(
    ledger: Ledger, views: Path, book: None, tell: Tell, clock: Clock
) -> None:
    before = rebuild(ledger, views, clock=clock)
    tell("C-1", "ProfileChanged", name="New name")
    after = progress_at(
        today(ledger, rules=default_policy(), now=clock()), generation=1, event_id=None, counts=before.counts
    )
    with recorder_of(views) as recorder:
        recorder.advance(before, after, {})
        with pytest.raises(Overtaken):
            recorder.advance(before, after, {})
        assert recorder.kept(STANDING, 1)
        assert recorder.kept(SEASON, 1)


def test_a_second_rebuild_at_the_same_time_is_refused_with_one_clear_line(
    ledger: Ledger, views: Path, clock: Clock
) -> None:
    with only_rebuild(views), pytest.raises(Unavailable, match="another rebuild of these views is running"):
        rebuild(ledger, views, clock=clock)


def test_a_file_of_another_program_is_left_alone(ledger: Ledger, views: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(views)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    with pytest.raises(Unavailable, match="database of another program"):
        rebuild(ledger, views, clock=clock)
    with sql(views) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_what_stood_beside_a_deleted_file_does_not_reach_the_new_one(
    ledger: Ledger, views: Path, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with recorder_of(views) as recorder:  # an open connection keeps the file's log beside it
        recorder.drop_leftovers()
        kept = contents(views)
        views.unlink()
        rebuild(ledger, views, clock=clock)
    assert contents(views) == kept


def test_views_made_by_another_program_do_not_count(ledger: Ledger, views: Path, book: None, clock: Clock) -> None:
    rebuild(ledger, views, clock=clock)
    with closing(sqlite3.connect(views)) as connection, connection:
        connection.execute("UPDATE generations SET made_by = 'guanxi 0.0.1'")
    with recorder_of(views) as recorder:
        assert recorder.progress(default_policy().policy) is None


def test_turning_to_another_day_and_back_equals_rebuilding_on_it(
    ledger: Ledger, views: Path, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    first = contents(views)
    clock.now += 40 * DAY
    rebuild(ledger, views, clock=clock)
    assert contents(views)["standing"] != first["standing"]


def test_positions_are_tracked_as_eventsourcing_promises(views: Path) -> None:
    with recorder_of(_empty(views)) as recorder:
        assert recorder.max_tracking_id("views 1") is None
        recorder.insert_tracking(Tracking("views 1", 21))
        recorder.insert_tracking(Tracking("views 2", 21))
        for position in (20, 21):
            with pytest.raises(IntegrityError):
                recorder.insert_tracking(Tracking("views 1", position))
        recorder.insert_tracking(Tracking("views 1", 22))
        assert (recorder.max_tracking_id("views 1"), recorder.max_tracking_id("views 2")) == (22, 21)
        recorder.wait("views 1", 22, timeout=0)


def _empty(views: Path) -> Path:
    make_views(views)
    return views


def _begin(recorder: ViewsRecorder, ledger: Ledger, clock: Clock, *, generation: int) -> None:
    clocks = today(ledger, rules=default_policy(), now=clock())
    counts = count_book(ledger, clocks)
    recorder.begin(progress_at(clocks, generation=generation, event_id=None, counts=counts))
