"""A file that breaks off: the message says what became of its beginning, and what really helps."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from tests.importing.conftest import Import
from tests.importing.test_json_lines import file_of, order, registered

RECORDED_AT = {"recorded_at": "2025-03-01T00:00:00Z"}


def cut_short(folder: Path, **more: Any) -> Path:
    lines = [registered(**more), *(order(f"A{number}", **more) for number in range(500))]
    packed = gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    path = folder / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    return path


@pytest.mark.parametrize(
    ("options", "line", "kept", "helps"),
    [
        ({}, {}, "what came before is kept", "import it once more: what is recorded already will be known"),
        ({"strict": True}, {}, "nothing was recorded", "import it once more"),
        ({"dry_run": True}, {}, "nothing was recorded", "import it once more"),
        ({"restore": True}, RECORDED_AT, "what came before is kept", "restore it into a new data directory"),
        ({"restore": True, "strict": True}, RECORDED_AT, "nothing was recorded", "import it once more"),
    ],
    ids=["plain", "strict", "dry run", "restore", "strict restore"],
)
def test_the_message_is_true_of_what_was_asked_for(
    run: Import, ledger: Ledger, tmp_path: Path, options: dict[str, bool], line: dict[str, str], kept: str, helps: str
) -> None:
    failure = run(cut_short(tmp_path, **line), **options).failure
    assert failure is not None
    assert failure.message.endswith(kept)
    assert failure.remedy == f"fetch the file again and {helps}"
    assert (ledger.last()[0] > 0) == (kept == "what came before is kept")


def test_one_refused_row_is_counted_as_one(run: Import, tmp_path: Path) -> None:
    failure = run(file_of(tmp_path, registered(), b"oops"), strict=True).failure
    assert failure is not None
    assert failure.message == "a row or an event is rejected, so nothing was recorded"
