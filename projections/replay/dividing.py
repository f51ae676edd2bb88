"""Dividing the book into parts: the buckets of a journal that fits the log, or customers read from the log."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from projections.clocks import Clocks
from projections.journal.manifest import Bucket, Manifest, buckets_of, read_manifest
from projections.journal.sealing import is_of
from projections.merging import Swept, swept_at
from projections.replay.parts import BucketPart, LogPart, Part
from projections.replay.since import Since, since_buckets
from projections.views.book_slices import BookLog, whole_families

AT_ONCE = 150_000  # events; about 300 MB in a process


def parts_of(
    log: BookLog, clocks: Clocks, journal: Path | None, *, at_once: int = AT_ONCE, complete: bool = False
) -> list[Part]:
    """The whole book. journal: its directory; None, or one of another log or that lacks too much of it, reads the log.

    at_once: events in a part, about; no family is divided, and with 1 no bucket. complete: the parts say of every event
    that it is there, so a journal is not read while the log holds some that only a later version can read.
    """
    swept = swept_at(log, clocks.cut)
    manifest = read_manifest(journal) if journal else Manifest()
    if journal is None or not worth_reading(manifest, log, clocks.cut):
        return list(_from_log(log, clocks, swept, log.customers(), at_once))
    then = swept_at(log, manifest.buckets_position).survivors
    since = since_buckets(log, journal, manifest, clocks.cut, then)
    if complete and since.left_out:
        return list(_from_log(log, clocks, swept, log.customers(), at_once))
    return list(_from_journal(log, clocks, swept, journal, manifest, then, since, at_once))


def worth_reading(manifest: Manifest, log: BookLog, cut: int) -> bool:
    """Whether a journal is of this log and holds half of it at least; with less, reading the log from the start is
    about as fast as adding what it lacks.
    """
    return (
        bool(manifest.buckets) and cut - manifest.buckets_position <= manifest.buckets_position and is_of(manifest, log)
    )


def _from_log(log: BookLog, clocks: Clocks, swept: Swept, codes: list[str], at_once: int) -> Iterator[LogPart]:
    events = max(clocks.cut // max(len(codes), 1), 1)
    for some in whole_families(codes, swept, at_a_time=max(at_once // events, 1)):
        yield LogPart(codes=tuple(some), cut=clocks.cut, swept=swept, events=events * len(some))


def _from_journal(
    log: BookLog,
    clocks: Clocks,
    swept: Swept,
    directory: Path,
    manifest: Manifest,
    then: Mapping[str, str],
    since: Since,
    at_once: int,
) -> Iterator[Part]:
    """Families that the buckets hold apart, since they became one after those were written, are read from the log.
    then: the survivors by which the buckets were written. since: what the buckets lack.
    """
    apart = _held_apart(swept, then)
    known = swept.of(log, None, cut=clocks.cut)
    known = replace(known, survivors={code: by for code, by in known.survivors.items() if code not in apart})
    for buckets in _together(manifest.buckets, at_once):
        lacking = since.of([bucket.number for bucket in buckets])
        of = _shares(sum(bucket.rows for bucket in buckets) + lacking.rows, at_once)
        for share in range(of):
            yield BucketPart(
                directory=buckets_of(directory, manifest.generation),
                buckets=tuple(buckets),
                since=lacking,
                without=apart,
                swept=known,
                share=share,
                of=of,
            )
    if apart:
        yield from _from_log(log, clocks, swept, sorted(apart), at_once)


def _shares(events: int, at_once: int) -> int:
    """In how many parts some buckets are worked on: those of a large book hold more than a process has room for. Each
    share reads the files anew, so half as much again is still read at once.
    """
    return 1 if at_once == 1 else max(round(events / at_once), 1)


def _together(buckets: Sequence[Bucket], at_once: int) -> Iterator[list[Bucket]]:
    """Small buckets are read together: a part costs some milliseconds, however little is in it. at_once: with 1 each
    is a part of its own."""
    some: list[Bucket] = []
    for bucket in buckets:
        if some and sum(max(one.rows, 1) for one in [*some, bucket]) > at_once:
            yield some
            some = []
        some.append(bucket)
    yield some


def _held_apart(swept: Swept, then: Mapping[str, str]) -> frozenset[str]:
    """Families of customers who are not all in one bucket, or count together otherwise than when it was written."""
    changed = {code for code in swept.survivors.keys() | then.keys() if swept.survivors.get(code) != then.get(code)}
    found = set(changed)
    for code in changed:
        found |= {swept.survivor(code), then.get(code, code)}
    return frozenset(swept.family(found))
