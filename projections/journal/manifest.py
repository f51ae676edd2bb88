"""The journal's list of its files, with what each must be: journal.json, replaced whole."""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import msgspec
import orjson

from ledger.new_file import sync
from projections.journal.columns import JOURNALED
from projections.journal.files import STORED_SCHEMA

FILE_NAME = "journal.json"
LAYOUT = 2
BUCKETS = 64


def schema_digest() -> str:
    """Changes whenever a column comes, goes or is typed differently, and when more events can be read."""
    return hashlib.sha256(repr([*STORED_SCHEMA.items(), *sorted(JOURNALED)]).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A sealed file. first, last: the positions it covers, both inclusive. rows: those of them that it holds.

    event_id: of the last. left_out: how many events of customers only a later version can read. sha256: of the file.
    log_sha256: of what the log says at these positions.
    """

    first: int
    last: int
    event_id: str
    rows: int
    left_out: int
    size: int
    crc32: int
    sha256: str
    log_sha256: str

    @property
    def name(self) -> str:
        return segment_name(self.first, self.last)


@dataclass(frozen=True, kw_only=True)
class Bucket:
    number: int
    rows: int
    size: int
    crc32: int

    @property
    def name(self) -> str:
        return f"{self.number:02}.parquet"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """segments: ascending, without a gap, from position 1. buckets: of everything up to buckets_position, in the
    directory of their generation; empty while there are none.
    """

    layout: int = LAYOUT
    schema: str = field(default_factory=schema_digest)
    segments: tuple[Segment, ...] = ()
    generation: int = 0
    buckets_position: int = 0
    buckets: tuple[Bucket, ...] = ()

    @property
    def sealed(self) -> int:
        """The last position that stands in a segment; 0 without any."""
        return self.segments[-1].last if self.segments else 0

    def with_segment(self, segment: Segment) -> "Manifest":
        """The same with this segment in its place."""
        others = [one for one in self.segments if one.first != segment.first]
        return replace(self, segments=tuple(sorted([*others, segment], key=lambda one: one.first)))


def segment_name(first: int, last: int) -> str:
    return f"{first:012}-{last:012}.parquet"


def segments_of(directory: Path) -> Path:
    return directory / "segments"


def buckets_of(directory: Path, generation: int) -> Path:
    return directory / f"buckets-{generation}"


def read_manifest(directory: Path) -> Manifest:
    """That of the journal in this directory; an empty one where there is none, or one of another layout or schema."""
    try:
        found = msgspec.json.decode((directory / FILE_NAME).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return Manifest()
    return found if (found.layout, found.schema) == (LAYOUT, schema_digest()) else Manifest()


def write_manifest(directory: Path, manifest: Manifest) -> None:
    draft = directory / f"{FILE_NAME}.draft"
    draft.write_bytes(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
    sync(draft)
    draft.replace(directory / FILE_NAME)
    sync(directory)
