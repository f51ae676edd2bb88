"""doctor, as it is typed."""

import json
from pathlib import Path

import pytest

from api.cli.main import outcome

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory with one contact; the commands below are typed for it."""
    directory = tmp_path / "ledger"
    monkeypatch.setenv("GUANXI_DATA", str(directory))
    registered = '{"name": "Nordwind", "currency": "EUR"}'
    added = '{"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}'
    assert outcome(["record", "C-1", "CustomerRegistered", "--data-json", registered]) == 0
    assert outcome(["record", "C-1", "ContactAdded", "--data-json", added]) == 0
    capsys.readouterr()
    return directory


def wrong(capsys: Capture) -> list[str]:
    """The names of what doctor finds wrong, and its exit code and one line on stderr fit."""
    code = outcome(["doctor", "--format", "json"])
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    names = [row["name"] for row in document["items"] if not row["ok"]]
    assert document["ok"] is (not names)
    assert code == captured.err.count("\n") == (1 if names else 0)
    return names


def test_a_ledger_in_order_is_said_to_be_so_and_what_losing_the_key_means(data: Path, capsys: Capture) -> None:
    assert wrong(capsys) == []
    assert outcome(["doctor"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "ok master key: it stands in" in text
    assert "unreadable for ever" in text


def test_looking_changes_nothing(data: Path, capsys: Capture) -> None:
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    assert wrong(capsys) == []
    assert {file.name: file.read_bytes() for file in data.iterdir()} == before


def test_what_others_can_get_at_is_found(data: Path, capsys: Capture) -> None:
    data.chmod(0o755)
    (data / "master.key").chmod(0o640)
    assert wrong(capsys) == ["directory", "master key file"]
    (data / "keys.db").chmod(0o644)
    assert wrong(capsys) == ["directory", "master key file", "file of keys"]


def test_the_master_key_is_rotated_and_names_stay_readable(data: Path, capsys: Capture) -> None:
    old = (data / "master.key").read_bytes()
    assert outcome(["doctor", "--rotate-master-key"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Rotated: 1 key was wrapped anew; the new master key is in" in text
    assert "ok keys of persons" in text
    assert (data / "master.key").read_bytes() != old
    assert outcome(["events", "--format", "json"]) == 0
    assert "Li Wei" in capsys.readouterr().out


def test_a_master_key_of_the_environment_is_rotated_to_the_one_given(
    data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUANXI_MASTER_KEY", (data / "master.key").read_text())
    assert outcome(["doctor", "--rotate-master-key"]) == 1
    assert "error: doctor: the master key comes from GUANXI_MASTER_KEY" in capsys.readouterr().err
    monkeypatch.setenv("GUANXI_NEW_MASTER_KEY", "A" * 43 + "=")
    assert outcome(["doctor", "--rotate-master-key", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rotated"] == {"keys": 1, "place": "GUANXI_NEW_MASTER_KEY"}
    assert wrong(capsys) == ["keys of persons"]
    monkeypatch.setenv("GUANXI_MASTER_KEY", "A" * 43 + "=")
    assert wrong(capsys) == []


def test_a_missing_or_wrong_master_key_is_found(data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUANXI_MASTER_KEY", "A" * 43 + "=")
    assert wrong(capsys) == ["keys of persons"]
    monkeypatch.delenv("GUANXI_MASTER_KEY")
    (data / "master.key").unlink()
    assert wrong(capsys) == ["master key", "keys of persons"]


def test_what_is_derived_from_the_log_is_told_with_how_far_it_is(data: Path, capsys: Capture) -> None:
    assert outcome(["doctor", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["views"], document["journal"]) == (None, None)
    assert [row["name"] for row in document["items"][-2:]] == ["views", "journal"]
    assert outcome(["rebuild"]) == 0
    assert outcome(["record", "C-1", "NoteAdded", "--data-json", '{"text": "x"}']) == 0
    capsys.readouterr()
    assert outcome(["doctor", "--format", "json"]) == 0
    views = json.loads(capsys.readouterr().out)["views"]
    assert (views["generation"], views["position"], views["last"], views["policy_version"]) == (1, 2, 3, 1)
    assert outcome(["doctor"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "ok views: generation 1 in" in text
    assert "up to position 2 of 3" in text
    assert "judged by policy 1. `guanxi serve` keeps them up to date" in text
    assert "ok journal: nothing is sealed" in text
    (data / "views.db").write_bytes(b"no database" * 100)
    assert wrong(capsys) == ["views"]
    assert outcome(["rebuild"]) == 1
    assert "Delete it and run `guanxi rebuild`" in capsys.readouterr().err


def test_missing_keys_are_found(data: Path, capsys: Capture) -> None:
    for file in data.glob("keys.db*"):
        file.unlink()
    assert wrong(capsys) == ["keys of persons"]


def test_a_ledger_without_personal_data_needs_no_keys(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUANXI_DATA", str(tmp_path / "new"))
    assert outcome(["record", "C-1", "CustomerRegistered", "--data-json", '{"name": "N", "currency": "EUR"}']) == 0
    capsys.readouterr()
    assert wrong(capsys) == []
