"""The command that looks after keys, rights and what is derived, and says what the loss of keys would mean: doctor."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich.console import Group

from api.cli.directory import chosen
from api.cli.failures import report
from api.cli.options import Data, Format
from api.cli.output import Form, print_csv, print_json, print_table
from api.cli.tables.paragraph import Paragraph
from api.envelope import Row
from ledger.application import Ledger, now_micros, open_ledger
from ledger.finding import Finding
from ledger.place import Place
from ledger.privacy.examining import examine
from ledger.privacy.master_key import FILE_VARIABLE, VARIABLE
from ledger.privacy.rotating import NEW_FILE_VARIABLE, NEW_VARIABLE, Rotated, rotate
from ledger.sqlite.opening import FILE_NAME, is_sweeping_indexed

COLUMNS = ("name", "ok", "what", "remedy")
FAILED = 1
LOSS = (
    "Without the master key every name and text of this ledger is unreadable for ever, as if all persons had been "
    "erased; events, figures and judgements remain. Nobody can make it anew: keep a copy of it, and of keys.db, apart "
    "from the backups."
)


def doctor(
    context: typer.Context,
    rotate_master_key: Annotated[
        bool, typer.Option("--rotate-master-key", help="First wrap the keys of all persons with a new master key.")
    ] = False,
    data: Data = None,
    form: Format = Form.table,
) -> int:
    """Look at the keys, the rights on the data directory, the views and the journal, and say what losing the master key
    would mean.
    """
    place = chosen(context, data)
    directory = place.directory.absolute()
    with open_ledger(place, create=False) as ledger:
        rotated = rotate(directory) if rotate_master_key else None
        guarding = examine(directory, ledger.application.recorder, _as_it_will_be(rotated))
        derived = _derived(ledger)
    found = [*guarding, *_index(place), *derived.findings]
    rows = [{"name": one.name, "ok": one.ok, "what": one.what, "remedy": one.remedy or None} for one in found]
    if form is Form.json:
        done = {} if rotated is None else {"rotated": {"keys": rotated.keys, "place": rotated.place}}
        kept = {"views": derived.views, "journal": derived.journal}
        print_json({"ok": all(one.ok for one in found), **done, "items": rows, **kept, "loss": LOSS})
    elif form is Form.csv:
        print_csv(rows, COLUMNS)
    else:
        print_table(Group(*_rotated(rotated), *map(_line, found), "", Paragraph(LOSS, indent=0)))
    wrong = [one for one in found if not one.ok]
    for one in wrong[:1]:
        more = f" ({len(wrong) - 1} more found)" if len(wrong) > 1 else ""
        report(one.name, one.what + more, one.remedy)
    return FAILED if wrong else 0


def _index(place: Place) -> Iterator[Finding]:
    """Whether a ledger file can be asked for merges without a scan; a database has what it was made with."""
    if place.database is not None:
        return
    indexed = is_sweeping_indexed(place.directory.absolute() / FILE_NAME)
    yield Finding(
        name="index of merges",
        ok=indexed,
        what="the ledger file has it" if indexed else "the ledger file lacks it: every answer reads the whole log",
        remedy="" if indexed else "Run `guanxi serve` once; opening the file makes the index.",
    )


@dataclass(frozen=True, kw_only=True)
class _Derived:
    """What is made from the log. views, journal: how far they are, None where there are none."""

    views: Row | None
    journal: Row | None
    findings: tuple[Finding, Finding]


def _derived(ledger: Ledger) -> _Derived:
    # Projections load when they are looked at.
    from projections.journal.building import DIRECTORY
    from projections.journal.examining import examine_journal
    from projections.views.examining import examine_views
    from projections.views.store import views_of

    views, of_views = examine_views(views_of(ledger), ledger, now_micros())
    journal, of_journal = examine_journal(ledger.directory / DIRECTORY, ledger)
    return _Derived(
        views=asdict(views) if views else None,
        journal=asdict(journal) if journal else None,
        findings=(of_views, of_journal),
    )


def _as_it_will_be(rotated: Rotated | None) -> Mapping[str, str]:
    """The environment with the new key where the old one was: what to set from now on."""
    if rotated is None or not any(os.environ.get(name) for name in (NEW_VARIABLE, NEW_FILE_VARIABLE)):
        return os.environ
    new = {VARIABLE: os.environ.get(NEW_VARIABLE, ""), FILE_VARIABLE: os.environ.get(NEW_FILE_VARIABLE, "")}
    return {**os.environ, **new}


def _rotated(rotated: Rotated | None) -> Iterator[Paragraph]:
    if rotated is None:
        return
    keys = "1 key was" if rotated.keys == 1 else f"{rotated.keys:,} keys were"
    yield Paragraph(("Rotated: ", "green"), f"{keys} wrapped anew; the new master key is in {rotated.place}.", indent=0)
    if rotated.place == NEW_VARIABLE or os.environ.get(NEW_FILE_VARIABLE):
        yield Paragraph(f"Set {VARIABLE} or {FILE_VARIABLE} to it now, and start `guanxi serve` anew.", indent=0)
    yield Paragraph("Backups and copies of keys.db made before open with the old one only.", indent=0)


def _line(one: Finding) -> Paragraph:
    mark = ("ok    ", "green") if one.ok else ("wrong ", "bold red")
    remedy = f". {one.remedy}" if one.remedy else ""
    return Paragraph((f"{one.name}: ", "bold"), one.what + remedy, indent=0, mark=(mark,))
