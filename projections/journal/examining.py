"""Is the journal there, of this log, with its files, and how far is it: looked at without reading them."""

from dataclasses import dataclass
from pathlib import Path

from ledger.finding import Finding
from projections.journal.checking import BUILD
from projections.journal.manifest import Manifest, buckets_of, read_manifest, segments_of
from projections.journal.sealing import SEGMENT, JournalLog, is_of

NAME = "journal"


@dataclass(frozen=True, kw_only=True)
class KeptJournal:
    """sealed, bucketed: the last position in a segment, and in a bucket; 0 without any. last: where the log ends."""

    layout: int
    segments: int
    buckets: int
    sealed: int
    bucketed: int
    last: int


def examine_journal(directory: Path, log: JournalLog) -> tuple[KeptJournal | None, Finding]:
    """How far it is, None where nothing is sealed, and what is to be said of it."""
    manifest, last = read_manifest(directory), log.last()[0]
    due = f"{BUILD}." if last - manifest.sealed >= SEGMENT or manifest.buckets_position < manifest.sealed else ""
    if not manifest.segments:
        what = f"nothing is sealed: a segment is due every {SEGMENT:,} events, and the log holds {last:,}"
        return None, Finding(name=NAME, ok=True, what=what, remedy=due)
    kept = KeptJournal(
        layout=manifest.layout,
        segments=len(manifest.segments),
        buckets=len(manifest.buckets),
        sealed=manifest.sealed,
        bucketed=manifest.buckets_position,
        last=last,
    )
    if not is_of(manifest, log):
        what = f"the one in {directory} is of another ledger: it is sealed up to position {kept.sealed:,}"
        return kept, Finding(name=NAME, ok=False, what=what, remedy=f"{BUILD}.")
    if odd := _odd_files(directory, manifest):
        more = f" ({len(odd) - 1} more)" if len(odd) > 1 else ""
        return kept, Finding(name=NAME, ok=False, what=f"{odd[0]} is missing or cut short{more}", remedy=f"{BUILD}.")
    what = (
        f"{kept.segments:,} segments and {kept.buckets:,} buckets, layout {kept.layout}, in {directory} hold what was "
        f"recorded up to position {kept.sealed:,} of {last:,}"
    )
    if kept.bucketed < kept.sealed:
        what += f", the buckets up to {kept.bucketed:,}"
    return kept, Finding(name=NAME, ok=True, what=what, remedy=due)


def _odd_files(directory: Path, manifest: Manifest) -> list[Path]:
    """Those that are not as long as they were written."""
    segments, buckets = segments_of(directory), buckets_of(directory, manifest.generation)
    sizes = {segments / one.name: one.size for one in manifest.segments}
    sizes |= {buckets / one.name: one.size for one in manifest.buckets}
    return [path for path, size in sizes.items() if not path.exists() or path.stat().st_size != size]
