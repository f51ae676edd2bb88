"""A rebuild gives the same views whatever it reads and by how many processes, and leaves the old ones when it fails."""

import resource
from datetime import UTC
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.application import Ledger, open_ledger
from ledger.document import read_document
from ledger.errors import Unavailable
from projections.follower.rebuild import Means, rebuild
from projections.journal.building import build
from projections.journal.manifest import buckets_of, read_manifest
from projections.merging import swept_at
from projections.replay.workers import Workers
from projections.views.sqlite.file import ViewsFile
from tests.laws.clocks import rules_in
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.memory_log import micros
from tests.laws.smallest import must_hold
from tests.laws.sweeping import swept_histories
from tests.views.conftest import Clock
from tests.views.kept import BookInMemory, contents, unlike


@pytest.mark.props
@effort(3)
@given(data=st.data())
def test_the_journal_gives_the_views_that_the_log_gives(data: st.DataObject) -> None:
    history = data.draw(swept_histories(customers=3), label="history")
    sealed, after = data.draw(st.floats(0.5, 1), label="part of the log in buckets"), data.draw(st.floats(0, 1))
    in_memory = data.draw(st.sampled_from((1, 20, 10_000)), label="events in memory")

    def check(found: History) -> list[str]:
        log, rules = BookInMemory.of(found.documents), rules_in(found.zone)
        positions, now = max(int(log.last()[0] * sealed), 1), micros(found.documents[-1].recorded_at)
        with TemporaryDirectory() as home, Workers(lambda: log, 1) as here:
            journal, one, other = (Path(home, name) for name in ("journal", "one.db", "other.db"))
            build(
                BookInMemory(log.events[:positions]), journal, swept_at(log, positions).survivors, positions=positions
            )
            more = positions + int((log.last()[0] - positions) * after)
            build(BookInMemory(log.events[:more]), journal, {}, positions=max((more - positions) // 2, 1), lag=1)
            means = Means(workers=here, journal=journal, in_memory=in_memory)
            rebuild(log, ViewsFile(one), clock=lambda: now, rules=rules, means=means)
            rebuild(log, ViewsFile(other), clock=lambda: now, rules=rules)
            return unlike(contents(one, rules), contents(other, rules))

    must_hold(history, check)


def test_two_processes_make_the_views_of_one(ledger: Ledger, views: Path, book: None, clock: Clock) -> None:
    with Workers(partial(open_ledger, ledger.directory, create=False), 2) as two:
        rebuild(ledger, ViewsFile(views), clock=clock, means=Means(workers=two, in_memory=1))
    alone = views.with_name("alone.db")
    rebuild(ledger, ViewsFile(alone), clock=clock)
    assert unlike(contents(views), contents(alone)) == []


def test_a_journal_that_is_not_what_was_written_is_named_and_the_log_read(
    ledger: Ledger, views: Path, book: None, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild(ledger, ViewsFile(views), clock=clock)
    expected, journal = contents(views), views.with_name("journal")
    build(ledger, journal, {}, positions=ledger.last()[0])
    bucket = max(read_manifest(journal).buckets, key=lambda one: one.rows)
    (buckets_of(journal, 1) / bucket.name).write_bytes(b"cut short")
    with Workers(lambda: ledger, 1) as here:
        rebuild(ledger, ViewsFile(views), clock=clock, means=Means(workers=here, journal=journal))
    assert unlike(contents(views), expected) == []
    assert f"{bucket.name} is 9 bytes long" in caplog.text


def test_the_journal_of_another_ledger_is_not_read(ledger: Ledger, views: Path, book: None, clock: Clock) -> None:
    journal = views.with_name("journal")
    with open_ledger(views.with_name("other"), clock=clock) as other:
        data = {"name": "Theirs", "currency": "EUR"}
        lines = [
            {"customer": f"X-{number}", "type": "CustomerRegistered", "occurred_at": "2024-01-02", "data": data}
            for number in range(ledger.last()[0])
        ]
        other.record_many([read_document(line, zone=UTC, now=clock()) for line in lines])
        build(other, journal, {}, positions=other.last()[0])
    with Workers(lambda: ledger, 1) as here:
        rebuild(ledger, ViewsFile(views), clock=clock, means=Means(workers=here, journal=journal))
    assert [row[0] for row in contents(views)["standing"]] == ["C-1", "C-2"]


def test_when_the_disk_is_full_the_old_views_stay(ledger: Ledger, views: Path, book: None, clock: Clock) -> None:
    rebuild(ledger, ViewsFile(views), clock=clock)
    before, (soft, hard) = contents(views), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (views.stat().st_size // 2, hard))
    try:
        with pytest.raises(Unavailable, match="views"):
            rebuild(ledger, ViewsFile(views), clock=clock)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(views) == before
    assert rebuild(ledger, ViewsFile(views), clock=clock).generation > 1
    assert contents(views) == before
