"""`guanxi import`: files in, events recorded, a summary out."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import tzinfo
from pathlib import Path

from api.importing.blocks import open_file
from api.importing.destinations import Destination, Log, Past, Trial, scratch_ledger, spoiled
from api.importing.held_back import Progress, Sender
from api.importing.jsonl import LineReader, refuse_tables
from api.importing.mapped import MappedImport
from api.importing.mapping_file import MappingFile, read_mapping
from api.importing.past_span import past_span
from api.importing.rejects import RejectsFile
from api.importing.summary import COUNTS, FileCounts, ImportSummary
from ledger.application import Ledger
from ledger.errors import Invalid, NotFound, TooLarge
from ledger.sweeping import reverted_batches
from ledger.times import from_micros

Read = Callable[[Path, FileCounts], Invalid | None]


def import_files(
    ledger: Ledger,
    paths: Sequence[Path],
    *,
    mapping: Path | None,
    restore: bool,
    ignore_recorded_at: bool,
    strict: bool,
    dry_run: bool,
    zone: tzinfo,
    now: int,
    rejects_dir: Path,
    progress: Progress | None = None,
    actor: str = "local",
    simulated: bool = False,
) -> ImportSummary:
    """Import files in their order; what is wrong before anything is read is raised, the rest is in the summary.

    mapping: None = JSON Lines. restore: keep the recorded_at of the lines; the ledger must have no customer events.
    strict: record nothing if anything is rejected or a file breaks off. dry_run: record nothing; the counts say what
    would have become of it. zone: where a date alone begins. now: microseconds. progress: is told the file and the
    number of its events so far. simulated: the restored past was made up.
    """
    _check_options(mapping, restore, ignore_recorded_at)
    for path in paths:
        open_file(path).close()
        if mapping is None:
            refuse_tables(path)
    job = _Job(
        ledger=ledger,
        paths=paths,
        mapping=None if mapping is None else read_mapping(mapping),
        restore=restore,
        ignore_recorded_at=ignore_recorded_at,
        strict=strict,
        dry_run=dry_run,
        zone=zone,
        now=now,
        rejects_dir=rejects_dir,
        progress=progress,
        actor=actor,
        simulated=simulated,
    )
    if restore and (strict or dry_run):
        with scratch_ledger(ledger, now) as scratch:
            tried = replace(job, ledger=scratch).run()
        if dry_run or tried.failure is not None:
            return tried
    return job.run()


def new_batch_id(now: int) -> str:
    """An id that sorts by time and may stand in a file name."""
    return f"import-{from_micros(now):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


@dataclass(frozen=True, kw_only=True)
class _Job:
    ledger: Ledger
    paths: Sequence[Path]
    mapping: MappingFile | None
    restore: bool
    ignore_recorded_at: bool
    strict: bool
    dry_run: bool
    zone: tzinfo
    now: int
    rejects_dir: Path
    progress: Progress | None
    actor: str
    simulated: bool

    def run(self) -> ImportSummary:
        """Read everything, record it, then what was held back; a file that cannot be read ends the reading."""
        summary = ImportSummary(batch_id=new_batch_id(self.now), dry_run=self.dry_run)
        with RejectsFile(self.rejects_dir, summary.batch_id) as rejects, ExitStack() as write:
            destination = self._destination(summary, write)
            sender = Sender(
                summary,
                rejects,
                record=destination.record,
                hold_back=not self.restore,
                progress=self.progress,
            )
            self._read_files(self._reader(summary, rejects, sender), summary)
            destination.finish(sender)
            summary.rejects_file = rejects.path
        if self.strict and spoiled(summary):
            summary.refuse_all()
        if self.mapping is None:
            for counts in summary.files:
                counts.rows_used, counts.rows_rejected = counts.recorded + counts.known, counts.rejected
        if summary.total("recorded") and not self.dry_run and not self.restore:
            self._say_it_finished(summary)
        return summary

    def _read_files(self, read: Read, summary: ImportSummary) -> None:
        for path in self.paths:
            counts = FileCounts(file=str(path))
            summary.files.append(counts)
            try:
                end = read(path, counts)
            except (Invalid, NotFound, TooLarge) as error:
                summary.failure = error
                return
            if end is not None:
                summary.failure = self._broken_off(end)
                return

    def _broken_off(self, end: Invalid) -> Invalid:
        """What became of the part that could be read, and what helps, depend on what was asked for."""
        kept, again = "what came before is kept", "import it once more: what is recorded already will be known"
        if self.strict or self.dry_run:
            kept, again = "nothing was recorded", "import it once more"
        elif self.restore:
            again = "restore it into a new data directory"
        return Invalid(f"{end.message}; {kept}", f"{end.remedy} and {again}", end.pointer)

    def _reader(self, summary: ImportSummary, rejects: RejectsFile, sender: Sender) -> Read:
        if self.mapping is None:
            return LineReader(
                sender,
                zone=self.zone,
                now=self.now,
                restoring=self.restore,
                ignore_recorded_at=self.ignore_recorded_at,
            ).send_all
        return MappedImport(
            file=self.mapping,
            summary=summary,
            rejects=rejects,
            sender=sender,
            registered=_registered(self.ledger),
            zone=self.zone,
            now=self.now,
        ).send_all

    def _destination(self, summary: ImportSummary, write: ExitStack) -> Destination:
        batch_id = summary.batch_id
        if self.restore:
            source = ", ".join(path.name for path in self.paths)
            return Past(
                ledger=self.ledger,
                actor=self.actor,
                batch_id=batch_id,
                source=source,
                simulated=self.simulated,
                span=past_span(self.paths, zone=self.zone, now=self.now),
                write=write,
            )
        if self.strict or self.dry_run:
            return Trial(
                ledger=self.ledger,
                actor=self.actor,
                batch_id=batch_id,
                wanted=lambda: not self.dry_run and not spoiled(summary),
            )
        return Log(self.ledger, self.actor, batch_id)

    def _say_it_finished(self, summary: ImportSummary) -> None:
        self.ledger.finish_import(
            batch_id=summary.batch_id,
            files=[asdict(file) for file in summary.files],
            counts={count: summary.total(count) for count in COUNTS},
            actor=self.actor,
        )


def _check_options(mapping: Path | None, restore: bool, ignore_recorded_at: bool) -> None:
    if restore and mapping is not None:
        raise Invalid(
            "a mapping does not say when something was recorded",
            "restore from JSON Lines with recorded_at, or import without --restore",
            "--restore",
        )
    if restore and ignore_recorded_at:
        raise Invalid("it either keeps or drops recorded_at", "leave one of the two options out", "--restore")


def _registered(ledger: Ledger) -> frozenset[str]:
    """Whom `once` skips. Of whom a reverted import told may have to be registered anew: there the rules are asked."""
    last = ledger.last()[0]
    reverted = reverted_batches(ledger.sweeps(upto=last))
    told_of = {stream for _, stream in ledger.brought(reverted, upto=last)} if reverted else set()
    return frozenset(ledger.customers()) - told_of
