"""CSV and TSV: read record by record, so that one bad row costs one row, and written anew for DuckDB."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.lines import LONGEST_LINE, Line, numbered_lines
from api.importing.rows_read import BrokenRow, RowsRead, shown
from ledger.errors import Invalid

BATCH = 2000
NEVER_CLOSED = "a quote opened in this row is never closed; close it, or double a quote that belongs to the text"


class _Unreadable(Exception):
    """The record at hand cannot be read; the message is the reason."""


def clean(path: Path, target: Path, *, delimiter: str, encoding: str) -> RowsRead:
    """Copy the good rows as UTF-8 CSV without header, the row number first; Invalid when there is no header."""
    csv.field_size_limit(LONGEST_LINE)
    records = _records(path, delimiter, encoding)
    header = _header(path, next(records, None))
    read = RowsRead(columns=unique_names(header))
    with target.open("wb") as out:
        _copy(records, read, len(header), out)
    return read


def _header(path: Path, first: list[str] | BrokenRow | BrokenOff | None) -> list[str]:
    if isinstance(first, BrokenOff):
        raise first.after(path, "the beginning")
    if isinstance(first, BrokenRow):
        raise Invalid(f"the header cannot be read: {first.reason}", "check how the file was exported", str(path))
    if first is None:
        raise Invalid("the file is empty: not even a header", "check that the export finished", str(path))
    if _not_text(first):
        remedy = 'name the right one in the mapping, such as encoding = "utf-16" or "cp1252"'
        raise Invalid("the header is not valid text in this encoding", remedy, str(path))
    return first


def unique_names(names: Iterable[str]) -> list[str]:
    """Names that differ without regard to case; a nameless column is column3 and so on; `row` is kept for Guanxi."""
    taken, result = {"row"}, []
    for number, name in enumerate(names, start=1):
        wanted = name.strip() or f"column{number}"
        unique, again = wanted, 1
        while unique.lower() in taken:
            again += 1
            unique = f"{wanted}_{again}"
        taken.add(unique.lower())
        result.append(unique)
    return result


def _copy(records: Iterator[list[str] | BrokenRow | BrokenOff], read: RowsRead, width: int, out: BinaryIO) -> None:
    batch: list[list[str]] = []
    for record in records:
        if isinstance(record, BrokenOff):
            read.broke_off = record
            break
        read.rows += 1
        if isinstance(record, BrokenRow):
            read.add_broken(record, read.rows)
        elif len(record) != width:
            reason = f"the row has {len(record)} fields and the header {width}; check its quotes and delimiters"
            read.broken.append(BrokenRow(row=read.rows, reason=reason, raw=_joined(record)))
        else:
            batch.append([str(read.rows), *record])
            if len(batch) == BATCH:
                _write(batch, read, out)
                batch = []
    _write(batch, read, out)


def _records(path: Path, delimiter: str, encoding: str) -> Iterator[list[str] | BrokenRow | BrokenOff]:
    """Records in order, the header first; blank lines are none. A BrokenRow's own number means nothing yet."""
    blocks: Iterable[bytes] = text_blocks(path)
    if "a\n".encode(encoding) != b"a\n":
        blocks = (text.encode() for text in codecs.iterdecode(blocks, encoding, "replace"))
        encoding = "utf-8"
    feed = _Feed(numbered_lines(blocks), encoding)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin()
        try:
            record = next(reader)
        except StopIteration:
            return
        except BrokenOff as end:
            yield end
            return
        except (csv.Error, _Unreadable) as error:
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            yield feed.give_up(error)
            continue
        if record:
            yield record


class _Feed:
    """Lines for the csv reader, which remembers those of the record at hand so that they can be given back."""

    def __init__(self, lines: Iterator[Line], encoding: str) -> None:
        self._lines = lines
        self._encoding = encoding
        self._given_back: deque[Line] = deque()
        self._record: list[Line] = []
        self._size = 0

    def begin(self) -> None:
        self._record = []
        self._size = 0

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines)
        self._record.append(line)
        self._size += len(line.raw)
        if line.too_long:
            raise _Unreadable("the line is longer than 1 MiB; split it, or mend the quotes before it")
        if self._size > LONGEST_LINE:
            raise _Unreadable(NEVER_CLOSED)
        return line.raw.decode(self._encoding, "surrogateescape") + "\n"

    def give_up(self, error: Exception) -> BrokenRow:
        """Reject the first line of the record; the others are read again, each for itself."""
        first, *others = self._record
        self._given_back.extendleft(reversed(others))
        reason = str(error)
        if others or "unexpected end" in reason:
            reason = NEVER_CLOSED
        elif isinstance(error, csv.Error):
            reason = f"the quotes of this row do not fit: {reason}; double a quote that belongs to the text"
        return BrokenRow(row=0, reason=reason, raw=shown(first.raw), code="too_large" if first.too_long else "invalid")


def _write(batch: list[list[str]], read: RowsRead, out: BinaryIO) -> None:
    try:
        text = _as_csv(batch)
        if "\x00" not in text:
            out.write(text.encode())
            return
    except UnicodeEncodeError:
        pass
    for record in batch:
        if reason := _not_text(record):
            broken = BrokenRow(row=int(record[0]), reason=reason, raw=_joined(record[1:]))
            read.broken.append(broken)
        else:
            out.write(_as_csv([record]).encode())


def _not_text(record: list[str]) -> str | None:
    joined = "".join(record)
    if "\x00" in joined:
        return "the row holds a NUL character; take it out"
    try:
        joined.encode()
    except UnicodeEncodeError:
        return 'the row is not valid text in this encoding; name the right one in the mapping (encoding = "cp1252")'
    return None


def _as_csv(records: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(records)
    return out.getvalue()


def _joined(record: list[str]) -> str:
    return shown(_as_csv([record]).rstrip("\r\n").encode("utf-8", "surrogateescape"))
