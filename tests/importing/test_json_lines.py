"""Importing JSON Lines: each line is recorded, known or rejected on its own."""

import gzip
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.errors import Invalid, NotFound
from tests.importing.conftest import Import, rejects_of

LineOf = dict[str, Any]
TEN_MEGABYTES = b'{"pad": "' + b"x" * 10_000_000 + b'"}'


def registered(customer: str = "C-1", **more: Any) -> LineOf:
    data = {"name": f"Customer {customer}", "currency": "EUR"}
    return {"customer": customer, "type": "CustomerRegistered", "occurred_at": "2025-01-01", "data": data, **more}


def order(number: str, customer: str = "C-1", amount: object = "12.50", **more: Any) -> LineOf:
    data = {"order_id": number, "amount": amount, "currency": "EUR"}
    line = {"customer": customer, "type": "OrderPlaced", "occurred_at": "2025-02-01T10:00:00Z", "data": data}
    return {**line, "source": "erp", "external_id": number, **more}


def file_of(folder: Path, *lines: LineOf | bytes, name: str = "events.jsonl") -> Path:
    path = folder / name
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    )
    return path


def types_of(ledger: Ledger) -> list[str]:
    return [event.type for event in ledger.events(limit=1000)]


def test_lines_are_recorded_in_their_order_and_the_import_says_it_finished(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    summary = run(file_of(tmp_path, registered(source="erp", external_id="c1"), order("A1"), order("A2")))
    assert summary.total("recorded") == 3
    assert summary.by_type == {"CustomerRegistered": 1, "OrderPlaced": 2}
    assert types_of(ledger) == ["CustomerRegistered", "OrderPlaced", "OrderPlaced", "ImportFinished"]
    first, *_, finished = ledger.events(limit=1000)
    assert first.metadata["correlation_id"] == summary.batch_id == finished.data["batch_id"]
    assert finished.data["counts"]["recorded"] == 3
    assert finished.data["files"][0]["file"] == str(tmp_path / "events.jsonl")


def test_the_same_file_again_records_nothing_at_all(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = file_of(tmp_path, registered(source="erp", external_id="c1"), order("A1"))
    run(path)
    before = ledger.last()
    again = run(path)
    assert (again.total("recorded"), again.total("known")) == (0, 2)
    assert ledger.last() == before


def test_the_order_of_rows_does_not_matter(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    cancelled = order("A1", type="OrderCancelled", external_id="x1", data={"order_id": "A1"})
    corrected = order(
        "A1",
        type="EventCorrected",
        external_id="x2",
        data={
            "of": {"source": "erp", "external_id": "A2"},
            "data": {"order_id": "A2", "amount": "1.00", "currency": "EUR"},
            "reason": "typing error",
        },
    )
    late = file_of(tmp_path, corrected, cancelled, order("A2"), order("A1"), name="late.jsonl")
    summary = run(late, file_of(tmp_path, registered(), name="early.jsonl"))
    assert summary.total("recorded") == 5
    assert types_of(ledger)[:2] == ["CustomerRegistered", "OrderPlaced"]


def test_what_names_something_never_recorded_is_rejected_in_the_end(run: Import, tmp_path: Path) -> None:
    cancelled = order("A9", type="OrderCancelled", data={"order_id": "A9"})
    summary = run(file_of(tmp_path, cancelled, order("A1", customer="C-9"), registered()))
    assert summary.total("recorded") == 1
    assert summary.reasons == {"unknown_reference": 1, "unknown_customer": 1}
    assert [line["row"] for line in rejects_of(summary)] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "code", "field", "reason"),
    [
        (b'{"customer": ', "invalid", "", "not JSON"),
        (b"[1, 2]", "invalid", "", "must be a JSON object"),
        (b'"text"', "invalid", "", "must be a JSON object"),
        (b"\xff\xfe{}", "invalid", "", "not UTF-8"),
        (b'{"customer": "C-1\x00"}', "invalid", "", ""),
        (b'{"customer": "C-1", "customer": "C-2"}', "invalid", "/customer", "twice"),
        (order("A1", type="OrderPlacd"), "unknown_type", "/type", "OrderPlaced"),
        (order("A1", amount="-1.00"), "invalid", "/data/amount", "negative"),
        (order("A1", amount="1.005"), "invalid", "/data/amount", "digits after the point"),
        (order("A1", data={"order_id": "A1", "amount": "1.00"}), "invalid", "/data/currency", "missing"),
        (order("A\ud8001", external_id="A1"), "invalid", "/data/order_id", "surrogate"),
        (order("A\u00001", external_id="A1"), "invalid", "/data/order_id", "NUL"),
        (order("A1", occurred_at="2999-01-01"), "invalid", "/occurred_at", "future"),
        (order("A1", occurred_at="9999-12-31T23:59:59-14:00"), "invalid", "/occurred_at", "calendar"),
        (order("A1", occurred_at="2025-02-01T10:00:00"), "invalid", "/occurred_at", "offset"),
        (order("A1", recorded_at="2025-02-01T10:00:00Z"), "invalid", "/recorded_at", "--restore"),
        (registered(), "already_registered", "", ""),
        pytest.param(TEN_MEGABYTES, "too_large", "", "1048576", id="ten megabytes"),
    ],
)
def test_a_bad_line_gets_one_clear_reason_and_the_other_rows_go_on(
    run: Import, tmp_path: Path, line: LineOf | bytes, code: str, field: str, reason: str
) -> None:
    summary = run(file_of(tmp_path, registered(), line, order("A7")))
    assert (summary.total("rows"), summary.total("recorded"), summary.total("rejected")) == (3, 2, 1)
    (rejected,) = rejects_of(summary)
    assert (rejected["row"], rejected["code"]) == ("2", code)
    assert rejected["file"] == str(tmp_path / "events.jsonl")
    assert rejected["field"].startswith(field)
    assert reason in rejected["reason"]
    assert len(rejected["raw"]) <= 100_010
    assert summary.failure is None


def test_the_rejects_file_is_for_this_user_alone_and_exists_only_where_needed(run: Import, tmp_path: Path) -> None:
    assert run(file_of(tmp_path, registered())).rejects_file is None
    path = run(file_of(tmp_path, b"oops")).rejects_file
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.parent == tmp_path / "data" / "rejects"


def test_a_conflict_is_rejected_and_names_both(run: Import, tmp_path: Path) -> None:
    run(file_of(tmp_path, registered(), order("A1")))
    summary = run(file_of(tmp_path, order("A1", amount="13.00"), order("A2")))
    assert summary.reasons == {"conflict": 1}
    assert summary.total("recorded") == 1


def test_marks_line_ends_and_blank_lines_of_other_systems_do_no_harm(run: Import, tmp_path: Path) -> None:
    path = tmp_path / "windows.jsonl"
    lines = [json.dumps(registered()), "", json.dumps(order("A1")), "oops", ""]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    summary = run(path)
    assert (summary.total("rows"), summary.total("recorded")) == (3, 2)
    assert [line["row"] for line in rejects_of(summary)] == ["4"]


def test_an_empty_file_has_no_rows(run: Import, tmp_path: Path) -> None:
    summary = run(file_of(tmp_path))
    assert summary.total("rows") == 0
    assert summary.failure is None


def test_of_a_truncated_gzip_what_came_before_is_kept_and_the_message_gives_the_line(
    run: Import, ledger: Ledger, tmp_path: Path
) -> None:
    lines = [registered(), *(order(f"A{number}") for number in range(3000))]
    packed = gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    summary = run(path, file_of(tmp_path, order("B1")))
    recorded = summary.total("recorded")
    assert 1 < recorded < 3000
    assert summary.failure is not None
    assert f"after line {recorded}" in summary.failure.message
    assert ledger.last()[0] == recorded + 1  # and ImportFinished


def test_a_missing_file_is_refused_before_anything_is_recorded(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        run(file_of(tmp_path, registered()), tmp_path / "nowhere.jsonl")
    assert ledger.last()[0] == 0


def test_a_file_that_is_not_what_it_says_fails_with_its_name(run: Import, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"PAR1" + b"\x00" * 100)
    failure = run(path).failure
    assert isinstance(failure, Invalid)
    assert failure.pointer == str(path)


def test_recorded_at_can_be_dropped(run: Import, ledger: Ledger, tmp_path: Path) -> None:
    path = file_of(tmp_path, registered(recorded_at="2025-01-02T00:00:00Z"))
    assert run(path, ignore_recorded_at=True).total("recorded") == 1
    assert types_of(ledger) == ["CustomerRegistered", "ImportFinished"]
