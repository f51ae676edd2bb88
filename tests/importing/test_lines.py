"""Bytes become numbered lines, whatever the disk or a bad export does."""

import gzip
from pathlib import Path

import pytest

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.lines import BLOCK_BYTES, KEPT_OF_TOO_LONG, LONGEST_LINE, Block, Line, line_blocks, numbered_lines
from ledger.errors import Invalid, NotFound

TEXT = b"".join(b'{"line": %d}\n' % number for number in range(20_000))


def lines_of(path: Path) -> list[Line]:
    return list(numbered_lines(text_blocks(path)))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_do_not_depend_on_how_the_bytes_arrive(size: int) -> None:
    content = b"a\r\nb\n\n" + b"c" * 50 + b"\nlast"
    blocks = [content[start : start + size] for start in range(0, len(content), size)]
    assert [(line.number, line.raw) for line in numbered_lines(blocks)] == [
        (1, b"a"),
        (2, b"b"),
        (3, b""),
        (4, b"c" * 50),
        (5, b"last"),
    ]


def test_no_bytes_are_no_lines() -> None:
    assert list(numbered_lines([])) == []
    assert list(numbered_lines([b""])) == []


def test_a_byte_order_mark_and_carriage_returns_are_no_part_of_a_line() -> None:
    assert [line.raw for line in numbered_lines([b"\xef\xbb\xbfa\r\nb\r\n"])] == [b"a", b"b"]


def test_a_line_above_one_mebibyte_is_named_and_the_rest_goes_on() -> None:
    blocks = [b"first\n", *[b"x" * LONGEST_LINE] * 10, b"x\n", b"third\n"]
    lines = list(numbered_lines(blocks))
    assert [(line.number, line.too_long) for line in lines] == [(1, False), (2, True), (3, False)]
    assert len(lines[1].raw) <= KEPT_OF_TOO_LONG
    assert lines[2].raw == b"third"


def test_a_line_of_exactly_one_mebibyte_is_a_line_wherever_the_blocks_end() -> None:
    content = b"x" * LONGEST_LINE + b"\ny\n"
    for blocks in ([content], [content[:10], content[10:]], [content[:-3], content[-3:]]):
        assert [line.too_long for line in numbered_lines(blocks)] == [False, False]


def test_blocks_hold_whole_lines_up_to_their_size_and_a_longer_line_alone() -> None:
    short, long = b"x" * 99, b"y" * (BLOCK_BYTES + 1)
    content = b"\n".join([*[short] * 3_000, b"", long, b"", b"z" * (LONGEST_LINE + 1), b"last"])
    blocks = list(line_blocks([content]))
    assert [line for block in blocks for line in block.lines()] == list(numbered_lines([content]))
    assert [(block.first, len(block.text), block.too_long) for block in blocks] == [
        (1, 2_621 * 100 - 1, False),
        (2_622, 379 * 100, False),
        (3_002, len(long), False),
        (3_003, 0, False),
        (3_004, KEPT_OF_TOO_LONG, True),
        (3_005, 4, False),
    ]
    assert (blocks[0].raw(2_621), blocks[1].raw(3_001)) == (short, b"")
    assert list(line_blocks([])) == []


@pytest.mark.parametrize("size", [1, 2, 5])
def test_blocks_do_not_depend_on_how_a_long_line_arrives(size: int) -> None:
    content = b"a\n" + b"x" * (LONGEST_LINE + 1) + b"\n\nlast\n"
    pieces = [
        content[:4],
        content[4:-9],
        *(content[start : start + size] for start in range(len(content) - 9, len(content), size)),
    ]
    assert [block for block in line_blocks(pieces) if block.too_long] == [Block(2, b"x" * KEPT_OF_TOO_LONG, True)]
    assert [line.number for line in numbered_lines(pieces)] == [1, 2, 3, 4]


def test_gzip_is_recognised_by_its_content_and_all_its_members_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "events.jsonl", gzip.compress(TEXT) + gzip.compress(b"more\n"))
    lines = lines_of(path)
    assert len(lines) == 20_001
    assert lines[-1] == Line(20_001, b"more")


def test_a_truncated_gzip_gives_what_came_before_and_then_says_so(tmp_path: Path) -> None:
    packed = gzip.compress(TEXT)
    lines = numbered_lines(text_blocks(written(tmp_path / "cut.jsonl.gz", packed[: len(packed) // 2])))
    read = []
    with pytest.raises(BrokenOff, match="cut short"):
        read.extend(lines)  # what extend took before the error stays
    assert 100 < len(read) < 20_000
    assert read[-1].raw == b'{"line": %d}' % (len(read) - 1)


def test_a_gzip_with_a_wrong_checksum_is_no_whole_file(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    with pytest.raises(BrokenOff, match="damaged"):
        lines_of(written(tmp_path / "damaged.gz", bytes(packed)))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("events.jsonl.gz", b'{"a": 1}\n', "the name says gzip"),
        ("events.jsonl", b"PAR1....", "Parquet"),
        ("events.jsonl", b"PK\x03\x04....", "zip archive"),
        ("events.jsonl.gz", gzip.compress(b"PAR1....", mtime=0), "Parquet"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        lines_of(written(tmp_path / name, content))


def test_a_missing_file_and_a_folder_are_refused_with_their_path(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.jsonl"):
        lines_of(tmp_path / "nowhere.jsonl")
    with pytest.raises(Invalid, match="folder"):
        lines_of(tmp_path)
