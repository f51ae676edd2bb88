"""JSON as a table."""

from pathlib import Path

import orjson
import pytest

from api.importing.json_rows import clean_json
from api.importing.rows_read import RowsRead
from ledger.errors import Invalid


def cleaned(tmp_path: Path, content: bytes) -> tuple[RowsRead, list[dict[str, object]]]:
    source, target = tmp_path / "in.json", tmp_path / "out.jsonl"
    source.write_bytes(content)
    read = clean_json(source, target)
    return read, [orjson.loads(line) for line in target.read_bytes().splitlines()]


@pytest.mark.parametrize(
    "content", [b'[{"a": 1}, {"a": 2.50}]', b'{"a": 1}\n\n{"a": 2.50}\n', b'\xef\xbb\xbf[{"a": 1},{"a": 2.50}]']
)
def test_an_array_and_lines_give_the_same_rows_and_figures_keep_their_text(tmp_path: Path, content: bytes) -> None:
    read, rows = cleaned(tmp_path, content)
    assert rows == [{"row": 1, "a": 1}, {"row": 2, "a": "2.50"}]
    assert read.rows == 2


def test_a_line_that_is_no_object_is_broken_and_the_others_stand(tmp_path: Path) -> None:
    content = b'{"a": 1}\n[1]\n{"a": \n{"a": "\\ud800"}\n{"a": "x\\u0000"}\n{"a": 123456789012345678901}\n{"a": 7}\n'
    read, rows = cleaned(tmp_path, content)
    assert [row["row"] for row in rows] == [1, 7]
    assert [broken.row for broken in read.broken] == [2, 3, 4, 5, 6]
    assert all(broken.reason for broken in read.broken)


def test_an_array_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="line 2: this is not JSON"):
        cleaned(tmp_path, b'[{"a": 1},\n{"a": ]')


def test_a_column_called_row_gives_way_to_the_number(tmp_path: Path) -> None:
    _, rows = cleaned(tmp_path, b'[{"Row": "x"}]')
    assert rows == [{"row": 1, "row_2": "x"}]
