"""JSON Lines: one event document a line."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.held_back import Sender, Sent
from api.importing.lines import LONGEST_LINE, Line, numbered_lines
from api.importing.rows_read import shown
from api.importing.summary import FileCounts
from ledger.document import parse_json, read_document
from ledger.errors import GuanxiError, Invalid, TooLarge
from ledger.interaction import Interaction

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
        self._zone = zone
        self._now = now
        self._restoring = restoring
        self._ignore_recorded_at = ignore_recorded_at

    def send_all(self, path: Path, counts: FileCounts) -> Invalid | None:
        """Send the events of a file; the answer tells where it broke off, if it could not be read to its end."""
        number = 0
        lines = numbered_lines(text_blocks(path))
        while True:
            try:
                line = next(lines, None)
            except BrokenOff as end:
                return end.after(path, f"line {number}")
            if line is None:
                return None
            number = line.number
            if line.raw and not line.raw.isspace():
                counts.rows += 1
                self._send(line, counts)

    def _send(self, line: Line, counts: FileCounts) -> None:
        try:
            interaction = self.read(line)
        except GuanxiError as error:
            self._sender.refuse(counts, line.number, error, shown(line.raw))
        else:
            self._sender.send(Sent(interaction, counts, line.number, line.raw))

    def read(self, line: Line) -> Interaction:
        """The interaction of a line, or an error of ours."""
        if line.too_long:
            raise TooLarge(f"the line has more than {LONGEST_LINE} bytes", "write one event document a line")
        if not self._ignore_recorded_at:
            return read_document(line.raw, zone=self._zone, now=self._now, restoring=self._restoring)
        document = parse_json(line.raw)
        if isinstance(document, Mapping):
            document = {name: value for name, value in document.items() if name != "recorded_at"}
        return read_document(document, zone=self._zone, now=self._now)
