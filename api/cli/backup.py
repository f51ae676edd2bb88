"""The commands that copy a ledger to safety and bring it back: backup, restore."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.noting import note
from api.cli.options import Data, Format
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from ledger.application import now_micros, open_ledger
from ledger.backup.putting_back import PutBack, put_back
from ledger.backup.saving import Backup, save

BACKUP_COLUMNS = ("file", "events", "bytes", "keys", "master_key", "cleared")
RESTORE_COLUMNS = ("directory", "events", "keys", "erased")
OPEN = (
    "Whoever has this file can read every name and text in it, and an erasure does not reach it: keep it locked away, "
    "and destroy it when a later erasure must be complete."
)
WRAPPED = (
    "The persons' keys in it open with the master key only, which came from the environment and is not in it: keep it "
    "elsewhere. An erasure does not reach this file: destroy it when a later erasure must be complete."
)
SEALED = (
    "No keys are in it: restored, names and texts read sealed until keys.db and master.key are put beside ledger.db. "
    "Keep those two elsewhere."
)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="With the keys of persons: the file then opens names and texts.")
    ] = False,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Copy the ledger into one file, verified, while others may record."""
    place = chosen(context, data)
    with open_ledger(place, create=False) as ledger:
        total = ledger.last()[0]
        note(ledger, "export", "backup --with-keys" if with_keys else "backup", position=total)
    with counting("events verified", total) as progress:
        made = save(place, file, with_keys=with_keys, now=now_micros(), progress=progress)
    document: dict[str, Any] = {
        "file": str(made.file),
        "events": made.events,
        "bytes": made.bytes,
        "keys": made.keys,
        "master_key": made.master_key,
        "cleared": made.cleared,
    }
    emit_one(form, document, columns=BACKUP_COLUMNS, table=lambda: _made(made))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` made.", show_default=False)],
    replacing: Annotated[
        Path | None,
        typer.Option(
            "--replacing",
            metavar="DIR",
            help="The data directory it takes the place of; who was erased there stays so.",
        ),
    ] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Put a backup back into an empty data directory, verified before it is put in place."""
    done = put_back(
        file, chosen(context, data), replacing=replacing, counting=lambda total: counting("events verified", total)
    )
    document: dict[str, Any] = {
        "directory": str(done.directory),
        "events": done.events,
        "keys": done.keys,
        "erased": done.erased,
    }
    emit_one(form, document, columns=RESTORE_COLUMNS, table=lambda: _restored(done))


def _made(made: Backup) -> Group:
    meaning = SEALED if not made.keys else OPEN if made.master_key else WRAPPED
    return Group(
        Paragraph(("Backed up ", "green"), (_events(made.events), "bold"), f", verified, to {made.file}.", indent=0),
        Paragraph((meaning, "yellow" if made.keys else ""), indent=0),
        *_cleared(made.cleared),
    )


def _cleared(drafts: int) -> Iterator[Paragraph]:
    if drafts:
        backups = "1 backup" if drafts == 1 else f"{drafts} backups"
        yield Paragraph(f"What {backups} to this place had left that was killed half-way is cleared away.", indent=0)


def _restored(done: PutBack) -> Group:
    erased = ""
    if done.erased:
        persons = "1 person" if done.erased == 1 else f"{done.erased} persons"
        erased = f" {persons} erased since the backup {'was' if done.erased == 1 else 'were'} erased again."
    keys = "" if done.keys else " Names and texts read sealed until keys.db and master.key are put beside ledger.db."
    return Group(
        Paragraph(
            ("Restored ", "green"),
            (_events(done.events), "bold"),
            f", verified, into {done.directory}.{erased}{keys}",
            indent=0,
        )
    )


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"
