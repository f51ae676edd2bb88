"""JSON as a table: an array of objects, or one object a line; numbers keep their decimal text."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.lines import BYTE_ORDER_MARK, numbered_lines
from api.importing.rows_read import BrokenRow, RowsRead, shown
from ledger.errors import Invalid, TooLarge

LARGEST_ARRAY = 256 << 20


def clean_json(path: Path, target: Path) -> RowsRead:
    """Copy the good objects, one a line, each with its number as `row`; floats are written as text."""
    blocks = text_blocks(path)
    first = next(blocks, b"").removeprefix(BYTE_ORDER_MARK)
    result = RowsRead()
    names: dict[str, None] = {}
    records = _array(path, first, blocks) if first.lstrip().startswith(b"[") else _lines(first, blocks)
    with target.open("wb") as out:
        for record in records:
            if isinstance(record, BrokenOff):
                result.broke_off = record
                break
            result.rows += 1
            if isinstance(record, BrokenRow):
                result.add_broken(record, result.rows)
            elif reason := _write(record, result.rows, names, out):
                raw = shown(json.dumps(record, ensure_ascii=True).encode())
                result.broken.append(BrokenRow(row=result.rows, reason=reason, raw=raw))
    result.columns = list(names)
    return result


def _write(record: Any, row: int, names: dict[str, None], out: BinaryIO) -> str | None:
    """Write the object; or say why not."""
    if not isinstance(record, dict):
        return "this is not an object; write {...} with the columns as names"
    values = {name: value for name, value in record.items() if name.lower() != "row"}
    if len(values) < len(record):
        values["row_2"] = next(value for name, value in record.items() if name.lower() == "row")
    try:
        line = orjson.dumps({"row": row, **values})
    except (orjson.JSONEncodeError, RecursionError):
        return "it holds text that is no text (a lone surrogate), a number beyond 64 bits, or is nested too deep"
    if b"\\u0000" in line:
        return "it holds a NUL character; take it out"
    names.update(dict.fromkeys(values))
    out.write(line + b"\n")
    return None


def _lines(first: bytes, blocks: Iterable[bytes]) -> Iterator[Any]:
    lines = numbered_lines(_chained(first, blocks))
    while True:
        try:
            line = next(lines, None)
        except BrokenOff as end:
            yield end
            return
        if line is None:
            return
        if line.too_long:
            reason = "the line is longer than 1 MiB; write one object a line"
            yield BrokenRow(row=0, reason=reason, raw=shown(line.raw), code="too_large")
        elif line.raw.strip():
            try:
                yield json.loads(line.raw, parse_float=str)
            except (ValueError, RecursionError) as error:
                yield BrokenRow(row=0, reason=f"this is not JSON: {error}", raw=shown(line.raw))


def _array(path: Path, first: bytes, blocks: Iterable[bytes]) -> Iterator[Any]:
    content = bytearray(first)
    try:
        for block in blocks:
            content += block
            if len(content) > LARGEST_ARRAY:
                raise TooLarge("the array has more than 256 MiB", "write one object a line instead", str(path))
        yield from json.loads(content, parse_float=str)
    except BrokenOff as end:
        yield end
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg} in column {error.colno}"
        raise Invalid(f"line {error.lineno}: {message}", "mend it, or write one object a line", str(path)) from None
    except (ValueError, RecursionError) as error:
        raise Invalid(f"this is not JSON: {error}", "mend it, or write one object a line", str(path)) from None


def _chained(first: bytes, blocks: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from blocks
