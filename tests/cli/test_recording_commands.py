"""record, correct and retract, as they are typed."""

import io
import json
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> list[str]:
    """Options that name a ledger with one customer and one contact."""
    options = ["--data", str(tmp_path / "ledger")]
    register = ["record", "C-1", "CustomerRegistered", "--at", "2026-01-01"]
    add = ["record", "C-1", "ContactAdded", "--at", "2026-01-02"]
    registered = '{"name": "Acme", "currency": "EUR"}'
    added = '{"contact_id": "K1", "name": "Bo", "department": "purchasing", "level": "middle"}'
    assert outcome([*options, *register, "--data-json", registered]) == 0
    assert outcome([*options, *add, "--data-json", added]) == 0
    capsys.readouterr()
    return options


def answered(capsys: Capture) -> dict[str, object]:
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_recording_answers_with_a_receipt(data: list[str], capsys: Capture) -> None:
    visit = ["record", "C-1", "VisitMade", "--at", "2026-03-01", "--data-json", '{"contact_ids": ["K1"]}']
    assert outcome([*data, *visit, "--format", "json"]) == 0
    receipt = answered(capsys)
    assert list(receipt) == ["event_id", "position", "version", "recorded_at", "known", "flags"]
    assert (receipt["position"], receipt["version"], receipt["known"], receipt["flags"]) == (3, 3, False, [])


def test_recording_says_in_words_what_was_recorded(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "record", "C-1", "CallMade", "--data-json", '{"contact_ids": ["K1"]}']) == 0
    assert capsys.readouterr().out == "Recorded CallMade of C-1 at position 3.\n"


def test_the_same_fact_of_a_source_is_known(data: list[str], capsys: Capture) -> None:
    order = ["record", "C-1", "OrderPlaced", "--at", "2026-03-01", "--source", "erp", "--external-id", "SO-1"]
    fields = ["--data-json", '{"order_id": "SO-1", "amount": "10.00", "currency": "EUR"}']
    assert outcome([*data, *order, *fields]) == 0
    assert outcome([*data, *order, *fields]) == 0
    assert "Known already: OrderPlaced of C-1 at position 3." in capsys.readouterr().out


def test_the_same_id_with_other_content_is_refused(data: list[str], capsys: Capture) -> None:
    order = ["record", "C-1", "OrderPlaced", "--at", "2026-03-01", "--source", "erp", "--external-id", "SO-1"]
    outcome([*data, *order, "--data-json", '{"order_id": "SO-1", "amount": "10.00", "currency": "EUR"}'])
    assert outcome([*data, *order, "--data-json", '{"order_id": "SO-1", "amount": "11.00", "currency": "EUR"}']) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_fields_come_from_stdin_or_a_file(
    data: list[str], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = b'{"contact_ids": ["K1"]}'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(fields)))
    assert outcome([*data, "record", "C-1", "CallMade", "--data-json", "-"]) == 0
    (tmp_path / "call.json").write_bytes(fields)
    assert outcome([*data, "record", "C-1", "CallMade", "--data-json", f"@{tmp_path / 'call.json'}"]) == 0
    assert "position 4" in capsys.readouterr().out


def test_a_missing_file_is_named(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "record", "C-1", "CallMade", "--data-json", "@missing.json"]) == 1
    assert capsys.readouterr().err == (
        "error: --data-json: the file missing.json cannot be read: no such file or directory. "
        "Check its name after the @\n"
    )


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("{", "--data-json"),
        ('{"amount": 1, "amount": 2}', "/data/amount"),
        ('{"order_id": "SO-1", "amount": "10.00"}', "/data/currency"),
        ('{"order_id": "SO-1", "amount": "10.001", "currency": "EUR"}', "/data/amount"),
        ('{"order_id": "SO-1", "amount": "10.00", "currency": "EUR", "colour": "red"}', "/data/colour"),
        ('{"order_id": "SO-\\u0000", "amount": "10.00", "currency": "EUR"}', "/data/order_id"),
        ('{"order_id": "SO-\\ud800", "amount": "10.00", "currency": "EUR"}', "/data/order_id"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_its_place(
    data: list[str], capsys: Capture, fields: str, place: str
) -> None:
    assert outcome([*data, "record", "C-1", "OrderPlaced", "--at", "2026-03-01", "--data-json", fields]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith(f"error: {place}")


@pytest.mark.parametrize(
    "at", ["2026-03-01T10:00:00", "tomorrow", "2099-01-01", "1899-12-31", "2026-02-30"], ids=lambda at: str(at)
)
def test_a_time_that_cannot_be_is_refused_by_the_option(data: list[str], capsys: Capture, at: str) -> None:
    assert outcome([*data, "record", "C-1", "CallMade", "--at", at, "--data-json", '{"contact_ids": ["K1"]}']) == 1
    assert capsys.readouterr().err.startswith("error: --at: ")


def test_a_refused_first_event_leaves_no_ledger_behind(tmp_path: Path) -> None:
    place = tmp_path / "new"
    assert outcome(["--data", str(place), "record", "C-1", "CustomerRegistered", "--data-json", "{}"]) == 1
    assert outcome(["--data", str(place), "record", "C-1", "NoteAdded", "--data-json", '{"text": "x"}']) == 1
    assert not place.exists()


def test_a_type_that_does_not_exist_gets_the_nearest_name(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "record", "C-1", "VisitMad"]) == 1
    assert 'Did you mean "VisitMade"?' in capsys.readouterr().err


def test_a_correction_replaces_the_data_and_names_what_it_corrects(data: list[str], capsys: Capture) -> None:
    fields = '{"contact_id": "K1", "name": "Bo", "department": "quality", "level": "middle"}'
    assert outcome([*data, "correct", "2", "--data-json", fields, "--at", "2026-01-03", "--reason", "moved"]) == 0
    assert capsys.readouterr().out == "Recorded EventCorrected of event 2 (ContactAdded of C-1) at position 3.\n"
    outcome([*data, "events", "--after", "2", "--format", "json"])
    (correction,) = json.loads(capsys.readouterr().out)["items"]
    assert correction["data"]["data"]["department"] == "quality"
    assert correction["data"]["occurred_at"] == "2026-01-03T00:00:00.000000Z"
    assert correction["data"]["reason"] == "moved"


@pytest.mark.parametrize(
    ("fields", "options", "place"),
    [
        ('{"contact_id": "K1"}', [], "/data/"),
        ('{"contact_id": "K9", "name": "Bo", "department": "x", "level": "middle"}', [], "/data/contact_id"),
        ("[]", [], "--data-json"),
        ('{"contact_id": "K1", "name": "B", "department": "x", "level": "middle"}', ["--at", "later"], "--at"),
    ],
)
def test_what_is_wrong_with_a_correction_is_placed_where_it_was_typed(
    data: list[str], capsys: Capture, fields: str, options: list[str], place: str
) -> None:
    assert outcome([*data, "correct", "2", "--data-json", fields, "--reason", "r", *options]) == 1
    assert capsys.readouterr().err.startswith(f"error: {place}")


def test_a_retraction_takes_the_event_id_too(data: list[str], capsys: Capture) -> None:
    outcome([*data, "record", "C-1", "CallMade", "--data-json", '{"contact_ids": ["K1"]}', "--format", "json"])
    event_id = str(answered(capsys)["event_id"])
    assert outcome([*data, "retract", event_id, "--reason", "never happened"]) == 0
    assert "Recorded EventRetracted of event 3 (CallMade of C-1) at position 4." in capsys.readouterr().out


def test_an_event_that_does_not_exist_cannot_be_corrected(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "retract", "99", "--reason", "r"]) == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_a_correction_needs_a_reason(data: list[str], capsys: Capture) -> None:
    assert outcome([*data, "retract", "2"]) == 2
    assert "--reason" in capsys.readouterr().err
