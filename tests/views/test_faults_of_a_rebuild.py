"""What goes wrong in the middle of a rebuild: files of the journal change, the process is killed while others write."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from ledger.application import Ledger, now_micros, open_ledger
from ledger.errors import Unavailable
from ledger.place import Place
from projections.follower.rebuild import Means, rebuild
from projections.journal.building import build
from projections.journal.checking import check
from projections.journal.manifest import buckets_of, read_manifest, segments_of
from projections.policy_file import default_policy
from projections.replay.workers import Workers
from projections.views.sqlite.file import ViewsFile
from projections.views.store import views_of
from tests.views.conftest import Clock
from tests.views.kept import contents, unlike
from tests.views.stores import reader, run, tables
from tests.views.test_killed import PROGRAM, ROOT, registered

CUSTOMERS = 12
PATIENCE = 60.0
FULL = """
CREATE FUNCTION {t}full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$
"""


@pytest.mark.parametrize("fault", ["deleted", "altered"])
def test_a_bucket_that_changes_between_the_passes_is_named_and_the_log_read(
    fault: str, ledger: Ledger, views: Path, book: None, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild(ledger, ViewsFile(views), clock=clock)
    expected, journal = contents(views), views.with_name("journal")
    build(ledger, journal, {}, positions=ledger.last()[0])
    largest = max(read_manifest(journal).buckets, key=lambda one: one.rows)
    file = buckets_of(journal, 1) / largest.name

    def change(more: int) -> None:
        """Once the first pass has read it."""
        if fault == "deleted":
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(altered)

    whole = file.read_bytes()
    altered = whole[:-100] + bytes([255 - whole[-100]]) + whole[-99:]
    with Workers(lambda: ledger, 1) as here:
        means = Means(workers=here, journal=journal)
        rebuild(ledger, ViewsFile(views), clock=clock, means=means, tell=change)
    assert unlike(contents(views), expected) == []
    assert f"{largest.name} is {'missing' if fault == 'deleted' else 'not what was written'}" in caplog.text


def test_a_segment_deleted_while_a_rebuild_runs_is_named_the_log_read_and_it_is_sealed_again(
    ledger: Ledger, views: Path, book: None, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild(ledger, ViewsFile(views), clock=clock)
    expected, journal, last = contents(views), views.with_name("journal"), ledger.last()[0]
    build(ledger, journal, {}, positions=last - 4)
    build(ledger, journal, {}, positions=4, lag=1)  # the buckets lack what it seals
    file = segments_of(journal) / read_manifest(journal).segments[-1].name

    def deleting() -> int:
        """Asked first once the rebuild has begun."""
        file.unlink(missing_ok=True)
        return clock()

    with Workers(lambda: ledger, 1) as here:
        means = Means(workers=here, journal=journal)
        rebuild(ledger, ViewsFile(views), clock=deleting, means=means, rules=default_policy())
    assert unlike(contents(views), expected) == []
    assert f"{file.name} is missing" in caplog.text
    assert [found.what for found in check(ledger, journal).findings] == ["it is missing"]
    build(ledger, journal, {}, positions=4)
    assert check(ledger, journal).findings == ()


@pytest.mark.parametrize("parts", [2, 4])
def test_views_taken_away_in_the_middle_of_a_rebuild_are_said_to_be_and_made_by_the_next(
    parts: int, every_place: Place, clock: Clock
) -> None:
    told = 0

    def take_away(more: int) -> None:
        nonlocal told
        told += 1
        if told == parts:
            if ledger.database is None:
                (ledger.directory / "views.db").unlink()
            else:
                run(ledger, "DROP SCHEMA guanxi_views, guanxi_generations CASCADE")

    with open_ledger(every_place, clock=clock) as ledger, Workers(lambda: ledger, 1) as here:
        for code in ("C-1", "C-2"):
            registered(ledger, code)
        views = views_of(ledger)
        rebuild(ledger, views, clock=clock)
        expected = contents(views)
        with pytest.raises(Unavailable, match=r"taken away|views\.db cannot be opened"):
            rebuild(ledger, views, clock=clock, means=Means(workers=here, in_memory=1), tell=take_away)
        assert told >= parts
        assert views.mark() is None
        rebuild(ledger, views, clock=clock)
        assert unlike(contents(views), expected) == []


def test_on_a_full_disk_of_the_database_the_old_views_serve_and_the_next_rebuild_is_whole(
    database: str, tmp_path: Path, clock: Clock
) -> None:
    told = 0

    def fill_up(more: int) -> None:
        """Once the rows of the first customer are written; the server says what it says when it cannot grow a file."""
        nonlocal told
        told += 1
        if told == 3:
            run(ledger, FULL)
            run(ledger, "CREATE TRIGGER filling BEFORE INSERT ON {t}standing_2 EXECUTE FUNCTION {t}full()")

    with (
        open_ledger(Place(directory=tmp_path / "data", database=database), clock=clock) as ledger,
        Workers(lambda: ledger, 1) as here,
    ):
        for code in ("C-1", "C-2"):
            registered(ledger, code)
        views, means = views_of(ledger), Means(workers=here, in_memory=1)
        rebuild(ledger, views, clock=clock)
        before = contents(views)
        with pytest.raises(Unavailable, match="cannot grow: the disk is full"):
            rebuild(ledger, views, clock=clock, means=means, tell=fill_up)
        assert told == 3
        assert contents(views) == before
        with reader(ledger) as connection:
            assert connection.execute("SELECT generation FROM progress").fetchone() == (1,)
            assert connection.execute("SELECT count(*) FROM standing").fetchone() == (2,)
        rebuild(ledger, views, clock=clock, means=means)
        assert unlike(contents(views), before) == []
        assert {name for name in tables(ledger) if name.startswith("standing_")} == {"standing_3"}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes where Linux lists them")
def test_a_rebuild_killed_while_its_processes_write_leaves_the_old_views_and_nobody_behind(
    every_place: Place, tmp_path: Path
) -> None:
    with open_ledger(every_place) as ledger:
        for number in range(CUSTOMERS):
            registered(ledger, f"C-{number}")
        views = views_of(ledger)
        rebuild(ledger, views, clock=now_micros)
        before = contents(views)
        workers = _killed_in_the_second_pass(every_place)
        assert len(workers) >= 2
        assert unlike(contents(views), before) == []
        deadline = monotonic() + PATIENCE
        while left := [pid for pid in workers if _runs(pid)]:
            assert monotonic() < deadline, f"still there: {left}"
            sleep(0.01)
        assert len({name for name in tables(ledger) if name.startswith("standing_")}) == 2, "a generation under way"
        rebuild(ledger, views, clock=now_micros)
        assert len({name for name in tables(ledger) if name.startswith("standing_")}) == 1
        rebuild(ledger, ViewsFile(tmp_path / "other.db"), clock=now_micros)
        assert unlike(contents(views), contents(tmp_path / "other.db")) == []


def _killed_in_the_second_pass(place: Place) -> list[int]:
    """The processes that worked for it."""
    process = subprocess.Popen(
        [sys.executable, PROGRAM, "rebuild by two", place.directory, *([place.database] if place.database else [])],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    with process:
        assert process.stdout is not None
        for _ in range(CUSTOMERS + 2):  # each part is told once counted and once filled
            assert process.stdout.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        process.kill()
    return [int(pid) for pid in children.split()]


def _runs(pid: int) -> bool:
    """A process that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
