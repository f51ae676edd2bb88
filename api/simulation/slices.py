"""Slices of time on disk: lines are dealt out to them, and each is sorted by itself into its place in the whole file.

A line begins with recorded_at in a fixed form, so the order of its bytes is the order of recording; lines of equal
recorded_at stand by customer.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from api.simulation.arguments import Arguments, date_of
from api.simulation.customer import customer_lines

CUSTOMER_YEAR_BYTES = 6_900  # measured
MOST_SLICES = 400
DATE = slice(16, 26)  # where the date of recorded_at stands in a line


@dataclass(frozen=True, kw_only=True)
class Slices:
    """So many slices of equal length, kept in a directory; each process adds to files of its own there."""

    arguments: Arguments
    directory: Path
    count: int

    @property
    def whole(self) -> Path:
        """Where `gather` puts them together; it must be there."""
        return self.directory / "whole"

    def deal(self, customers: range) -> int:
        """Add the lines of these customers to the slices; answers how many there are."""
        numbers = _by_date(self.arguments, self.count)
        hands: list[list[bytes]] = [[] for _ in range(self.count)]
        for index in customers:
            for line in customer_lines(self.arguments, index):
                hands[numbers[line[DATE]]].append(line)
        for number, hand in enumerate(hands):
            if hand:
                with (self.directory / f"{number:04}-{os.getpid()}").open("ab") as file:
                    file.write(b"".join(hand))
        return sum(map(len, hands))

    def places(self) -> list[tuple[int, int]]:
        """Each slice with the offset at which it stands in the whole."""
        sizes = [sum(path.stat().st_size for path in self._dealt(number)) for number in range(self.count)]
        return list(zip(range(self.count), accumulate([0, *sizes[:-1]]), strict=True))

    def gather(self, place: tuple[int, int]) -> None:
        """Write one slice in order into the whole, and remove its files."""
        number, offset = place
        lines: list[bytes] = []
        for path in self._dealt(number):
            lines += path.read_bytes().splitlines(keepends=True)
            path.unlink()
        lines.sort()
        with self.whole.open("r+b") as file:
            file.seek(offset)
            file.write(b"".join(lines))

    def _dealt(self, number: int) -> list[Path]:
        return list(self.directory.glob(f"{number:04}-*"))


def slice_count(arguments: Arguments, slice_bytes: int) -> int:
    """So many that the fullest hold about twice the bytes wanted."""
    wanted = arguments.customers * arguments.years * CUSTOMER_YEAR_BYTES // slice_bytes + 1
    return min(wanted, MOST_SLICES, arguments.end - arguments.start)


@cache
def _by_date(arguments: Arguments, count: int) -> Mapping[bytes, int]:
    """The slice of every date of the book; its last microsecond may belong to the day after."""
    days = arguments.end - arguments.start
    slices = {date_of(arguments.start + n).isoformat().encode(): n * count // days for n in range(days)}
    return slices | {arguments.until.isoformat().encode(): count - 1}
