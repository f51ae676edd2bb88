"""--restore takes a past with its own recorded_at into a ledger without customers."""

from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.errors import GuanxiError, Invalid
from ledger.times import format_instant
from tests.importing.conftest import Import
from tests.importing.given import HEAD, ORDERS, mapping_path
from tests.importing.test_json_lines import file_of, order, registered

DAYS = ["2025-01-02T00:00:00.000000Z", "2025-02-03T00:00:00.000000Z", "2025-02-03T00:00:00.000000Z"]


def past(folder: Path) -> Path:
    lines = [registered(), order("A1"), order("A2")]
    return file_of(folder, *({**line, "recorded_at": day} for line, day in zip(lines, DAYS, strict=True)))


def test_the_past_is_restored_with_its_own_times(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    summary = run(past(tmp_path), restore=True, simulated=True)
    assert summary.total("recorded") == 3
    marker, *events = ledger.events(limit=10)
    assert marker.type == "LedgerRestored"
    assert (marker.data["source"], marker.data["simulated"]) == ("events.jsonl", True)
    assert [format_instant(event.recorded_at) for event in events] == DAYS


def test_a_bad_line_of_the_past_is_rejected_and_the_others_are_restored(run: Import, tmp_path: Path) -> None:
    path = past(tmp_path)
    path.write_bytes(path.read_bytes() + b"oops\n")
    summary = run(path, restore=True)
    assert (summary.total("recorded"), summary.total("rejected")) == (3, 1)


def test_a_ledger_with_customers_is_not_overwritten(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    run(file_of(tmp_path, registered("C-9"), name="own.jsonl"))
    before = ledger.last()
    with pytest.raises(GuanxiError):
        run(past(tmp_path), restore=True)
    assert ledger.last() == before


def test_a_mapping_or_dropping_the_times_makes_no_sense_with_it(run: Import, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="mapping"):
        run(past(tmp_path), restore=True, mapping=mapping_path(tmp_path, HEAD + ORDERS))
    with pytest.raises(Invalid, match="recorded_at"):
        run(past(tmp_path), restore=True, ignore_recorded_at=True)


def test_a_restoration_can_be_tried_and_can_be_strict(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = past(tmp_path)
    assert run(path, restore=True, dry_run=True).total("recorded") == 3
    good = path.read_bytes()
    path.write_bytes(good + b"oops\n")
    assert run(path, restore=True, strict=True).failure is not None
    assert ledger.last() == (0, None)
    path.write_bytes(good)
    assert run(path, restore=True, strict=True).total("recorded") == 3
    assert ledger.last()[0] == 4
