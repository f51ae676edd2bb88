"""Laws: the same events give the same bytes, asked twice, elsewhere, with one thread or two; no money is a float."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from projections.journal.columns import PAYLOAD_COLUMNS
from projections.views.columns import REAL
from projections.views.tables import TABLES
from tests.laws.simulated_ledger import simulated_ledger

THREADS = ("1", "2")
MONEY = {"amount", "amount_minor", "purchases_12m", "wallet", "a_from", "b_from"}


def test_rows_are_the_same_bytes_twice_and_with_one_thread_and_two(tmp_path: Path) -> None:
    directory = simulated_ledger(tmp_path, customers=4)
    command = [sys.executable, "-m", "tests.laws.simulated_ledger", str(directory)]
    # Each with hashes of its own, so that nothing may follow the order of a set.
    environments = [os.environ | {"POLARS_MAX_THREADS": n, "PYTHONHASHSEED": n} for n in THREADS]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for environment in environments]
    said = [line for process in running for line in process.communicate()[0].splitlines()]
    assert [process.returncode for process in running] == [0, 0]
    assert len(said) == 4
    assert said[0].startswith(b'{"book": [{"code": ')
    assert len(set(said)) == 1
    assert floats_in_money(json.loads(said[0])) == []


def floats_in_money(answer: Any, place: str = "") -> list[str]:
    """Where a number with a point stands for money."""
    if isinstance(answer, dict):
        return [line for key, part in answer.items() for line in floats_in_money(part, f"{place}/{key}")]
    if isinstance(answer, list):
        return [line for part in answer for line in floats_in_money(part, place)]
    return [place] if isinstance(answer, float) and place.rsplit("/", 1)[-1] in MONEY else []


def test_no_column_of_money_is_a_float() -> None:
    columns = [column for table in TABLES for column in table.columns if "currency" in (column.unit or "")]
    assert len(columns) > 10
    assert [column.name for column in columns if column.type == REAL] == []
    assert [name for name, dtype in PAYLOAD_COLUMNS.items() if dtype.is_float()] == []
