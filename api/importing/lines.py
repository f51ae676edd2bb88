"""The lines of a text file, numbered, each at most 1 MiB; longer ones are named but never held in memory."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LONGEST_LINE = 1 << 20
KEPT_OF_TOO_LONG = 200
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLOCK_LINES, BLOCK_BYTES = 1_000, 1 << 20


class Line(NamedTuple):
    """One physical line.

    number: from 1, blank lines counted. raw: without its line end; of a line that is too long only the beginning.
    too_long: more than 1 MiB.
    """

    number: int
    raw: bytes
    too_long: bool = False


def numbered_lines(blocks: Iterable[bytes]) -> Iterator[Line]:
    """Every line of the blocks, without LF or CRLF; a byte order mark at the start is dropped.

    A last line without a line end is a line, unless the blocks broke off in it: then their exception passes through
    and the piece is lost. No bytes, no lines.
    """
    number, rest, skipping = 1, b"", False
    beginning = b""
    for block in _without_mark(blocks):
        pieces = (rest + block).split(b"\n") if rest else block.split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            if skipping:
                yield Line(number, beginning, too_long=True)
                skipping = False
            elif len(piece) > LONGEST_LINE:
                yield Line(number, piece[:KEPT_OF_TOO_LONG], too_long=True)
            else:
                yield Line(number, piece[:-1] if piece.endswith(b"\r") else piece)
            number += 1
        if skipping:
            rest = b""
        elif len(rest) > LONGEST_LINE:
            beginning, rest, skipping = rest[:KEPT_OF_TOO_LONG], b"", True
    if skipping:
        yield Line(number, beginning, too_long=True)
    elif rest:
        yield Line(number, rest.removesuffix(b"\r"))


def in_blocks(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """The same lines in blocks of at most 1,000, ended earlier where they come to a MiB; none is empty."""
    block: list[Line] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line.raw)
        if len(block) == BLOCK_LINES or size >= BLOCK_BYTES:
            yield block
            block, size = [], 0
    if block:
        yield block


def _without_mark(blocks: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for block in blocks:
        yield block.removeprefix(BYTE_ORDER_MARK) if first else block
        first = False
