"""What is said of a journal that is missing, behind, of another ledger, or without one of its files."""

from pathlib import Path

from projections.journal.building import build
from projections.journal.examining import examine_journal
from projections.journal.manifest import segments_of
from projections.journal.sealing import SEGMENT
from tests.projections.test_journal_files import POSITIONS, a_log


def test_a_journal_is_told_with_what_it_lacks(tmp_path: Path) -> None:
    log = a_log()
    kept, found = examine_journal(tmp_path, log)
    assert (kept, found.ok, found.remedy) == (None, True, "")
    assert found.what == f"nothing is sealed: a segment is due every {SEGMENT:,} events, and the log holds 27"

    build(log, tmp_path, {}, positions=POSITIONS)
    kept, found = examine_journal(tmp_path, log)
    assert kept is not None
    assert (kept.segments, kept.buckets, kept.sealed, kept.bucketed, kept.last) == (2, 64, 20, 20, 27)
    assert (found.ok, found.remedy) == (True, "")
    assert found.what.endswith("hold what was recorded up to position 20 of 27")

    build(a_log(30), tmp_path, {}, positions=POSITIONS, lag=1)
    kept, found = examine_journal(tmp_path, a_log(30))
    assert kept is not None
    assert (kept.sealed, kept.bucketed, found.ok) == (30, 20, True)
    assert found.what.endswith("up to position 30 of 37, the buckets up to 20")
    assert "guanxi journal build" in found.remedy


def test_a_journal_of_another_ledger_or_without_a_file_is_found(tmp_path: Path) -> None:
    log = a_log()
    manifest = build(log, tmp_path, {}, positions=POSITIONS)
    assert "of another ledger" in examine_journal(tmp_path, a_log(2))[1].what
    (segments_of(tmp_path) / manifest.segments[1].name).unlink()
    (segments_of(tmp_path) / manifest.segments[0].name).write_bytes(b"short")
    found = examine_journal(tmp_path, log)[1]
    assert not found.ok
    assert found.what.endswith(f"{manifest.segments[0].name} is missing or cut short (1 more)")
    build(log, tmp_path, {}, positions=POSITIONS)
    assert examine_journal(tmp_path, log)[1].ok
