"""The whole book at any clocks: counted, then judged, part by part."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from projections.book import BOOK_SCHEMA
from projections.clocks import Clocks
from projections.parameters import Parameters, parameters_of
from projections.replay.dividing import AT_ONCE, parts_of
from projections.replay.engine import Engine
from projections.replay.sending import sent
from projections.replay.work import Judging, counted
from projections.views.book_slices import BookLog

LEAST = 10_000  # events judged together: fewer would cost more than they spare

Tell = Callable[[int], None]
"""Told how many more events were looked at; each is twice, but where a book is one part, or `parameters` are given."""


def replayed_book(
    log: BookLog,
    clocks: Clocks,
    engine: Engine,
    *,
    journal: Path | None,
    parameters: Parameters | None = None,
    at_once: int = AT_ONCE,
    tell: Tell = lambda more: None,
) -> pl.DataFrame:
    """Book rows (BOOK_SCHEMA) of everybody, by code: the same whatever the engine, the number of parts, and whether
    they come from the journal or the log.

    journal: its directory; None to read the log. parameters: what the whole book says at these clocks, where it is
    known already; then every event is looked at once. at_once: events in a part, about.
    """
    parts = parts_of(log, clocks, journal, at_once=at_once)
    alone = len(parts) == 1  # then the part is the whole book, and says itself what that says
    if parameters is None and not alone:
        parameters = parameters_of(counted(engine, sent(clocks), parts, tell))
    frames = [pl.DataFrame(schema=BOOK_SCHEMA)]
    judging = Judging(clocks=sent(clocks), parameters=parameters, at_once=max(at_once, LEAST))
    for part, frame in engine.map(judging, parts):
        frames.append(frame)
        tell(part.events)
    return pl.concat(frames).sort("code")
