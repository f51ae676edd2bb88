"""The whole book at any clocks: counted, then judged, part by part."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from projections.book import BOOK_SCHEMA
from projections.clocks import Clocks
from projections.parameters import Parameters, parameters_of
from projections.replay.dividing import AT_ONCE, parts_of
from projections.replay.parts import Part
from projections.replay.sending import sent
from projections.replay.work import Counting, Judging
from projections.replay.workers import Workers
from projections.season import no_counts
from projections.views.book_slices import BookLog
from projections.volume_limits import VolumeFallingLimits

Tell = Callable[[int, int], None]
"""Told how many events are done, and of how many; each event is looked at twice."""


def replayed_book(
    log: BookLog,
    clocks: Clocks,
    workers: Workers,
    *,
    journal: Path | None,
    parameters: Parameters | None = None,
    at_once: int = AT_ONCE,
    tell: Tell = lambda done, of: None,
) -> pl.DataFrame:
    """Book rows (BOOK_SCHEMA) of everybody, by code: the same whatever the number of processes and parts, and whether
    they come from the journal or the log.

    journal: its directory; None to read the log. parameters: what the whole book says at these clocks, where it is
    known already; then every event is looked at once. at_once: events in a part, about.
    """
    parts = parts_of(log, clocks, journal, at_once=at_once)
    alone = len(parts) == 1  # then the part is the whole book, and says itself what that says
    passes = 1 if parameters or alone else 2
    total, done = passes * sum(part.events for part in parts), 0

    def on(part: Part) -> None:
        nonlocal done
        done += part.events
        tell(done, total)

    if parameters is None and not alone:
        counts = no_counts(clocks.policy.signals.of(VolumeFallingLimits))
        for part, counted in workers.map(Counting(clocks=sent(clocks)), parts):
            counts = counts.plus(counted)
            on(part)
        parameters = parameters_of(counts)
    frames = [pl.DataFrame(schema=BOOK_SCHEMA)]
    for part, frame in workers.map(Judging(clocks=sent(clocks), parameters=parameters), parts):
        frames.append(frame)
        on(part)
    return pl.concat(frames).sort("code")
