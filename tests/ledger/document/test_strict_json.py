"""JSON: figures exactly as written, and nothing that could not be stored."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import GuanxiError, Invalid, TooLarge
from ledger.strict_json import LARGEST_BYTES, parse_json


def test_numbers_keep_their_text() -> None:
    read = parse_json(b'{"a": 0.10, "b": 12345678901234567890, "c": 1e2, "d": 0.30000000000000004, "e": -0}')
    assert read == {
        "a": Decimal("0.10"),
        "b": 12345678901234567890,
        "c": 100,
        "d": Decimal("0.30000000000000004"),
        "e": 0,
    }
    assert str(read["a"]) == "0.10"


@pytest.mark.parametrize(
    ("raw", "why", "pointer"),
    [
        (b"", "not JSON", ""),
        (b"{", "not JSON", ""),
        (b"{} {}", "not JSON", ""),
        (b"{'a': 1}", "not JSON", ""),
        (b'{"a": 01}', "not JSON", ""),
        (b'{"a": "\n"}', "not JSON", ""),
        (b'{"a": NaN}', "no JSON number", ""),
        (b'{"a": -Infinity}', "no JSON number", ""),
        (b'{"a": "\xff"}', "byte 8", ""),
        (b"\xed\xa0\x80", "not UTF-8", ""),
        ('{"a": "ü"}'.encode("utf-16"), "not UTF-8", ""),
        (b'{"a": 1, "b": 2, "a": 1}', "stands twice", "/a"),
        (b'{"x": [1, {"y": {"a/b": 1, "a/b": 2}}]}', "stands twice", "/x/1/y/a~1b"),
        (b'{"a": "\\u0000"}', "NUL", "/a"),
        (b'{"a": {"\\u0000": 1}}', "NUL", "/a"),
        (b'{"a": [0, "\\ud83d"]}', "half a surrogate", "/a/1"),
        (b'{"a": "\\ude00\\ud83d"}', "half a surrogate", "/a"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long", ""),
        (b'{"a": 1e99999999999999999999}', "too long", ""),
    ],
)
def test_what_cannot_be_stored_exactly_is_refused(raw: bytes, why: str, pointer: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        parse_json(raw)
    assert refused.value.pointer == pointer


def test_a_whole_character_written_as_a_pair_is_read() -> None:
    assert parse_json(b'{"a": "\\ud83d\\ude00"}') == {"a": "\N{GRINNING FACE}"}


def test_a_byte_order_mark_is_no_part_of_the_document() -> None:
    assert parse_json(b"\xef\xbb\xbf{}") == {}


def test_depth_ends_at_32_levels() -> None:
    assert parse_json(b"[" * 32 + b"]" * 32)
    for levels in (33, 500, 100_000):
        with pytest.raises(Invalid, match="nested too deeply") as refused:
            parse_json(b'{"a":' + b"[" * levels + b"]" * levels + b"}")
        assert len(refused.value.pointer) <= 200


def test_brackets_within_text_are_not_depth() -> None:
    assert parse_json(b'["' + b"[{" * 100 + b'"]')


def test_size_ends_at_one_mebibyte() -> None:
    assert len(parse_json(b'"' + b"x" * (LARGEST_BYTES - 2) + b'"')) == LARGEST_BYTES - 2
    with pytest.raises(TooLarge, match="1048577 bytes"):
        parse_json(b'"' + b"x" * (LARGEST_BYTES - 1) + b'"')


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with contextlib.suppress(GuanxiError):
        parse_json(raw)
