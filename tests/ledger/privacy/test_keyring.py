"""Keys of persons: made once, kept wrapped, destroyed for good."""

import os
import sqlite3
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier, Thread

import pytest

import ledger.privacy.keyring
from ledger.errors import Unavailable
from ledger.privacy.keyring import Absence, Keyring
from ledger.privacy.person import KeyName, Person

LI = Person("C-1", "K1")
WANG = Person("C-1", "K2")
FIRM = Person("C-1", "")
MakeKeyring = Callable[..., Keyring]


def test_every_person_has_a_key_of_their_own(keyring: Keyring) -> None:
    keys = keyring.newest([LI, WANG, FIRM])
    assert {generation for generation, _ in keys.values()} == {1}
    assert len({key for _, key in keys.values()}) == 3
    assert all(len(key) == 32 for _, key in keys.values())


def test_a_key_is_the_same_after_opening_anew(make_keyring: MakeKeyring) -> None:
    first = make_keyring()
    before = first.newest([LI])
    first.close()
    assert make_keyring().newest([LI]) == before


def test_a_key_is_found_by_its_name(keyring: Keyring) -> None:
    keys = keyring.newest([LI, FIRM])
    assert keyring.find([KeyName(FIRM, 1), KeyName(LI, 1)]) == [keys[FIRM][1], keys[LI][1]]


def test_however_many_persons_there_are_few_keys_lie_in_memory_and_all_are_found(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.privacy.keyring, "KEYS_KEPT", 4)
    keys = {}
    for number in range(20):
        keys |= keyring.newest([Person("C-1", f"K{number}"), Person("C-2", f"K{number}")])
        assert len(keyring._keys) <= 6  # noqa: SLF001 - nothing else tells
    for person, (generation, key) in keys.items():
        assert keyring.find([KeyName(person, generation)]) == [key]
        assert len(keyring._keys) <= 6  # noqa: SLF001 - nothing else tells
    assert keyring.newest(list(keys)) == keys


def test_keys_lie_wrapped_on_disk(keyring: Keyring, tmp_path: Path) -> None:
    ((_, key),) = keyring.newest([LI]).values()
    keyring.close()
    on_disk = b"".join(file.read_bytes() for file in tmp_path.glob("keys.db*"))
    assert key not in on_disk
    assert b"K1" in on_disk


def test_the_master_key_is_made_on_first_use_for_the_owner_alone(keyring: Keyring, tmp_path: Path) -> None:
    assert list(tmp_path.iterdir()) == []
    keyring.newest([LI])
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith("keys.db")] == ["master.key"]


def test_a_destroyed_key_reads_erased(keyring: Keyring) -> None:
    keyring.newest([LI, WANG])
    assert keyring.destroy(LI) == 1
    assert keyring.find([KeyName(LI, 1)]) is Absence.ERASED
    assert keyring.find([KeyName(LI, 1), KeyName(WANG, 1)]) is Absence.ERASED
    assert isinstance(keyring.find([KeyName(WANG, 1)]), list)


def test_destroying_leaves_no_wrapped_key_behind(keyring: Keyring, tmp_path: Path) -> None:
    keyring.newest([LI])
    with closing(sqlite3.connect(tmp_path / "keys.db")) as reader:
        (wrapped,) = reader.execute("SELECT wrapped FROM keys").fetchone()
    keyring.destroy(LI)
    assert not any(wrapped in file.read_bytes() for file in tmp_path.iterdir())


def test_a_person_named_after_an_erasure_gets_a_new_key_and_the_old_one_stays_gone(keyring: Keyring) -> None:
    ((_, old),) = keyring.newest([LI]).values()
    keyring.destroy(LI)
    ((generation, new),) = keyring.newest([LI]).values()
    assert generation == 2
    assert new != old
    assert keyring.find([KeyName(LI, 1)]) is Absence.ERASED
    assert keyring.find([KeyName(LI, 2)]) == [new]


def test_what_another_process_destroys_is_seen_at_the_next_call(make_keyring: MakeKeyring) -> None:
    here, there = make_keyring(), make_keyring()
    here.newest([LI])
    assert isinstance(here.find([KeyName(LI, 1)]), list)
    there.destroy(LI)
    assert here.find([KeyName(LI, 1)]) is Absence.ERASED
    assert here.newest([LI])[LI][0] == 2


def test_a_ledger_copied_without_its_keys_reads_sealed_and_makes_no_file(keyring: Keyring, tmp_path: Path) -> None:
    assert keyring.find([KeyName(LI, 1)]) is Absence.SEALED
    assert keyring.destroy(LI) == 0
    assert list(tmp_path.iterdir()) == []


def test_threads_agree_on_one_key(make_keyring: MakeKeyring) -> None:
    rings, start, found = [make_keyring() for _ in range(4)], Barrier(4), []

    def ask(ring: Keyring) -> None:
        start.wait()
        found.append(ring.newest([LI])[LI])

    threads = [Thread(target=ask, args=(ring,)) for ring in rings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def _ask_in_another_process(directory: Path) -> tuple[int, bytes]:
    ring = Keyring(directory, environ={}, random=os.urandom, clock=lambda: 0)
    try:
        return ring.newest([LI])[LI]
    finally:
        ring.close()


def test_processes_that_start_at_once_agree_on_one_master_key_and_one_key(tmp_path: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        found = pool.map(_ask_in_another_process, [tmp_path] * 6, chunksize=1)
    assert len(set(found)) == 1


def test_the_master_key_may_stand_in_the_environment(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    text = b64encode(bytes(range(32))).decode()
    ring = make_keyring(GUANXI_MASTER_KEY=text)
    keys = ring.newest([LI])
    ring.close()
    assert not (tmp_path / "master.key").exists()
    assert make_keyring(GUANXI_MASTER_KEY=text).newest([LI]) == keys


def test_the_master_key_may_stand_in_a_file_elsewhere(
    make_keyring: MakeKeyring, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("secrets") / "guanxi"
    secret.write_text(b64encode(bytes(32)).decode() + "\n")
    make_keyring(GUANXI_MASTER_KEY_FILE=str(secret)).newest([LI])
    assert not (tmp_path / "master.key").exists()


def test_a_wrong_master_key_is_refused_every_time(make_keyring: MakeKeyring) -> None:
    make_keyring().newest([LI])
    wrong = make_keyring(GUANXI_MASTER_KEY=b64encode(bytes(32)).decode())
    for _ in range(2):
        with pytest.raises(Unavailable, match="master key is not the one"):
            wrong.newest([LI])


def test_a_lost_master_key_is_never_replaced_by_a_new_one(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    first = make_keyring()
    first.newest([LI])
    first.close()
    (tmp_path / "master.key").unlink()
    with pytest.raises(Unavailable, match="is missing"):
        make_keyring().newest([WANG])
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize("text", ["", "short", "é" * 44, "A" * 43, b64encode(bytes(31)).decode()])
def test_a_master_key_file_that_holds_no_key_is_refused(make_keyring: MakeKeyring, tmp_path: Path, text: str) -> None:
    (tmp_path / "master.key").write_text(text, encoding="utf-8")
    with pytest.raises(Unavailable, match="holds no master key"):
        make_keyring().newest([LI])


def test_a_key_moved_to_another_person_does_not_open(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    first = make_keyring()
    first.newest([LI, WANG])
    first.close()
    with closing(sqlite3.connect(tmp_path / "keys.db", isolation_level=None)) as writer:
        writer.execute(
            "UPDATE keys SET wrapped = (SELECT wrapped FROM keys WHERE contact_id = 'K1') WHERE contact_id = 'K2'"
        )
    with pytest.raises(Unavailable):
        make_keyring().newest([WANG])


def test_a_keys_file_of_another_program_is_refused_and_left_alone(make_keyring: MakeKeyring, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "keys.db")) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = (tmp_path / "keys.db").read_bytes()
    with pytest.raises(Unavailable, match="another program"):
        make_keyring().newest([LI])
    assert (tmp_path / "keys.db").read_bytes() == before
