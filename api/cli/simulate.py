"""The command that writes a simulated book of customers: simulate."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.counting import counting
from api.cli.options import Format
from api.cli.output import Form, emit_one
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.envelope import Row
from api.simulation.arguments import Arguments, date_of
from api.simulation.book import write_book
from ledger.errors import Invalid
from ledger.times import FIRST_DAY, read_date

COLUMNS = ("file", "customers", "events", "from", "until", "seed", "bytes")
MOST_CUSTOMERS, MOST_YEARS = 5_000_000, 60


def simulate(
    customers: Annotated[
        int,
        typer.Option(
            "--customers", metavar="N", min=1, max=MOST_CUSTOMERS, help="How many; 125 events each in 5 years."
        ),
    ],
    years: Annotated[int, typer.Option("--years", metavar="Y", min=1, max=MOST_YEARS, help="How many years.")],
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Another seed gives another book.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write; replaced if it is there.")],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Nothing happens on this day or later.")
    ] = "2025-12-31",
    form: Format = Form.table,
) -> None:
    """Write a simulated book, to be restored with `guanxi import --restore FILE`. Equal arguments give equal bytes."""
    arguments = _arguments(customers, years, seed, until)
    _check(out)
    with counting("customers", customers) as progress:
        events = write_book(arguments, out, progress=progress)
    written: Row = {
        "file": str(out),
        "customers": customers,
        "events": events,
        "from": date_of(arguments.start).isoformat(),
        "until": arguments.until.isoformat(),
        "seed": seed,
        "bytes": out.stat().st_size,
    }
    emit_one(form, written, columns=COLUMNS, table=lambda: _sentence(written))


def _arguments(customers: int, years: int, seed: int, until: str) -> Arguments:
    day = read_date(until, pointer="--until")
    if day.year - years < FIRST_DAY.year:
        raise Invalid(f"{years} years before {until} the ledger does not begin yet", "give fewer years", "--years")
    return Arguments(customers=customers, years=years, seed=seed, until=day)


def _check(out: Path) -> None:
    if not out.parent.is_dir():
        raise Invalid(f"there is no directory {out.parent}", "make it first, or name another", "--out")
    if out.is_dir():
        raise Invalid(f"{out} is a directory", "name a file", "--out")


def _sentence(written: Row) -> Paragraph:
    return Paragraph(
        ("Wrote ", "green"),
        (f"{written['events']:,} events", "bold"),
        (f" of {written['customers']:,} customers from {written['from']} until {written['until']} to ", ""),
        (one_line(str(written["file"])), "bold"),
        (". Restore them into an empty ledger with guanxi import --restore.", ""),
        indent=0,
    )
