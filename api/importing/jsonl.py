"""JSON Lines: one event document a line."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import tzinfo
from functools import partial
from pathlib import Path

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.held_back import Sender, Sent
from api.importing.lines import LONGEST_LINE, Block, Line, line_blocks
from api.importing.reading_ahead import Read, Readings, read_blocks
from api.importing.rows_read import shown
from api.importing.summary import FileCounts
from ledger.document import parse_json, read_document
from ledger.errors import GuanxiError, Invalid, TooLarge
from ledger.prepared import Prepared, prepare

_TABLES = re.compile(r"\.(csv|tsv|tab|parquet|xls[xmb]?|ods)(\.gz)?", re.IGNORECASE)


def refuse_tables(path: Path) -> None:
    """Invalid for a file that is a table by its name: read as lines, each of them would be refused for itself."""
    if _TABLES.fullmatch("".join(path.suffixes[-2:])) or _TABLES.fullmatch(path.suffix):
        raise Invalid(
            "this is a table, and nothing says which events its rows are",
            "name a mapping file with --mapping; docs/importing.md tells how to write one",
            str(path),
        )


class LineReader:
    """Reads the lines of one import; every line that is not blank is an event document or one refusal."""

    def __init__(self, sender: Sender, *, zone: tzinfo, now: int, restoring: bool, ignore_recorded_at: bool) -> None:
        self._sender = sender
        self._end: BrokenOff | None = None
        self.read: Read = partial(
            read_line, zone=zone, now=now, restoring=restoring, ignore_recorded_at=ignore_recorded_at
        )

    def send_all(self, path: Path, counts: FileCounts) -> Invalid | None:
        """Send the events of a file; the answer tells where it broke off, if it could not be read to its end."""
        number = 0
        with closing(read_blocks(self._blocks(path), self.read)) as blocks:
            for block, readings in blocks:
                number = block.first + len(readings) - 1
                self._send(block, readings, counts)
        return None if self._end is None else self._end.after(path, f"line {number}")

    def _blocks(self, path: Path) -> Iterator[Block]:
        """Up to where the file breaks off: what was read by then is sent first."""
        try:
            yield from line_blocks(text_blocks(path))
        except BrokenOff as end:
            self._end = end

    def _send(self, block: Block, readings: Readings, counts: FileCounts) -> None:
        together: list[Sent] = []  # the events up to the next line that is not one
        lines: list[Line] = []
        for number, read in enumerate(readings, start=block.first):
            if read is not None:
                together.append(Sent(read, counts, number, block))
            else:
                self._send_read(together, counts)
                together = []
                lines = lines or block.lines()
                self._send_unread(lines[number - block.first], counts)
        self._send_read(together, counts)

    def _send_read(self, events: list[Sent], counts: FileCounts) -> None:
        counts.rows += len(events)
        self._sender.send_many(events, counts)

    def _send_unread(self, line: Line, counts: FileCounts) -> None:
        if not line.raw or line.raw.isspace():
            return
        counts.rows += 1
        try:
            read = self.read(line)
        except GuanxiError as error:
            self._sender.refuse(counts, line.number, error, shown(line.raw))
        else:
            self._sender.send(Sent(read, counts, line.number, line.raw))


def read_line(line: Line, *, zone: tzinfo, now: int, restoring: bool, ignore_recorded_at: bool) -> Prepared:
    """The interaction of a line, or an error of ours."""
    if line.too_long:
        raise TooLarge(f"the line has more than {LONGEST_LINE} bytes", "write one event document a line")
    if not ignore_recorded_at:
        return prepare(read_document(line.raw, zone=zone, now=now, restoring=restoring))
    document = parse_json(line.raw)
    if isinstance(document, Mapping):
        document = {name: value for name, value in document.items() if name != "recorded_at"}
    return prepare(read_document(document, zone=zone, now=now))
