"""A past is restored whole or not at all, chunk by chunk, whoever is killed on the way."""

import os
import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest

from api.importing.past_span import past_span
from ledger.application import now_micros, open_ledger
from ledger.times import read_instant
from tests.http.process import ROOT

PROGRAM = """
import sys
from datetime import UTC
from itertools import count
from pathlib import Path
from ledger.application import now_micros, open_ledger
from ledger.document import read_document

def line(number):
    kind, data = "OrderPlaced", {"order_id": f"S-{number}", "currency": "EUR", "amount": "5.00"}
    if number == 0:
        kind, data = "CustomerRegistered", {"name": "Nordwind", "currency": "EUR"}
    document = {"customer": "C-1", "type": kind, "occurred_at": "2024-03-01", "data": data}
    document["recorded_at"] = "2024-03-02T00:00:00Z"
    return read_document(document, zone=UTC, now=now_micros(), restoring=True)

moment = line(0).recorded_at
with open_ledger(Path(sys.argv[1])) as ledger:
    with ledger.restoration(span=(moment, moment), source="s", simulated=False) as restoring:
        for chunk in count() if sys.argv[2] == "for ever" else range(3):
            restoring.record([line(100 * chunk + number) for number in range(100)])
            print("chunk", flush=True)
"""


def restoring(data: Path, how_long: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, data, how_long],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_restore_that_is_killed_leaves_an_empty_ledger_that_can_be_restored_into(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with restoring(data, "for ever") as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(3)] == [b"chunk\n"] * 3
        process.kill()
    with open_ledger(data, create=False) as ledger:
        assert ledger.last() == (0, None)
    with restoring(data, "a little") as process:
        process.communicate()
    assert process.returncode == 0
    with open_ledger(data, create=False) as ledger:
        assert ledger.last()[0] == 301


def test_the_span_is_that_of_all_files_without_what_lies_ahead(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text('{"recorded_at": "2024-03-01T00:00:00Z"}\nnonsense\n{"recorded_at": 7}\n{}\n\n[1]\n')
    second.write_text('{"recorded_at": "2024-05-01T00:00:00Z"}\n{"recorded_at": "2999-01-01T00:00:00Z"}\n')
    span = past_span([first, second], zone=UTC, now=now_micros())
    assert span == tuple(read_instant(f"2024-0{month}-01T00:00:00Z", UTC, pointer="") for month in (3, 5))
    second.write_text("{}")
    assert past_span([second], zone=UTC, now=now_micros()) is None
