"""The command that shows what Guanxi is: demo makes a simulated book once, and serves it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.options import Data
from api.cli.screen import errors
from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from ledger.application import now_micros, open_ledger
from ledger.errors import RuleBroken, Unavailable
from ledger.log_opening import named
from ledger.place import Place
from projections.calendar import local
from projections.default_zone import default_zone

DEFAULT = Path("guanxi-demo")
MARK = "demo.json"
BUSY, READY = "restoring", "ready"


def demo(
    context: typer.Context,
    customers: Annotated[int, typer.Option("--customers", metavar="N", min=1, max=20_000, help="How many.")] = 200,
    years: Annotated[int, typer.Option("--years", metavar="Y", min=1, max=20, help="How many years, until today.")] = 5,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Another seed gives another book.")] = 1,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = 8000,
    data: Data = None,
) -> None:
    """Make a simulated book in a directory of its own (guanxi-demo), once, and serve it until stopped (Ctrl+C)."""
    from api.cli.serve import serve

    place = chosen(context, data, default=DEFAULT)
    today = local(now_micros(), default_zone()).date()
    with _making(place.directory) as makes:
        if makes:
            _make(place, Arguments(customers=customers, years=years, seed=seed, until=today))
    serve(context, port=port, data=place.directory)


@contextmanager
def _making(directory: Path) -> Iterator[bool]:
    """Whether the book is still to be made. One that was broken off is made anew; what is not a demo is left alone."""
    mark = directory / MARK
    state = _state(mark)
    if state == READY:
        errors().print(f"Serving the simulated book that stands in {directory}; delete that directory for a new one.")
        yield False
        return
    if state is None and directory.exists() and any(directory.iterdir()):
        raise RuleBroken("this directory holds something else than a demo", "name another with --data", str(directory))
    try:
        if directory.exists():
            shutil.rmtree(directory)
        directory.mkdir(parents=True)
        mark.write_text(json.dumps({"state": BUSY}), encoding="utf-8")
        yield True
        mark.write_text(json.dumps({"state": READY}), encoding="utf-8")
    except OSError as error:
        raise Unavailable(
            f"the directory cannot be written: {error.strerror}", "name another with --data", str(directory)
        ) from None


def _state(mark: Path) -> str | None:
    try:
        found = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(found.get("state")) if isinstance(found, dict) else None


def _make(place: Place, arguments: Arguments) -> None:
    """Simulate into a file that goes away again, and restore it, marked as simulated."""
    from api.importing.importing import import_files

    with TemporaryDirectory(prefix="guanxi-demo-") as scratch, open_ledger(place) as ledger:
        if ledger.last()[0]:
            raise RuleBroken(
                "this ledger holds events already, so no demo can be made of it",
                "Name an empty database; a demo that was broken off there goes with DROP SCHEMA guanxi CASCADE.",
            )
        file = Path(scratch) / f"simulated-{arguments.customers}-{arguments.years}-{arguments.seed}.jsonl"
        with counting("customers", arguments.customers) as progress:
            events = write_book(arguments, file, processes=os.cpu_count(), progress=progress)
        errors().print(
            f"Restoring {events:,} simulated events of {arguments.customers} customers into {named(place)} ..."
        )
        import_files(
            ledger,
            [file],
            mapping=None,
            restore=True,
            ignore_recorded_at=False,
            strict=False,
            dry_run=False,
            zone=default_zone(),
            now=now_micros(),
            rejects_dir=place.directory / "rejects",
            simulated=True,
        )
