"""A backup of a living ledger, and what comes of it when it is put back."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import AlreadyRegistered, NotFound, RuleBroken, Unavailable
from ledger.proof.verifying import verify
from tests.ledger.backup.conftest import IN_ENVIRONMENT, LI, Place

ROOT = Path(__file__).resolve().parents[3]


def files(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


def test_a_backup_without_keys_reads_sealed_until_the_keys_are_put_beside_it(place: Place) -> None:
    made = place.save()
    assert (made.events, made.keys, made.master_key) == (4, False, False)
    assert place.put_back().events == 4
    assert files(place.root / "new") == ["ledger.db"]
    assert place.read()[1] == {**LI, "name": "sealed"}
    for name in ("keys.db", "master.key"):
        (place.root / "new" / name).write_bytes((place.root / "data" / name).read_bytes())
    assert place.read()[1] == LI
    assert place.leaves() == place.leaves("data")


def test_a_backup_with_keys_reads_as_the_ledger_did(place: Place) -> None:
    made = place.save(with_keys=True)
    assert (made.keys, made.master_key) == (True, True)
    place.put_back()
    assert files(place.root / "new") == ["keys.db", "ledger.db", "master.key"]
    assert place.read() == place.read("data")
    assert {(place.root / "new" / name).stat().st_mode & 0o777 for name in files(place.root / "new")} == {0o600}


def test_a_master_key_from_the_environment_is_not_packed(place: Place) -> None:
    with place.open("env", environ=IN_ENVIRONMENT) as ledger:
        place.record(ledger, "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"})
        place.record(ledger, "ContactAdded", LI)
    made = place.save(source="env", with_keys=True, environ=IN_ENVIRONMENT)
    assert (made.keys, made.master_key) == (True, False)
    place.put_back()
    assert place.read(environ=IN_ENVIRONMENT)[1] == LI


def test_the_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(place: Place) -> None:
    (place.root / "backups").mkdir()
    place.save("backups/b.tar", with_keys=True)
    assert files(place.root / "backups") == ["b.tar"]
    assert (place.root / "backups" / "b.tar").stat().st_mode & 0o777 == 0o600


def test_no_key_is_in_a_backup_without_keys(place: Place) -> None:
    place.save()
    with tarfile.open(place.root / "b.tar") as tar:
        assert tar.getnames() == ["guanxi-backup.json", "ledger.db"]
    assert b"Li Wei" not in (place.root / "b.tar").read_bytes()


def test_a_restored_ledger_takes_new_events_and_is_as_durable_as_before(place: Place) -> None:
    place.save(with_keys=True)
    place.put_back()
    with place.open("new") as ledger:
        assert place.record(ledger, "ContactLeft", {"contact_id": "K1"}) == 5
    with closing(sqlite3.connect(place.root / "new" / "ledger.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert verify(place.root / "new" / "ledger.db").differences == ()


def test_what_is_recorded_before_the_keys_come_back_is_never_mixed_up_with_them(place: Place) -> None:
    place.save()
    place.put_back()
    with place.open("new") as ledger:
        place.record(ledger, "ContactChanged", {"contact_id": "K1", "phone": "+86 10 5555 0100"})
    assert place.read()[4]["phone"] == "+86 10 5555 0100"
    assert place.read()[1]["name"] == "sealed"
    for name in ("keys.db", "master.key"):
        (place.root / "new" / name).write_bytes((place.root / "data" / name).read_bytes())
    assert place.read()[1] == LI
    assert place.read()[4]["phone"] == "sealed"


def test_a_backup_is_taken_while_others_record_and_holds_one_moment(place: Place) -> None:
    program = ROOT / "tests" / "ledger" / "store" / "appending.py"
    writer = subprocess.Popen(
        [sys.executable, program, "W", place.root / "data"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    counts = []
    for number in range(3):
        before = int(writer.stdout.readline().split()[0])
        made = place.save(f"{number}.tar")
        assert made.events >= before
        counts.append(made.events)
    writer.kill()
    writer.communicate()
    for number, count in enumerate(counts):
        assert place.put_back(f"new-{number}", file=f"{number}.tar").events == count
        assert place.leaves(f"new-{number}")[:50] == place.leaves("data")[:50][: min(50, count)]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_what_a_killed_backup_left_is_cleared_away_and_what_runs_is_not(place: Place) -> None:
    program = f"""
import sys
from pathlib import Path
from ledger.backup.saving import save
def stuck(events):
    print("half-way", flush=True)
    sys.stdin.read()
root = Path({str(place.root)!r})
save(root / "data", root / "b.tar", with_keys=True, now=0, environ={{}}, progress=stuck)
"""
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"half-way\n"
        (other,) = place.root.glob(".b.tar.*")
        assert place.save().cleared == 0
        assert {"keys.db", "ledger.db", "lock", "master.key"} <= set(files(other))
        running.kill()
    (place.root / "b.tar").unlink()
    (place.root / ".b.tar.theirs_1").mkdir()  # nothing tells that it is ours
    assert place.save().cleared == 1
    assert files(place.root) == [".b.tar.theirs_1", "b.tar", "data"]


def test_a_backup_is_never_overwritten(place: Place) -> None:
    place.save()
    before = (place.root / "b.tar").read_bytes()
    with pytest.raises(AlreadyRegistered):
        place.save()
    assert (place.root / "b.tar").read_bytes() == before


def test_a_ledger_that_does_not_verify_is_not_backed_up(place: Place) -> None:
    with closing(sqlite3.connect(place.root / "data" / "ledger.db", isolation_level=None)) as anybody:
        anybody.execute("DROP TRIGGER events_never_change")
        anybody.execute("UPDATE events SET data = '{}' WHERE position = 3")
    with pytest.raises(Unavailable, match="event 3 does not verify"):
        place.save()
    assert files(place.root) == ["data"]


def test_a_place_that_cannot_be_written_is_said(place: Place) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        place.save("none/b.tar")
    with pytest.raises(NotFound):
        place.save(source="nothing-here")


def test_only_an_empty_directory_is_restored_into(place: Place) -> None:
    place.save()
    (place.root / "full").mkdir()
    (place.root / "full" / "notes.txt").touch()
    for name in ("data", "full"):
        before = files(place.root / name)
        with pytest.raises(RuleBroken, match="empty directory"):
            place.put_back(name)
        assert files(place.root / name) == before
    (place.root / "empty").mkdir()
    assert place.put_back("empty").events == 4


def damaged(place: Place, change: str) -> None:
    file = place.root / "b.tar"
    content = bytearray(file.read_bytes())
    half = len(content) // 2
    if change == "cut":
        content = content[:half]
    elif change == "cut to the head":
        content = content[:700]
    elif change == "empty":
        content = bytearray()
    elif change == "flipped":
        content[half] ^= 1
    elif change == "flipped in the list":
        content[content.index(b'"events"') + 10] ^= 1
    elif change == "flipped in a header":
        content[100] ^= 1
    elif change == "newer":
        content = content.replace(b'"format": 1', b'"format": 2')
    elif change == "newer ledger":
        content = content.replace(b'"layout": 1', b'"layout": 2')
    elif change == "foreign":
        content = bytearray(b"PK\x03\x04" + bytes(4096))
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("cut", "is damaged or cut short"),
        ("cut to the head", "is damaged or cut short"),
        ("empty", "is not a backup of Guanxi"),
        ("flipped", "is damaged or cut short"),
        ("flipped in the list", "events and holds"),
        ("flipped in a header", "is damaged or cut short"),
        ("newer", "was made by a newer Guanxi"),
        ("newer ledger", "was made by a newer Guanxi"),
        ("foreign", "is not a backup of Guanxi"),
    ],
)
def test_a_file_that_is_no_sound_backup_is_refused_and_nothing_is_left(place: Place, change: str, what: str) -> None:
    place.save(with_keys=True)
    damaged(place, change)
    with pytest.raises(Unavailable, match=what):
        place.put_back()
    assert not (place.root / "new").exists()


def test_a_bare_ledger_file_is_not_taken_for_a_backup(place: Place) -> None:
    with pytest.raises(Unavailable, match="not a backup"):
        place.put_back(file="data/ledger.db")
    with pytest.raises(NotFound):
        place.put_back(file="none.tar")
