"""--dry-run records nothing; --strict records nothing if anything is rejected."""

from pathlib import Path

from ledger.application import Ledger
from tests.importing.conftest import Import, rejects_of
from tests.importing.test_json_lines import file_of, order, registered


def test_a_dry_run_tells_what_would_become_of_each_row_and_records_nothing(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    run(file_of(tmp_path, registered(), order("A1")))
    before = ledger.last()
    summary = run(file_of(tmp_path, order("A1"), order("A2"), b"oops"), dry_run=True)
    assert summary.document()["dry_run"] is True
    assert (summary.total("recorded"), summary.total("known"), summary.total("rejected")) == (1, 1, 1)
    assert [line["row"] for line in rejects_of(summary)] == ["3"]
    assert ledger.last() == before
    assert summary.failure is None


def test_a_strict_import_with_one_bad_row_records_nothing_and_fails(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    summary = run(file_of(tmp_path, registered(), order("A1"), b"oops"), strict=True)
    assert summary.failure is not None
    assert (summary.total("recorded"), summary.total("rejected")) == (0, 3)
    assert ledger.last() == (0, None)
    assert [line["row"] for line in rejects_of(summary)] == ["3"]


def test_a_strict_import_without_a_bad_row_is_an_import(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    summary = run(file_of(tmp_path, order("A1"), registered()), strict=True)
    assert summary.failure is None
    assert summary.document()["dry_run"] is False
    assert (summary.total("recorded"), ledger.last()[0]) == (2, 3)


def test_a_strict_dry_run_fails_as_the_import_would(run: Import, tmp_path: Path) -> None:
    summary = run(file_of(tmp_path, b"oops"), strict=True, dry_run=True)
    assert summary.failure is not None
