"""The options that several commands share, each described once."""

import os
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import normalize

import typer

from api.cli.output import Form

CLOCKS = "Clocks"
FILTERS = "Which customers"
DATE_OR_TIME = "DATE|TIME"


def _composed(code: str) -> str:
    """A code as the ledger keeps it: some keyboards and files write an accent as a character of its own."""
    return normalize("NFC", code)


Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="The data directory (else GUANXI_DATA, else guanxi-data).", readable=False
    ),
]
Format = Annotated[Form, typer.Option("--format", help="How the answer is printed.")]
CORES = os.cpu_count() or 1
FromLog = Annotated[bool, typer.Option("--from-log", help="Read the log alone, not the journal.")]
Processes = Annotated[
    int, typer.Option("--processes", metavar="N", min=1, help="How many work at once. Default: one a core.")
]
Memory = Annotated[
    float, typer.Option("--memory", metavar="GIB", min=0.25, help="About how much they may use together.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=DATE_OR_TIME,
        rich_help_panel=CLOCKS,
        help="Only what had occurred by then; a date means its end. Default: today.",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        metavar=DATE_OR_TIME,
        rich_help_panel=CLOCKS,
        help="Only what had been recorded by then: the answer of that day. Default: everything.",
    ),
]
PolicyName = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="VERSION",
        rich_help_panel=CLOCKS,
        help="The thresholds that judge: a version, sha256:PREFIX or a file. Default: those in force at each review.",
    ),
]

Customer = Annotated[
    str, typer.Argument(metavar="CODE", help="The customer's code.", show_default=False, callback=_composed)
]
Event = Annotated[
    str, typer.Argument(metavar="EVENT", help="The event: its position or its event_id.", show_default=False)
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it stays with the original.", show_default=False)
]

Compliance = Annotated[
    bool,
    typer.Option("--compliance", help="For the compliance role: with what is withheld from others. It is noted."),
]

Stage = Annotated[
    Literal["development", "initial", "stable", "strategic"] | None,
    typer.Option("--stage", rich_help_panel=FILTERS, help="In this stage."),
]
Momentum = Annotated[
    Literal["advancing", "steady", "stagnant", "regressing", "interrupted"] | None,
    typer.Option("--momentum", rich_help_panel=FILTERS, help="Moving this way."),
]
Risk = Annotated[
    Literal["prevention", "control", "rescue", "lost"] | None,
    typer.Option("--risk", rich_help_panel=FILTERS, help="With this risk status."),
]
Tier = Annotated[
    Literal["A", "B", "C"] | None,
    typer.Option("--tier", rich_help_panel=FILTERS, help="Of this tier."),
]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", rich_help_panel=FILTERS, help="Looked after by this person.")
]
Signal = Annotated[
    str | None, typer.Option("--signal", metavar="NAME", rich_help_panel=FILTERS, help="With this signal.")
]
Search = Annotated[
    str | None,
    typer.Option("--search", metavar="TEXT", rich_help_panel=FILTERS, help="With this text in code or name."),
]
Sort = Annotated[
    str | None,
    typer.Option("--sort", metavar="FIELD", help="By a field of the row, -FIELD descending. Default: by code."),
]
