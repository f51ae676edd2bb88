"""The journal on disk: what the log says, in files that are found out when they are not what was written."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from ledger.errors import Unavailable
from ledger.only_one import only_one
from ledger.recorded import RecordedEvent
from projections.journal import JOURNAL_SCHEMA, column, journal_of
from projections.journal.building import build
from projections.journal.checking import check
from projections.journal.files import STORED_SCHEMA
from projections.journal.manifest import BUCKETS, buckets_of, read_manifest, segments_of
from tests.views.kept import BookInMemory

POSITIONS = 10
DAY = 86_400_000_000


def event(position: int, kind: str, data: dict[str, Any], customer: str) -> RecordedEvent:
    return RecordedEvent(
        position=position,
        event_id=f"e{position}",
        stream=customer,
        version=position,
        type=kind,
        schema=1,
        occurred_at=(100 - position) * DAY,
        recorded_at=200 * DAY + position,
        data=data,
        metadata={},
        leaf=bytes(32),
        source=None,
        external_id=None,
    )


def a_log(orders: int = 20) -> BookInMemory:
    """Three customers, a concern with what was said about it a segment later, an event of the ledger itself."""
    codes = ("C-1", "C-2", "客-3")
    facts: list[tuple[str, dict[str, Any], str]] = [
        *(("CustomerRegistered", {"name": code, "currency": "EUR"}, code) for code in codes),
        ("ComplianceConcernRaised", {"concern_id": "X", "side": "ours"}, "C-2"),
        ("ImportFinished", {"batch_id": "b"}, "$ledger"),
        *(
            ("OrderPlaced", {"order_id": f"O{n}", "currency": "EUR", "amount": "7.50"}, codes[n % 3])
            for n in range(orders)
        ),
        ("EventRetracted", {"event_id": "e4"}, "C-2"),
        ("EventRetracted", {"event_id": "e6"}, "C-1"),
    ]
    return BookInMemory([event(number, *fact) for number, fact in enumerate(facts, start=1)])


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_the_segments_hold_what_everybody_may_know(directory: Path) -> None:
    log = a_log(orders=23)
    made = build(log, directory, {}, positions=POSITIONS)
    assert [(one.first, one.last) for one in made.segments] == [(1, 10), (11, 20), (21, 30)]
    found = pl.concat(pl.read_parquet(segments_of(directory) / one.name) for one in made.segments)
    assert found["position"].to_list() == [*range(1, 4), *range(6, 29), 30]  # 29 is about a concern
    assert found.schema == pl.Schema(STORED_SCHEMA)
    kept = journal_of(log.rows())
    for name in set(JOURNAL_SCHEMA) - {"occurred_at", "recorded_at"}:
        assert found[name].to_list() == column(kept, name).to_list(), name
    assert found["occurred_at"][0] == datetime(1970, 4, 10, tzinfo=UTC)


def test_the_buckets_hold_each_customer_whole_and_in_order_of_time(directory: Path) -> None:
    made = build(a_log(), directory, {"C-2": "C-1"}, positions=POSITIONS)
    files = [pl.read_parquet(buckets_of(directory, 1) / bucket.name) for bucket in made.buckets]
    assert len(files) == BUCKETS
    assert all(frame.schema == pl.Schema(STORED_SCHEMA) for frame in files)
    assert all(frame.equals(frame.sort("customer", "occurred_at", "position")) for frame in files)
    where = {code: n for n, frame in enumerate(files) for code in frame["customer"].unique()}
    assert where["C-1"] == where["C-2"]
    assert sum(map(len, files)) == sum(segment.rows for segment in made.segments)


def test_building_again_adds_what_is_new_and_leaves_what_is_sealed(directory: Path) -> None:
    first = build(a_log(orders=8), directory, {}, positions=POSITIONS)
    sealed = {p.name: p.stat().st_mtime_ns for p in segments_of(directory).iterdir()}
    second = build(a_log(orders=18), directory, {}, positions=POSITIONS)
    assert second.segments[: len(first.segments)] == first.segments
    assert all((segments_of(directory) / name).stat().st_mtime_ns == at for name, at in sealed.items())
    assert second.generation == first.generation + 1
    assert not buckets_of(directory, first.generation).exists()
    assert build(a_log(orders=18), directory, {}, positions=POSITIONS) == second


def test_a_whole_journal_is_found_whole(directory: Path) -> None:
    log = a_log()
    build(log, directory, {}, positions=POSITIONS)
    found = check(log, directory)
    assert (found.findings, found.segments, found.sealed, found.last) == ((), 2, 20, 27)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def altered(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(("harm", "what"), [(Path.unlink, "missing"), (cut_short, "bytes long"), (altered, "checksum")])
@pytest.mark.parametrize("of", ["segments", "buckets-1"])
def test_a_harmed_file_is_named_and_made_again(
    directory: Path, harm: Callable[[Path], None], what: str, of: str
) -> None:
    log = a_log()
    made = build(log, directory, {}, positions=POSITIONS)
    name = made.segments[1].name if of == "segments" else max(made.buckets, key=lambda bucket: bucket.rows).name
    before = (directory / of / name).read_bytes()
    harm(directory / of / name)
    (finding,) = check(log, directory).findings
    assert finding.file == f"{of}/{name}"
    assert what in finding.what
    mended = build(log, directory, {}, positions=POSITIONS)
    assert check(log, directory).findings == ()
    again = "segments" if of == "segments" else f"buckets-{mended.generation}"
    assert (directory / again / name).read_bytes() == before


def test_the_journal_of_another_log_is_found_out(directory: Path) -> None:
    build(a_log(), directory, {}, positions=POSITIONS)
    other = BookInMemory([*a_log().events[:-3], event(25, "NoteAdded", {}, "C-1")])
    other.events[2] = event(3, "CustomerRegistered", {"name": "another", "currency": "EUR"}, "C-9")
    assert [one.what for one in check(other, directory).findings] == ["it was made of another log than this one"]
    shorter = BookInMemory(a_log().events[:5])
    assert "it is of another log" in check(shorter, directory).findings[0].what


def test_a_list_that_cannot_be_read_is_as_no_journal(directory: Path) -> None:
    build(a_log(), directory, {}, positions=POSITIONS)
    (directory / "journal.json").write_text("{")
    assert read_manifest(directory).segments == ()
    assert len(build(a_log(), directory, {}, positions=POSITIONS).segments) == 2


def test_only_one_builds(directory: Path) -> None:
    directory.mkdir()
    with only_one(directory / "lock", "build"), pytest.raises(Unavailable, match="another build of this journal"):
        build(a_log(), directory, {}, positions=POSITIONS)


def test_a_build_that_breaks_off_leaves_a_journal_that_the_next_one_completes(directory: Path) -> None:
    log = a_log()

    class BrokenOff(BaseException):
        pass

    for events in range(0, 60, 7):
        left = [events]

        def tell(more: int, left: list[int] = left) -> None:
            left[0] -= more
            if left[0] < 0:
                raise BrokenOff

        with suppress(BrokenOff):
            build(log, directory, {}, positions=POSITIONS, tell=tell)
    build(log, directory, {}, positions=POSITIONS)
    assert check(log, directory).findings == ()
    assert not list(directory.glob("parts-*"))


def test_a_segment_that_goes_while_the_buckets_are_made_is_named_and_sealed_by_the_next_build(tmp_path: Path) -> None:
    def delete(more: int) -> None:
        """Once the second segment is sealed."""
        if read_manifest(tmp_path).sealed == 2 * POSITIONS:
            first.unlink(missing_ok=True)

    first = segments_of(tmp_path) / "000000000001-000000000010.parquet"
    with pytest.raises(Unavailable, match=f"{first.name} is missing"):
        build(a_log(), tmp_path, {}, positions=POSITIONS, tell=delete)
    build(a_log(), tmp_path, {}, positions=POSITIONS)
    assert check(a_log(), tmp_path).findings == ()


def test_what_a_killed_build_left_behind_goes(directory: Path) -> None:
    build(a_log(), directory, {}, positions=POSITIONS)
    left = [directory / "parts-x", directory / "buckets-7"]
    for path in left:
        path.mkdir()
    (segments_of(directory) / "000000000021-000000000030.draft").touch()
    build(a_log(), directory, {}, positions=POSITIONS)
    assert not any(path.exists() for path in left)
    assert len(list(segments_of(directory).iterdir())) == 2


def test_duckdb_reads_it_as_it_is(directory: Path) -> None:
    build(a_log(), directory, {}, positions=POSITIONS)
    rows = duckdb.sql(
        f"SELECT customer, count(*), sum(amount_minor) FROM '{directory}/segments/*.parquet'"
        " WHERE type = 'OrderPlaced' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert rows == [("C-1", 5, 3750), ("C-2", 5, 3750), ("客-3", 5, 3750)]
