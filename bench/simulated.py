"""Simulated books with their views, made once and copied for each run: 20,000 customers take minutes to record."""

import shutil
import tempfile
from datetime import UTC, date, timedelta
from pathlib import Path

from api.importing.importing import import_files
from api.simulation.arguments import Arguments
from api.simulation.book import write_book
from ledger.application import Ledger, now_micros, open_ledger
from ledger.times import from_micros
from projections.follower.rebuild import rebuild
from projections.policy_file import default_policy
from projections.views.fitness import fit_to_follow
from projections.views.sqlite.file import FILE_NAME, ViewsFile, opened_file

YEARS, SEED = 2, 7
FRESH_DAYS = 14  # so old a book may be: what was recorded since is missing, as over a holiday


def simulated(customers: int, directory: Path) -> Path:
    """A copy, below this directory, of a book of so many customers that ends today or a few days ago."""
    today = from_micros(now_micros()).date()
    days = (today - timedelta(days=age) for age in range(FRESH_DAYS))
    kept = next((place for day in days if (place := _place(customers, day)).is_dir()), None)
    place = kept or _made(customers, today)
    _judge(place)
    return shutil.copytree(place, directory / "book")


def _place(customers: int, until: date) -> Path:
    """Where books are kept between runs."""
    return Path(tempfile.gettempdir(), "guanxi-bench", f"{customers}-customers-{YEARS}-years-{SEED}-{until}")


def _made(customers: int, until: date) -> Path:
    place = _place(customers, until)
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as home:
        directory, lines = Path(home, "book"), Path(home, "lines.jsonl")
        write_book(Arguments(customers=customers, years=YEARS, seed=SEED, until=until), lines)
        with open_ledger(directory) as ledger:
            restore(ledger, lines)
        directory.replace(place)
    return place


def _judge(place: Path) -> None:
    """Make the views of a kept book, unless the present program and policy made those it has."""
    with open_ledger(place) as ledger:
        if not _judged(ledger):
            rebuild(ledger, ViewsFile(place / FILE_NAME), clock=now_micros)


def _judged(ledger: Ledger) -> bool:
    views, rules = ledger.directory / FILE_NAME, default_policy()
    if not views.exists():
        return False
    with opened_file(views) as recorder:
        progress = recorder.progress(rules)
        return progress is not None and fit_to_follow(progress, ledger, rules)


def restore(ledger: Ledger, lines: Path) -> None:
    """Restore the lines of a simulated book."""
    import_files(
        ledger,
        [lines],
        mapping=None,
        restore=True,
        ignore_recorded_at=False,
        strict=False,
        dry_run=False,
        zone=UTC,
        now=now_micros(),
        rejects_dir=ledger.directory / "rejects",
        simulated=True,
    )
