"""The simulated file: a function of its arguments, in the order of recording, whole or not there."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from api.simulation import book
from api.simulation.arguments import Arguments
from tests.simulation.books import arguments, documents, written

# Of arguments(): written anew, on purpose, when what is simulated changes; the same on every machine and Python.
DIGEST = "f1c749550d02d384cd5562e7068501c2c7eec0cf79647f41b844ff8a202ed9d3"


def test_the_bytes_are_the_same_on_every_machine(tmp_path: Path) -> None:
    assert hashlib.sha256(written(tmp_path / "book", arguments())).hexdigest() == DIGEST


def test_two_processes_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "AT_ONCE", 4)
    one = written(tmp_path / "one", arguments(), processes=1)
    assert written(tmp_path / "two", arguments(), processes=2) == one


def test_many_slices_make_the_file_that_one_slice_makes(tmp_path: Path) -> None:
    one = written(tmp_path / "one", arguments())
    assert written(tmp_path / "many", arguments(), slice_bytes=20_000) == one


@pytest.mark.parametrize("other", [arguments(seed=12), arguments(years=2), arguments(until=date(2025, 12, 30))])
def test_other_arguments_write_another_book(tmp_path: Path, other: Arguments) -> None:
    assert written(tmp_path / "other", other) != written(tmp_path / "book", arguments())


def test_a_larger_book_holds_the_smaller_one(tmp_path: Path) -> None:
    small, large = (documents(written(tmp_path / "book", arguments(customers=count))) for count in (10, 30))
    codes = {document["customer"] for document in small}
    assert [document for document in large if document["customer"] in codes] == small


def test_recording_times_never_decrease_and_end_before_the_day_named(tmp_path: Path) -> None:
    times = [
        document["recorded_at"] for document in documents(written(tmp_path / "book", arguments(), slice_bytes=20_000))
    ]
    assert times == sorted(times)
    assert times[0] >= "2022-12-31"
    assert times[-1] <= "2025-12-31T00:00:00.000009Z"


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    written(tmp_path / "book", arguments(), slice_bytes=20_000)
    assert list(tmp_path.iterdir()) == [tmp_path / "book"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "book"
    path.write_text("old")

    def fail(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        book.write_book(arguments(), path, progress=fail)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "given", [arguments(customers=1, years=1), arguments(customers=3, years=40), arguments(until=date(2024, 2, 29))]
)
def test_small_long_and_odd_books_can_be_written(tmp_path: Path, given: Arguments) -> None:
    registered = [d for d in documents(written(tmp_path / "book", given)) if d["type"] == "CustomerRegistered"]
    assert len(registered) == given.customers
