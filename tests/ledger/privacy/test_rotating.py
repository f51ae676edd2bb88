"""A new master key: the old one opens nothing any more, and whoever is killed on the way loses no key."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ledger.errors import NotFound, RuleBroken, Unavailable
from ledger.privacy.keyring import Keyring
from ledger.privacy.person import KeyName, Person
from ledger.privacy.rotating import rotate, rotation_barred

LI, WANG = Person("C-1", "K1"), Person("C-1", "K2")
OTHER = b64encode(bytes(32)).decode()
ROOT = Path(__file__).resolve().parents[3]
MakeKeyring = Callable[..., Keyring]


def master(directory: Path) -> bytes:
    return (directory / "master.key").read_bytes()


def test_all_keys_stay_and_the_old_master_key_opens_none(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    keys = make_keyring().newest([LI, WANG])
    old = master(tmp_path)
    done = rotate(tmp_path, environ={})
    assert (done.keys, done.place) == (2, str(tmp_path / "master.key"))
    assert sorted(file.name for file in tmp_path.iterdir() if "-" not in file.name) == ["keys.db", "master.key"]
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600
    assert make_keyring().newest([LI, WANG]) == keys
    with pytest.raises(Unavailable, match="not the one"):
        make_keyring(GUANXI_MASTER_KEY=old.decode()).newest([LI])


def test_what_was_destroyed_stays_so(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    keyring = make_keyring()
    keyring.newest([LI, WANG])
    keyring.destroy(LI)
    assert rotate(tmp_path, environ={}).keys == 1
    assert make_keyring().find([KeyName(LI, 1)]) == "erased"


def test_nothing_of_the_old_wrapping_is_left_on_disk(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    make_keyring().newest([LI])
    with closing(sqlite3.connect(tmp_path / "keys.db")) as connection:
        ((wrapped,),) = connection.execute("SELECT wrapped FROM keys").fetchall()
    rotate(tmp_path, environ={})
    assert not any(wrapped in file.read_bytes() for file in tmp_path.glob("keys.db*"))


def test_who_has_the_keys_open_goes_on_with_the_new_master_key(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    running = make_keyring()
    keys = running.newest([LI])
    rotate(tmp_path, environ={})
    assert running.newest([LI, WANG])[LI] == keys[LI]
    assert make_keyring().newest([WANG]) == running.newest([WANG])


def test_who_holds_a_master_key_of_the_environment_must_be_given_the_new_one(
    make_keyring: MakeKeyring, tmp_path: Path
) -> None:
    was = b64encode(b"1" * 32).decode()
    running = make_keyring(GUANXI_MASTER_KEY=was)
    keys = running.newest([LI])
    done = rotate(tmp_path, environ={"GUANXI_MASTER_KEY": was, "GUANXI_NEW_MASTER_KEY": OTHER})
    assert done.place == "GUANXI_NEW_MASTER_KEY"
    for _ in range(2):
        with pytest.raises(Unavailable, match="not the one"):
            running.newest([WANG])
    assert make_keyring(GUANXI_MASTER_KEY=OTHER).newest([LI]) == keys


def test_a_key_may_move_from_the_directory_into_a_file_elsewhere(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    keys = make_keyring().newest([LI])
    (tmp_path / "elsewhere").write_text(OTHER)
    elsewhere = str(tmp_path / "elsewhere")
    assert rotate(tmp_path, environ={"GUANXI_NEW_MASTER_KEY_FILE": elsewhere}).place == elsewhere
    assert not (tmp_path / "master.key").exists()
    assert make_keyring(GUANXI_MASTER_KEY_FILE=elsewhere).newest([LI]) == keys


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"GUANXI_MASTER_KEY": OTHER}, "comes from GUANXI_MASTER_KEY"),
        ({"GUANXI_MASTER_KEY": OTHER, "GUANXI_NEW_MASTER_KEY": OTHER}, "is the present one"),
    ],
)
def test_without_another_key_nothing_is_rotated(
    make_keyring: MakeKeyring, tmp_path: Path, environ: dict[str, str], message: str
) -> None:
    make_keyring(GUANXI_MASTER_KEY=OTHER).newest([LI])

    def files() -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in tmp_path.iterdir() if not file.name.endswith("-shm")}

    before = files()
    with pytest.raises(RuleBroken, match=message):
        rotate(tmp_path, environ=environ)
    assert files() == before


def test_where_there_are_no_keys_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        rotate(tmp_path, environ={})
    assert list(tmp_path.iterdir()) == []


def test_cut_off_before_the_keys_are_wrapped_the_old_key_stays(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    keys = make_keyring().newest([LI])
    calls = 0

    def failing(size: int) -> bytes:
        nonlocal calls
        calls += 1
        if calls == 3:  # the new key, the nonce of one key, and then
            raise KeyboardInterrupt
        return os.urandom(size)

    old = master(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        rotate(tmp_path, environ={}, random=failing)
    assert master(tmp_path) == old
    assert make_keyring().newest([LI]) == keys
    assert rotate(tmp_path, environ={}).keys == 1
    assert make_keyring().newest([LI]) == keys


def test_cut_off_before_the_new_key_stands_in_its_place_it_is_found_and_put_there(
    make_keyring: MakeKeyring, tmp_path: Path
) -> None:
    keys = make_keyring().newest([LI])
    old = master(tmp_path)
    rotate(tmp_path, environ={})
    (tmp_path / "master.key").rename(tmp_path / "master.key.new")
    (tmp_path / "master.key").write_bytes(old)
    assert make_keyring().find([KeyName(LI, 1)]) == [keys[LI][1]]
    assert (tmp_path / "master.key.new").exists()  # reading puts nothing in place
    assert make_keyring().newest([LI]) == keys
    assert not (tmp_path / "master.key.new").exists()
    assert master(tmp_path) != old


def test_a_copy_of_a_master_key_that_a_killed_rotation_left_is_destroyed(
    make_keyring: MakeKeyring, tmp_path: Path
) -> None:
    make_keyring().newest([LI])
    left = tmp_path / ".master.key.new.abcd_123"
    left.mkdir()
    (left / "master.key.new").write_bytes(master(tmp_path))
    make_keyring().find([KeyName(LI, 1)])
    assert left.exists()  # reading destroys nothing
    make_keyring().newest([LI])
    assert not left.exists()


def test_a_copy_holds_keys_and_the_master_key_that_opens_them(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    keys = make_keyring().newest([LI])
    old = master(tmp_path)
    rotate(tmp_path, environ={})
    (tmp_path / "master.key").rename(tmp_path / "master.key.new")
    (tmp_path / "master.key").write_bytes(old)
    copy = tmp_path / "copy"
    copy.mkdir()
    with rotation_barred(tmp_path / "keys.db", environ={}):
        for name in ("keys.db", "master.key"):
            shutil.copy(tmp_path / name, copy / name)
    keyring = Keyring(copy, environ={}, random=os.urandom, clock=lambda: 0)
    assert keyring.newest([LI]) == keys
    keyring.close()


PROGRAM = """
import sys
from pathlib import Path
from ledger.privacy.rotating import rotate
print("ready", flush=True)
while True:
    rotate(Path(sys.argv[1]), environ={})
    print("rotated", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_kill_at_any_moment_leaves_a_master_key_that_opens_every_key(
    make_keyring: MakeKeyring, tmp_path: Path
) -> None:
    persons = [Person(f"C-{number}", "K1") for number in range(300)]
    keys = make_keyring().newest(persons)
    moments = random.Random(20250314)
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, tmp_path],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as process:
            assert process.stdout is not None
            for _ in range(moments.randrange(1, 4)):
                assert process.stdout.readline()
            try:
                process.wait(moments.random() * 0.05)
            except subprocess.TimeoutExpired:
                process.kill()
        assert make_keyring().newest(persons) == keys
        assert not list(tmp_path.glob(".master.key*"))
