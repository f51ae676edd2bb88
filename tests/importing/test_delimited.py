"""CSV and TSV: one bad row costs one row, with its number and its reason."""

import csv
from pathlib import Path

import pytest

from api.importing.delimited import clean, unique_names
from api.importing.rows_read import RowsRead
from ledger.errors import Invalid


def cleaned(
    tmp_path: Path, content: bytes, *, delimiter: str = ",", encoding: str = "utf-8"
) -> tuple[RowsRead, list[list[str]]]:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    read = clean(source, target, delimiter=delimiter, encoding=encoding)
    with target.open(newline="", encoding="utf-8") as out:
        return read, list(csv.reader(out))


def test_rows_are_numbered_from_one_without_the_header_and_blank_lines(tmp_path: Path) -> None:
    read, rows = cleaned(tmp_path, b"\xef\xbb\xbfcode,name\r\n1,a\r\n\r\n2,b\r\n")
    assert read.columns == ["code", "name"]
    assert rows == [["1", "1", "a"], ["2", "2", "b"]]
    assert read.rows == 2


def test_quotes_may_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    _, rows = cleaned(tmp_path, b'a,b\n"x, ""y""","two\nlines"\n1,2\n')
    assert rows == [["1", 'x, "y"', "two\nlines"], ["2", "1", "2"]]


def test_a_row_with_too_few_or_too_many_fields_is_broken_and_the_others_stand(tmp_path: Path) -> None:
    read, rows = cleaned(tmp_path, b"a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert [row[0] for row in rows] == ["1", "4"]
    assert [(broken.row, broken.raw) for broken in read.broken] == [(2, "3"), (3, "4,5,6")]
    assert "3 fields and the header 2" in read.broken[1].reason


def test_a_quote_that_is_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    read, rows = cleaned(tmp_path, b'a,b\n1,2\n3,"oops\n5,6\n7,8\n')
    assert [row[1] for row in rows] == ["1", "5", "7"]
    assert [(broken.row, broken.raw) for broken in read.broken] == [(2, '3,"oops')]
    assert "never closed" in read.broken[0].reason


def test_a_quote_that_swallows_more_than_a_mebibyte_is_given_up(tmp_path: Path) -> None:
    content = b'a,b\n1,"oops\n' + b"5,%s\n" % (b"x" * 1000) * 2000 + b"7,8\n"
    read, rows = cleaned(tmp_path, content)
    assert [broken.row for broken in read.broken] == [1]
    assert (len(rows), rows[-1]) == (2001, ["2002", "7", "8"])


def test_a_line_of_ten_megabytes_is_broken_and_the_rest_goes_on(tmp_path: Path) -> None:
    read, rows = cleaned(tmp_path, b"a,b\n1,2\n3," + b"x" * 10_000_000 + b"\n5,6\n")
    assert [row[0] for row in rows] == ["1", "3"]
    assert [(broken.row, broken.code) for broken in read.broken] == [(2, "too_large")]


@pytest.mark.parametrize(
    ("bad", "reason"), [(b"3,M\xfcller", "not valid text in this encoding"), (b"3,a\x00b", "NUL character")]
)
def test_a_row_that_is_no_text_is_broken(tmp_path: Path, bad: bytes, reason: str) -> None:
    read, rows = cleaned(tmp_path, b"a,b\n1,2\n" + bad + b"\n5,6\n")
    assert [row[0] for row in rows] == ["1", "3"]
    assert [broken.row for broken in read.broken] == [2]
    assert reason in read.broken[0].reason


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "gb18030"])
def test_another_encoding_is_read_where_the_mapping_names_it(tmp_path: Path, encoding: str) -> None:
    _, rows = cleaned(tmp_path, "a;b\n1;Müller\n".encode(encoding), delimiter=";", encoding=encoding)
    assert rows == [["1", "1", "Müller"]]


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="empty"):
        cleaned(tmp_path, b"")


def test_column_names_are_unique_and_row_stays_free() -> None:
    assert unique_names(["a", "A", "", "Row", " b "]) == ["a", "A_2", "column3", "Row_2", "b"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("na\u00efve,b\n1,2\n".encode("utf-16"), "not valid text in this encoding"),
        ("na\u00efve,b\n1,2\n".encode("cp1252"), "not valid text in this encoding"),
        (b'a,"b\n1,2\n', "never closed"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        cleaned(tmp_path, content)
