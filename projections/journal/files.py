"""The journal's Parquet files: written whole or not at all, read back only if they are what was written."""

import hashlib
import zlib
from collections.abc import Callable, Collection
from io import BytesIO
from pathlib import Path
from typing import Self

import polars as pl

from ledger.errors import Unavailable
from ledger.new_file import sync
from projections.journal.columns import JOURNAL_SCHEMA
from projections.journal.decoding import filled

MOMENTS = ("occurred_at", "recorded_at")
INSTANT = pl.Datetime("us", "UTC")
STORED_SCHEMA: dict[str, pl.DataType] = {
    name: INSTANT if name in MOMENTS else dtype for name, dtype in JOURNAL_SCHEMA.items()
}
ONE_GROUP = 1 << 30  # rows; a file is read whole


class Broken(Exception):
    """A file of the journal is not what was written. what: completes "FILE is ..."."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path.name} is {what}")
        self.path, self.what = path, what

    def __reduce__(self) -> tuple[type[Self], tuple[Path, str]]:
        """So that it comes whole out of another process."""
        return type(self), (self.path, self.what)


def write_columns(journal: pl.DataFrame, path: Path, *, compression: str = "lz4") -> None:
    """All columns of JOURNAL_SCHEMA, whatever the rows say; the file appears whole, on disk."""
    whole = filled(journal).cast(dict.fromkeys(MOMENTS, INSTANT))
    draft = path.with_suffix(".draft")
    try:
        whole.write_parquet(draft, compression=compression, row_group_size=ONE_GROUP)  # type: ignore[arg-type]
        sync(draft)
        draft.replace(path)
        sync(path.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unavailable(
            f"{path} cannot be written: {error.strerror or error}", "Make room on the disk, or the directory writable."
        ) from error


def checked(path: Path, *, size: int, crc32: int, bytes_of: Callable[[Path], bytes] = Path.read_bytes) -> bytes:
    """The bytes of a file; Broken where they are not those that were written."""
    try:
        content = bytes_of(path)
    except FileNotFoundError:
        raise Broken(path, "missing") from None
    if len(content) != size:
        raise Broken(path, f"{len(content):,} bytes long, and was written with {size:,}")
    if zlib.crc32(content) != crc32:
        raise Broken(path, "not what was written: its checksum differs")
    return content


def fault_of(path: Path, *, size: int, crc32: int) -> str | None:
    """What is wrong with a file, as in Broken; None where it is what was written."""
    try:
        checked(path, size=size, crc32=crc32)
    except Broken as broken:
        return broken.what
    return None


def read_columns(content: bytes, names: Collection[str]) -> pl.DataFrame:
    """Some columns of a file, as JOURNAL_SCHEMA types them."""
    frame = pl.read_parquet(BytesIO(content), columns=list(names), use_statistics=False)
    return frame.cast({name: pl.Int64 for name in MOMENTS if name in names})


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_and_crc32(path: Path) -> tuple[int, int]:
    content = path.read_bytes()
    return len(content), zlib.crc32(content)


def remove_files(directory: Path, keep: Collection[str]) -> None:
    """Remove what an interrupted writer left behind."""
    for path in directory.iterdir():
        if path.name not in keep:
            path.unlink()
