"""Is the journal what was written, and is that what the log says? Every file and every position is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projections.journal.files import fault_of, sha256_of
from projections.journal.manifest import Manifest, Segment, buckets_of, read_manifest, segments_of
from projections.journal.sealing import JournalLog, Tell, read_range

BUILD = "`guanxi journal build` makes it again from the log"
START_ANEW = "Delete the directory of the journal and run `guanxi journal build`: it is derived from the log"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that is not as it must be. file: its name below the journal's directory."""

    file: str
    what: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """sealed: the last position in a segment; events: those the segments hold; last: the log's last position."""

    segments: int
    buckets: int
    sealed: int
    events: int
    last: int
    findings: tuple[Finding, ...]


def check(log: JournalLog, directory: Path, *, tell: Tell = lambda more: None) -> Checked:
    """Compare sizes, checksums, counts, positions and digests."""
    manifest = read_manifest(directory)
    last = log.last()[0]
    found = [*_gaps(manifest, last), *_segments(log, directory, manifest, last, tell), *_buckets(directory, manifest)]
    return Checked(
        segments=len(manifest.segments),
        buckets=len(manifest.buckets),
        sealed=manifest.sealed,
        events=sum(segment.rows for segment in manifest.segments),
        last=last,
        findings=tuple(found),
    )


def _gaps(manifest: Manifest, last: int) -> Iterator[Finding]:
    expected = 1
    for segment in manifest.segments:
        if segment.first != expected:
            yield Finding(
                file=segment.name, what=f"it begins at {segment.first}, and {expected} is next", remedy=START_ANEW
            )
        expected = segment.last + 1
    if manifest.sealed > last:
        yield Finding(
            file="journal.json",
            what=f"it lists positions up to {manifest.sealed}, and the log ends at {last}: it is of another log",
            remedy=START_ANEW,
        )


def _segments(log: JournalLog, directory: Path, manifest: Manifest, last: int, tell: Tell) -> Iterator[Finding]:
    for segment in manifest.segments:
        fault = _fault_of_segment(segments_of(directory) / segment.name, segment)
        if fault:
            yield Finding(file=f"segments/{segment.name}", what=f"it is {fault}", remedy=BUILD)
        if segment.last <= last and read_range(log, segment.first, segment.last)[1] != segment.log_sha256:
            yield Finding(
                file=f"segments/{segment.name}", what="it was made of another log than this one", remedy=START_ANEW
            )
        tell(segment.last - segment.first + 1)


def _fault_of_segment(path: Path, segment: Segment) -> str | None:
    fault = fault_of(path, size=segment.size, crc32=segment.crc32)
    return fault or (None if sha256_of(path) == segment.sha256 else "not what was written: its SHA-256 differs")


def _buckets(directory: Path, manifest: Manifest) -> Iterator[Finding]:
    files = buckets_of(directory, manifest.generation)
    for bucket in manifest.buckets:
        if fault := fault_of(files / bucket.name, size=bucket.size, crc32=bucket.crc32):
            yield Finding(file=f"{files.name}/{bucket.name}", what=f"it is {fault}", remedy=BUILD)
    held = sum(bucket.rows for bucket in manifest.buckets)
    sealed = sum(segment.rows for segment in manifest.segments if segment.last <= manifest.buckets_position)
    if manifest.buckets and held != sealed:
        yield Finding(
            file=files.name, what=f"they hold {held:,} events, and the segments {sealed:,}", remedy=START_ANEW
        )
