"""When a past that is to be restored begins and ends: its files are read once for that before they are restored."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

import msgspec

from api.importing.blocks import BrokenOff, text_blocks
from api.importing.lines import numbered_lines
from ledger.errors import GuanxiError
from ledger.times import read_instant


class _Line(msgspec.Struct, gc=False):
    recorded_at: str | None = None


_LINE = msgspec.json.Decoder(_Line)


def past_span(paths: Sequence[Path], *, zone: tzinfo, now: int) -> tuple[int, int] | None:
    """(first, last) of the times at which the lines say they were recorded, as microseconds; None where none says so.

    Times ahead of `now` count for nothing, for such lines are refused; whether others will be is not judged here.
    """
    first = last = None
    for moment in _moments(paths, zone):
        if moment <= now:
            first = moment if first is None else min(first, moment)
            last = moment if last is None else max(last, moment)
    return None if first is None or last is None else (first, last)


def _moments(paths: Sequence[Path], zone: tzinfo) -> Iterator[int]:
    for path in paths:
        try:
            for line in numbered_lines(text_blocks(path)):
                try:
                    text = _LINE.decode(line.raw).recorded_at
                    if text is not None:
                        yield read_instant(text, zone, pointer="")
                except (msgspec.MsgspecError, UnicodeDecodeError, GuanxiError):
                    continue  # the line will be refused when it is read
        except (BrokenOff, GuanxiError):
            return  # so will what comes after
