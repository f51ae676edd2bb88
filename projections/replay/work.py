"""What is done with one part: what it adds to the whole book counted, or its customers judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from projections.book import BOOK_SCHEMA, book_frame
from projections.book_counts import BookCounts
from projections.counting import COUNTED_TYPES, count_journal
from projections.effective import effective
from projections.journal import Journal
from projections.judging import judge_at
from projections.merging import Swept
from projections.parameters import Parameters
from projections.replay.engine import Engine
from projections.replay.parts import Part, Reader
from projections.replay.pieces import pieces
from projections.replay.sending import SentClocks, received
from projections.rows import any_of


@dataclass(frozen=True, kw_only=True)
class Counting:
    """First pass: what a part adds to what the whole book says."""

    clocks: SentClocks

    def __call__(self, reader: Reader, part: Part) -> BookCounts:
        journal, swept = reader.read(part, self, types=COUNTED_TYPES)
        clocks, counted = received(self.clocks), any_of(journal.get_column("type"), tuple(COUNTED_TYPES))
        return count_journal(journal[np.flatnonzero(counted)], clocks, swept)


def counted(
    engine: Engine, clocks: SentClocks, parts: Sequence[Part], tell: Callable[[int], None] = lambda more: None
) -> BookCounts:
    """What the parts of a whole book add to what it says. tell: told of each part how many events it has."""
    counts = BookCounts()
    for part, found in engine.map(Counting(clocks=clocks), parts):
        counts = counts.plus(found)
        tell(part.events)
    return counts


@dataclass(frozen=True, kw_only=True)
class Judging:
    """Second pass: the book rows of a part, as columns of BOOK_SCHEMA. parameters: None where it is the whole book.
    at_once: events that are judged together, about.
    """

    clocks: SentClocks
    parameters: Parameters | None
    at_once: int

    def __call__(self, reader: Reader, part: Part) -> pl.DataFrame:
        journal, swept = reader.read(part, self)
        if self.parameters is None:
            return self._judged(journal, swept)
        return pl.concat([self._judged(piece, swept) for piece in pieces(journal, swept, self.at_once)])

    def _judged(self, journal: Journal, swept: Swept) -> pl.DataFrame:
        clocks = received(self.clocks)
        history = effective(journal, cut=clocks.cut, as_of=clocks.as_of, swept=swept)
        if not history.codes:
            return pl.DataFrame(schema=BOOK_SCHEMA)
        judgement = judge_at(history, clocks, self.parameters)
        frame = book_frame(judgement)
        judgement.facts.forget()
        return frame
