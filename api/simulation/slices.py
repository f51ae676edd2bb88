"""Slices of time on disk: lines are dealt out to them, and each is sorted by itself into its place in the whole file.

A line begins with recorded_at in a fixed form, so the order of its bytes is the order of recording; lines of equal
recorded_at stand by customer.
"""

import os
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from api.simulation.arguments import DAY_US, Arguments
from api.simulation.customer import customer_diary
from api.simulation.lines import lines_of

CUSTOMER_YEAR_BYTES = 6_900  # measured
MOST_SLICES = 400


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
        lines = lines_of([customer_diary(self.arguments, index) for index in customers])
        ends = np.searchsorted(lines.recorded, self._ends()).tolist()
        for number, (first, last) in enumerate(pairwise([0, *ends, len(lines.recorded)])):
            if first < last:
                with (self.directory / f"{number:04}-{os.getpid()}").open("ab") as file:
                    file.write(lines.text(first, last))
        return len(lines.recorded)

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

    def _ends(self) -> list[int]:
        """The instant at which each slice but the last ends, exclusive."""
        begin, days = self.arguments.start, self.arguments.end - self.arguments.start
        return [(begin + days * number // self.count) * DAY_US for number in range(1, self.count)]

    def _dealt(self, number: int) -> list[Path]:
        return list(self.directory.glob(f"{number:04}-*"))


def slice_count(arguments: Arguments, slice_bytes: int) -> int:
    """So many that the fullest hold about twice the bytes wanted."""
    wanted = arguments.customers * arguments.years * CUSTOMER_YEAR_BYTES // slice_bytes + 1
    return min(wanted, MOST_SLICES, arguments.end - arguments.start)
