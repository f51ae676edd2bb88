"""guanxi demo: a simulated book made once, served, and never at the cost of somebody's own data."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from api.cli.demo import MARK
from api.cli.main import outcome
from ledger.application import open_ledger

TOKEN = "a-fixed-token-of-at-least-forty-three-characters"
SMALL = ["demo", "--customers", "3", "--years", "1", "--port", "0"]


@contextmanager
def demo(directory: Path) -> Iterator[str]:
    """The address of a served demo, stopped at the end."""
    command = [sys.executable, "-c", "from api.cli.main import run; run()", "--data", str(directory), *SMALL]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "GUANXI_TOKEN": TOKEN}
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line.startswith("Guanxi is at http://127.0.0.1:"), line
            yield line.split()[-1].partition("/?")[0]
        finally:
            process.terminate()


def customers(address: str) -> list[str]:
    request = Request(f"{address}/api/v1/customers", headers={"Authorization": f"Bearer {TOKEN}"})
    with urlopen(request, timeout=60) as answer:
        return [row["code"] for row in json.load(answer)["items"]]


def test_the_demo_serves_a_book_that_says_it_is_simulated_and_is_made_once(tmp_path: Path) -> None:
    with demo(tmp_path / "demo") as address:
        codes = customers(address)
    with open_ledger(tmp_path / "demo") as ledger:
        first, before = ledger.events(limit=1)[0], ledger.last()
    with demo(tmp_path / "demo") as address:
        again = customers(address)
    with open_ledger(tmp_path / "demo") as ledger:
        after = ledger.last()
    assert len(codes) == 3
    assert first.type == "LedgerRestored"
    assert first.data["simulated"] is True
    assert (again, after) == (codes, before)


def test_a_demo_that_was_broken_off_while_it_was_made_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text('{"state": "restoring"}', encoding="utf-8")
    (tmp_path / "ledger.db").write_bytes(b"half")
    with demo(tmp_path) as address:
        assert len(customers(address)) == 3


def test_a_directory_with_something_else_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("precious", encoding="utf-8")
    assert outcome(["--data", str(tmp_path), *SMALL]) == 1
    assert "something else than a demo" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
