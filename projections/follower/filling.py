"""Filling a generation: the rows of a part of the book, written by the process that made them."""

from dataclasses import dataclass

from projections.parameters import Parameters
from projections.replay.parts import Part, Reader
from projections.replay.pieces import pieces
from projections.replay.sending import SentClocks, received
from projections.views.slice import slice_of_journal, view_rows
from projections.views.store import OpenViews


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Second pass of a rebuild. generation: one nobody sees yet. at_once: events whose rows are in memory, about."""

    clocks: SentClocks
    parameters: Parameters
    generation: int
    open_views: OpenViews
    at_once: int

    def __call__(self, reader: Reader, part: Part) -> None:
        journal, swept = reader.read(part, self)
        clocks, later = received(self.clocks), reader.unread(part)
        with self.open_views() as recorder:
            for piece in pieces(journal, swept, self.at_once):
                codes = set(piece.get_column("customer").unique().to_list())
                beside = [row for row in later if row[2] in codes]
                customers = slice_of_journal(piece, clocks, swept, later=beside)
                recorder.fill(self.generation, view_rows(customers, self.parameters))
