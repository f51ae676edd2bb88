"""replay, as it is typed: which journal it reads, and what it refuses."""

from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from ledger.application import open_ledger
from projections.journal.building import build
from projections.journal.manifest import buckets_of
from tests.cli.shell import Shell


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A ledger of two customers, and a journal of it elsewhere."""
    run = Shell(tmp_path, capsys)
    for code in ("C-1", "C-2"):
        fields = f'{{"name": "Company {code}", "currency": "EUR"}}'
        run("record", code, "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields)
    with open_ledger(tmp_path / "ledger", create=False) as ledger:
        build(ledger, tmp_path / "journal", {}, positions=2)
    return run


def test_a_journal_elsewhere_gives_the_book_of_the_log(run: Shell) -> None:
    out, journal = run.directory / "book.parquet", str(run.directory / "journal")
    made = run.asked("replay", "--out", str(out), "--journal", journal, "--processes", "1")
    assert (made["from"], made["engine"], made["customers"]) == ("journal", "polars", 2)
    assert pl.read_parquet(out)["name"].to_list() == ["Company C-1", "Company C-2"]
    before = out.read_bytes()
    assert run.asked("replay", "--out", str(out), "--from-log", "--processes", "1")["from"] == "log"
    assert out.read_bytes() == before
    fields = '{"name": "Later", "currency": "EUR"}'
    for number in range(3):
        run("record", f"L-{number}", "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields)
    made = run.asked("replay", "--out", str(out), "--journal", journal, "--processes", "1")
    assert (made["from"], made["customers"]) == ("log", 5), "a journal that lacks most of the log is not read"


def test_a_journal_that_is_not_this_ledgers_or_not_whole_is_refused_in_one_line(run: Shell) -> None:
    journal, out = run.directory / "journal", str(run.directory / "book.parquet")

    def refused(*words: str, data: str = "ledger") -> str:
        said = run("replay", "--out", out, "--processes", "1", *words, code=1, data=data)
        assert said.startswith("error: ")
        assert said.count("\n") == 1
        return said

    fields = '{"name": "Another", "currency": "EUR"}'
    for code in ("C-9", "C-8", "C-7"):
        run("record", code, "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields, data="other")
        assert "it is of another ledger" in refused("--journal", str(journal), data="other")
    assert "there is no journal" in refused("--journal", str(run.directory / "nowhere"))
    bucket = next(path for path in buckets_of(journal, 1).iterdir())
    bucket.write_bytes(b"?")
    assert f"{bucket.name} is 1 bytes long" in refused("--journal", str(journal))


@pytest.mark.parametrize(
    "words", [("--from-log", "--engine", "spark"), ("--master", "local"), ("--journal", "s3a://b")]
)
def test_options_that_do_not_go_together_are_told(run: Shell, words: tuple[str, ...]) -> None:
    assert "--help" in run("replay", "--out", "book.parquet", *words, code=2)


def test_spark_that_is_not_installed_is_said_so_with_what_to_install(run: Shell) -> None:
    if find_spec("pyspark"):
        pytest.skip("Spark is installed here")
    said = run("replay", "--out", "book.parquet", "--engine", "spark", code=1)
    assert said == (
        "error: replay: Apache Spark is not installed here. Install it with pip install 'guanxi-ledger[spark]'\n"
    )
