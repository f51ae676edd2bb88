"""The bytes of a file, decompressed where it is gzip, up to where it breaks off."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ledger.errors import Invalid, NotFound, Unavailable

BLOCK = 1 << 20
GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WITH_CHECKSUM = zlib.MAX_WBITS | 16
_OTHER_KINDS = {
    b"PAR1": "Parquet",
    b"PK\x03\x04": "a zip archive, as Excel files are",
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "PDF",
    b"SQLite format 3\x00": "an SQLite database",
}


class BrokenOff(Exception):
    """The file ends before its end: raised once everything that could be read has been handed on."""

    def after(self, path: Path, place: str) -> Invalid:
        """The error of ours; place: the last that could be read, such as "row 17"."""
        return Invalid(f"{self} after {place}", "fetch the file again", str(path))


def text_blocks(path: Path) -> Iterator[bytes]:
    """Blocks of a text file, as large as the disk or the decompression gives them.

    A file that says by its name or first bytes that it is no text is Invalid before anything is handed on. A gzip file
    that is cut or damaged gives all bytes before the damage, then BrokenOff.
    """
    with open_file(path) as file:
        first = file.read(BLOCK)
        if first.startswith(GZIP_MAGIC):
            yield from _inflated(path, file, first)
            return
        if path.suffix == ".gz" and first:
            raise Invalid(
                "the name says gzip, the content does not", "give the file its real name, or pack it again", str(path)
            )
        refuse_other_kinds(path, first)
        while first:
            yield first
            first = _read(path, file)


def open_file(path: Path) -> BinaryIO:
    """Open for reading; every way this can fail is an error of ours."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NotFound("there is no such file", "check the path", str(path)) from None
    except IsADirectoryError:
        raise Invalid("this is a folder", "name the files in it", str(path)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"cannot be read: {reason}", "check its permissions", str(path)) from None


def refuse_other_kinds(path: Path, first: bytes) -> None:
    """Invalid when the first bytes belong to a format that is no text."""
    for magic, kind in _OTHER_KINDS.items():
        if first.startswith(magic):
            raise Invalid(
                f"expected text, but the content is {kind}",
                'give the file its real name, or name its format in the mapping (format = "...")',
                str(path),
            )


def _read(path: Path, file: BinaryIO) -> bytes:
    try:
        return file.read(BLOCK)
    except OSError as error:
        raise BrokenOff(f"reading failed: {error.strerror or error}") from None


def _inflated(path: Path, file: BinaryIO, block: bytes) -> Iterator[bytes]:
    """All members of a gzip file, checksums verified, never more than a block in memory at once."""
    inflater = zlib.decompressobj(_GZIP_WITH_CHECKSUM)
    first = True
    while block:
        try:
            out = inflater.decompress(block, BLOCK)
        except zlib.error:
            raise BrokenOff("the gzip data is damaged") from None
        if first:
            refuse_other_kinds(path, out)
            first = False
        if out:
            yield out
        block = inflater.unconsumed_tail
        if inflater.eof:
            block = inflater.unused_data.lstrip(b"\x00") or _read(path, file)
            if not block:
                return
            inflater = zlib.decompressobj(_GZIP_WITH_CHECKSUM)
        block = block or _read(path, file)
    raise BrokenOff("the gzip data is cut short")
