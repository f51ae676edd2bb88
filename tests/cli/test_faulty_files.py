"""Files that are not what they should be, directories that cannot be written: one clear line, nothing half-written."""

import json
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.cli.main import outcome
from ledger.proof.verifying import verify
from tests.http.process import environment, guanxi

Capture = pytest.CaptureFixture[str]
REGISTERED = '{"name": "Nordwind", "currency": "EUR"}'
ADDED = '{"contact_id": "K1", "name": "Li Wei", "department": "Purchasing", "level": "middle"}'
READING = (["book"], ["show", "C-1"], ["timeline", "C-1"], ["history", "C-1"], ["events"], ["access-log"])
WRITING = (["record", "C-1", "NoteAdded", "--data-json", '{"text": "x"}'], ["erase", "C-1", "K1", "--reason", "x"])


@pytest.fixture
def data(capsys: Capture) -> Iterator[Path]:
    """A ledger with one contact, and a row in the access log; any user can get there."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    made = directory / "data"
    assert outcome(["--data", str(made), "record", "C-1", "CustomerRegistered", "--data-json", REGISTERED]) == 0
    assert outcome(["--data", str(made), "record", "C-1", "ContactAdded", "--data-json", ADDED]) == 0
    assert outcome(["--data", str(made), "events"]) == 0
    capsys.readouterr()
    yield made
    made.chmod(0o700)
    shutil.rmtree(directory)


def refused(data: Path, capsys: Capture, words: list[str]) -> str:
    """The one line of a command that fails."""
    assert outcome(["--data", str(data), *words]) == 1, words
    captured = capsys.readouterr()
    assert captured.out == "", words
    assert captured.err.count("\n") == 1, captured.err
    assert captured.err.startswith("error: ")
    assert "unexpected" not in captured.err
    return captured.err


def _text(file: Path) -> None:
    file.write_text("dear diary, " * 800)


def _cut(size: int) -> Callable[[Path], None]:
    return lambda file: os.truncate(file, size)


def _damaged(start: int, end: int) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[start:end] = b"\xff" * (end - start)
        file.write_bytes(content)

    return damage


FAULTS = {
    "another file": _text,
    "cut in its head": _cut(50),
    "empty": _cut(0),
    "cut to a page": _cut(4096),
    "a damaged page": _damaged(4096, 7000),
    "a damaged head": _damaged(100, 4096),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_ledger_that_is_none_is_named_by_every_command(data: Path, capsys: Capture, fault: str) -> None:
    FAULTS[fault](data / "ledger.db")
    before = (data / "ledger.db").read_bytes()
    for words in (*READING[:-1], ["verify"], *WRITING, ["backup", str(data / "copy")]):
        assert "ledger.db" in refused(data, capsys, words)
    assert (data / "ledger.db").read_bytes() == before
    assert not (data / "copy").exists()


@pytest.mark.parametrize("fault", FAULTS)
def test_names_are_not_shown_where_the_access_log_is_none(data: Path, capsys: Capture, fault: str) -> None:
    FAULTS[fault](data / "access.db")
    for words in (["events"], ["timeline", "C-1"], ["person", "C-1", "K1"]):
        assert "access.db" in refused(data, capsys, words)
    assert outcome(["--data", str(data), "book"]) == 0
    capsys.readouterr()
    assert outcome(["--data", str(data), *WRITING[0]]) == 0


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_sealed_where_the_keys_are_none(data: Path, capsys: Capture, fault: str) -> None:
    FAULTS[fault](data / "keys.db")
    for words in WRITING[:1]:
        assert "keys.db" in refused(data, capsys, words)
    assert verify(data / "ledger.db").events == 2


@pytest.fixture
def unprivileged() -> Iterator[Callable[[], None]]:
    """Once called, the test is somebody who may not write everywhere, also where tests run as root."""
    was = os.geteuid()
    yield lambda: None if was else os.seteuid(65534)
    os.seteuid(was)


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_a_directory_that_cannot_be_written_is_read_with_names_sealed(
    data: Path, capsys: Capture, unprivileged: Callable[[], None]
) -> None:
    for file in data.iterdir():
        file.chmod(0o444)
    data.chmod(0o555)
    unprivileged()
    for words in (*READING, ["verify"]):
        assert outcome(["--data", str(data), *words]) == 0, words
        captured = capsys.readouterr()
        noticed = "cannot be written, so nobody could note" in captured.err
        assert noticed is (words[0] in ("timeline", "events")), words
    assert outcome(["--data", str(data), "events", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"][1]["data"]["name"] == "sealed"
    for words in (*WRITING, ["person", "C-1", "K1"], ["events", "--compliance"], ["backup", str(data / "copy")]):
        assert "cannot be written" in refused(data, capsys, words)
    assert outcome(["--data", str(data), "doctor", "--format", "json"]) == 1


@pytest.mark.skipif(os.name != "posix", reason="limits of a process")
@pytest.mark.parametrize("room", [40_000, 80_000, 200_000])
def test_a_file_that_cannot_grow_ends_an_import_and_what_stands_can_be_read(data: Path, room: int) -> None:
    """As on a full disk; the chunk that did not fit is not there at all."""
    file = data.parent / "in.jsonl"
    line = '{"customer": "C-1", "type": "NoteAdded", "occurred_at": "2025-03-01", "data": {"text": "number %d"}}\n'
    file.write_text("".join(line % number for number in range(4_000)))
    done = subprocess.run(
        guanxi("--data", str(data), "import", str(file)),
        capture_output=True,
        text=True,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY)),
        check=False,
    )
    assert done.returncode == 1
    errors = [part for part in done.stderr.splitlines() if part.startswith("error: ")]
    assert len(errors) == 1, done.stderr
    assert "the disk" in errors[0]
    found = verify(data / "ledger.db")
    assert found.differences == ()
    assert found.events in (2, 2_002)
    assert outcome(["--data", str(data), *WRITING[0]]) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB; only root can make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user cannot mount a small disk; the limit of a file stands in for it")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_ends_each_command_with_one_line_and_loses_nothing(
    small_disk: Path, data: Path, capsys: Capture
) -> None:
    there = small_disk / "data"
    shutil.copytree(data, there)
    before = (there / "ledger.db").read_bytes()
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            pass
    for words in (*WRITING, ["events"], ["person", "C-1", "K1"], ["backup", str(small_disk / "copy")]):
        refused(there, capsys, words)
    filler.unlink()
    assert verify(there / "ledger.db").differences == ()
    assert (there / "ledger.db").read_bytes()[:4096] == before[:4096]
    for words in (["events"], WRITING[0]):
        assert outcome(["--data", str(there), *words]) == 0
