"""Building the journal from the log: seal the segments that are due, then the buckets."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from ledger.errors import Damaged
from ledger.only_one import only_one
from projections.journal.bucketing import write_buckets
from projections.journal.files import Broken, fault_of, remove_files
from projections.journal.manifest import (
    Bucket,
    Manifest,
    buckets_of,
    read_manifest,
    segments_of,
    write_manifest,
)
from projections.journal.sealing import SEGMENT, JournalLog, Tell, is_of, ranges, seal

DIRECTORY = "journal"


def build(
    log: JournalLog,
    directory: Path,
    survivors: Mapping[str, str],
    *,
    positions: int = SEGMENT,
    lag: float = 0,
    tell: Tell = lambda more: None,
) -> Manifest:
    """Bring the journal in this directory up to the log: mend what is broken, seal what is due, make the buckets anew.

    positions: in a segment; the last events, which do not fill one, stay in the log. survivors: per merged customer
    the one that lives on. lag: the part of what is sealed that the buckets may lack; with more they are made anew.
    Readers keep what they have opened; a build that is interrupted leaves the journal as it was, or further.
    """
    segments_of(directory).mkdir(parents=True, exist_ok=True)
    with only_one(directory / "lock", "build of this journal"):
        _remove_leftovers(directory)
        manifest = _seal_due(log, directory, _mended(log, directory, tell), positions, tell)
        if manifest.sealed - manifest.buckets_position > lag * manifest.sealed or not buckets_are_whole(
            directory, manifest
        ):
            try:
                manifest = _bucketed(directory, manifest, survivors, tell)
            except Broken as broken:  # it was whole a moment ago
                raise Damaged(
                    f"{broken} in {directory}", "Run `guanxi journal build` again: it mends that."
                ) from broken
        return manifest


def _remove_leftovers(directory: Path) -> None:
    """What a build left behind that was killed."""
    present = buckets_of(directory, read_manifest(directory).generation)
    for path in (*directory.glob("parts-*"), *directory.glob("buckets-*")):
        if path != present:
            rmtree(path, ignore_errors=True)


def _mended(log: JournalLog, directory: Path, tell: Tell) -> Manifest:
    """Seal again, from the log, each segment whose file is not what was written."""
    manifest = read_manifest(directory)
    if not is_of(manifest, log):
        manifest = Manifest(generation=manifest.generation)
    remove_files(segments_of(directory), {segment.name for segment in manifest.segments})
    for segment in manifest.segments:
        if fault_of(segments_of(directory) / segment.name, size=segment.size, crc32=segment.crc32):
            manifest = _sealed(log, directory, manifest, segment.first, segment.last, tell)
    return manifest


def _seal_due(log: JournalLog, directory: Path, manifest: Manifest, positions: int, tell: Tell) -> Manifest:
    """Seal every segment that is due, each on disk before the list names it."""
    for first, last in ranges(manifest.sealed, log.last()[0], positions):
        manifest = _sealed(log, directory, manifest, first, last, tell)
    return manifest


def _sealed(log: JournalLog, directory: Path, manifest: Manifest, first: int, last: int, tell: Tell) -> Manifest:
    manifest = manifest.with_segment(seal(log, directory, first, last))
    write_manifest(directory, manifest)
    tell(last - first + 1)
    return manifest


def buckets_are_whole(directory: Path, manifest: Manifest) -> bool:
    files = buckets_of(directory, manifest.generation)
    return not any(fault_of(files / one.name, size=one.size, crc32=one.crc32) for one in manifest.buckets)


def _bucketed(directory: Path, manifest: Manifest, survivors: Mapping[str, str], tell: Tell) -> Manifest:
    generation = manifest.generation + 1
    buckets: list[Bucket] = []
    for rows, bucket in write_buckets(directory, manifest, generation, survivors):
        tell(rows)
        if bucket is not None:
            buckets.append(bucket)
    made = replace(manifest, generation=generation, buckets_position=manifest.sealed, buckets=tuple(buckets))
    write_manifest(directory, made)
    rmtree(buckets_of(directory, manifest.generation), ignore_errors=True)
    return made
