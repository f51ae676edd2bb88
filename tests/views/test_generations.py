"""Generations: filled beside the present one, put in its place at once, and the old ones gone."""

import pytest
from eventsourcing.persistence import IntegrityError, Tracking

from ledger.application import Ledger
from ledger.errors import Unavailable
from ledger.place import Place
from projections.clocks import today
from projections.follower.rebuild import rebuild
from projections.policy_file import default_policy
from projections.views.book_slices import count_book
from projections.views.progress import progress_at
from projections.views.reading import Overtaken
from projections.views.recorder import ViewsRecorder
from projections.views.season_table import SEASON
from projections.views.standing_table import STANDING
from projections.views.store import Views, views_of
from projections.views.tables import TABLES
from tests.views.conftest import DAY, Clock, Tell
from tests.views.kept import contents, recorder_of
from tests.views.stores import one_snapshot, reader, run, tables

# What ends the swap at its last step, in either store.
IN_A_FILE = (
    "CREATE TRIGGER swap BEFORE UPDATE ON generations WHEN NEW.present AND NEW.generation = 2"
    " BEGIN SELECT RAISE(ABORT, 'broken off'); END",
)
IN_A_DATABASE = (
    "CREATE FUNCTION {t}swap() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = 'disk_full'; END $$",
    "CREATE TRIGGER swap BEFORE UPDATE ON {t}generations FOR EACH ROW"
    " WHEN (NEW.present AND NEW.generation = 2) EXECUTE FUNCTION {t}swap()",
)


@pytest.fixture
def place(every_place: Place) -> Place:
    return every_place


@pytest.fixture
def views(ledger: Ledger) -> Views:
    """The views of the ledger, which are not there yet."""
    return views_of(ledger)


def test_a_rebuild_leaves_one_generation_under_the_public_names(
    ledger: Ledger, views: Views, book: None, clock: Clock
) -> None:
    for generation in (1, 2, 3):
        assert rebuild(ledger, views, clock=clock).generation == generation
        own = {f"{table.name}_{generation}" for table in TABLES}
        assert tables(ledger) == own | {"generations", "tracking"}
        with reader(ledger) as connection:
            assert connection.execute("SELECT customer, name FROM standing ORDER BY customer").fetchall() == [
                ("C-1", "Company C-1"),
                ("C-2", "Company C-2"),
            ]
            position, generation_read = connection.execute("SELECT position, generation FROM progress").fetchone()
            assert (position, generation_read) == (ledger.last()[0], generation)


def test_a_rebuild_of_an_empty_ledger_is_an_empty_view(ledger: Ledger, views: Views, clock: Clock) -> None:
    progress = rebuild(ledger, views, clock=clock)
    assert (progress.position, progress.event_id, progress.known_at) == (0, None, None)
    assert contents(views)["standing"] == []


def test_a_reader_in_the_middle_keeps_seeing_the_old_generation(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with reader(ledger) as connection:
        connection.execute(one_snapshot(ledger))
        before = connection.execute("SELECT * FROM standing ORDER BY customer").fetchall()
        tell("C-1", "ProfileChanged", name="New name")
        rebuild(ledger, views, clock=clock)
        assert connection.execute("SELECT * FROM standing ORDER BY customer").fetchall() == before
        connection.execute("COMMIT")
        (name,) = connection.execute("SELECT name FROM standing WHERE customer = 'C-1'").fetchone()
        assert name == "New name"


def test_a_swap_that_is_broken_off_leaves_the_old_generation_under_every_name(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    before = contents(views)
    tell("C-1", "ProfileChanged", name="New name")
    for statement in IN_A_FILE if ledger.database is None else IN_A_DATABASE:
        run(ledger, statement)
    with pytest.raises((Unavailable, IntegrityError)):
        rebuild(ledger, views, clock=clock)
    assert contents(views) == before
    with reader(ledger) as connection:
        assert connection.execute("SELECT generation FROM progress").fetchone() == (1,)
        (name,) = connection.execute("SELECT name FROM standing WHERE customer = 'C-1'").fetchone()
        assert name == "Company C-1"
    assert rebuild(ledger, views, clock=clock).generation == 3


def test_a_generation_under_way_is_not_seen(ledger: Ledger, views: Views, book: None, clock: Clock) -> None:
    rebuild(ledger, views, clock=clock)
    before = contents(views)
    with recorder_of(views) as recorder:
        _begin(recorder, ledger, clock, generation=2)
        assert contents(views) == before
        with reader(ledger) as connection:
            assert connection.execute("SELECT generation FROM progress").fetchone() == (1,)


def test_what_an_interrupted_rebuild_left_is_removed_by_the_next(
    ledger: Ledger, views: Views, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    with recorder_of(views) as recorder:
        _begin(recorder, ledger, clock, generation=2)
    rebuild(ledger, views, clock=clock)
    assert {name for name in tables(ledger) if name.startswith("standing")} == {"standing_3"}


def test_a_generation_behind_the_present_one_is_not_put_in_its_place(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock
) -> None:
    with recorder_of(_empty(views)) as recorder:
        _begin(recorder, ledger, clock, generation=1)
        tell("C-1", "ProfileChanged", name="New name")
        _begin(recorder, ledger, clock, generation=2)
        recorder.present(2)
        with pytest.raises(Overtaken):
            recorder.present(1)


def test_rows_and_position_of_a_lost_race_are_not_written(
    ledger: Ledger, views: Views, book: None, tell: Tell, clock: Clock
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
    ledger: Ledger, views: Views, clock: Clock
) -> None:
    with views.only_rebuild(), pytest.raises(Unavailable, match="another rebuild of these views is running"):
        rebuild(ledger, views, clock=clock)


def test_views_made_by_another_program_do_not_count(ledger: Ledger, views: Views, book: None, clock: Clock) -> None:
    rebuild(ledger, views, clock=clock)
    run(ledger, "UPDATE {t}generations SET made_by = 'guanxi 0.0.1'")
    with recorder_of(views) as recorder:
        assert recorder.progress(default_policy()) is None


def test_turning_to_another_day_and_back_equals_rebuilding_on_it(
    ledger: Ledger, views: Views, book: None, clock: Clock
) -> None:
    rebuild(ledger, views, clock=clock)
    first = contents(views)
    clock.now += 40 * DAY
    rebuild(ledger, views, clock=clock)
    assert contents(views)["standing"] != first["standing"]


def test_positions_are_tracked_as_eventsourcing_promises(views: Views) -> None:
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


def _empty(views: Views) -> Views:
    views.make()
    return views


def _begin(recorder: ViewsRecorder, ledger: Ledger, clock: Clock, *, generation: int) -> None:
    clocks = today(ledger, rules=default_policy(), now=clock())
    counts = count_book(ledger, clocks)
    recorder.begin(progress_at(clocks, generation=generation, event_id=None, counts=counts))
