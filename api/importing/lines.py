"""The lines of a text file, numbered, each at most 1 MiB; longer ones are named but never held in memory."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

LONGEST_LINE = 1 << 20
KEPT_OF_TOO_LONG = 200
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
BLOCK_BYTES = 1 << 18


class Line(NamedTuple):
    """One physical line.

    number: from 1, blank lines counted. raw: without its line end; of a line that is too long only the beginning.
    too_long: more than 1 MiB.
    """

    number: int
    raw: bytes
    too_long: bool = False


class Block(NamedTuple):
    """Some lines one after the other, or one that is too long, as Line says.

    first: the number of the first. text: the lines, LF or CRLF between them and none at the end.
    """

    first: int
    text: bytes
    too_long: bool = False

    def lines(self) -> list[Line]:
        """Each of them; there is at least one."""
        if self.too_long:
            return [Line(self.first, self.text, too_long=True)]
        pieces = self.text.split(b"\n")
        return [Line(number, piece.removesuffix(b"\r")) for number, piece in enumerate(pieces, start=self.first)]

    def raw(self, number: int) -> bytes:
        """The line of that number."""
        return self.lines()[number - self.first].raw


def numbered_lines(blocks: Iterable[bytes]) -> Iterator[Line]:
    """Every line of the blocks, without LF or CRLF; a byte order mark at the start is dropped.

    A last line without a line end is a line, unless the blocks broke off in it: then their exception passes through
    and the piece is lost. No bytes, no lines.
    """
    return chain.from_iterable(block.lines() for block in line_blocks(blocks))


def line_blocks(blocks: Iterable[bytes]) -> Iterator[Block]:
    """The same lines, together as long as they come to at most 256 KiB."""
    number, rest, skipping = 1, b"", False
    for block in _without_mark(blocks):
        head, line_end, tail = block.rpartition(b"\n")
        if line_end:
            if skipping:
                yield Block(number, rest, too_long=True)
                number, rest, skipping = number + 1, b"", False
                _, line_end, head = head.partition(b"\n")
            if line_end:
                for cut in _cut(number, rest + head):
                    yield cut
                    number = cut.first + cut.text.count(b"\n") + 1
            rest = tail
        elif not skipping:
            rest += tail
        if not skipping and len(rest) > LONGEST_LINE:
            rest, skipping = rest[:KEPT_OF_TOO_LONG], True
    if rest:
        yield Block(number, rest, too_long=skipping)


def _cut(number: int, text: bytes) -> Iterator[Block]:
    """Lines in blocks of their own size; a line above it stands alone."""
    start = 0
    while start <= len(text):
        end = len(text)
        if end - start > BLOCK_BYTES:
            end = text.rfind(b"\n", start, start + BLOCK_BYTES)
            end = text.find(b"\n", start) if end < 0 else end
            end = len(text) if end < 0 else end
        if end - start > LONGEST_LINE:
            yield Block(number, text[start : start + KEPT_OF_TOO_LONG], too_long=True)
        else:
            yield Block(number, text[start:end])
        number += text.count(b"\n", start, end) + 1
        start = end + 1


def _without_mark(blocks: Iterable[bytes]) -> Iterator[bytes]:
    first = True
    for block in blocks:
        yield block.removeprefix(BYTE_ORDER_MARK) if first else block
        first = False
