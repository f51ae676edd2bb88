"""The options that several commands share, each described once."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Form

CLOCKS = "Clocks"
DATE_OR_TIME = "DATE|TIME"

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The data directory (else GUANXI_DATA, else guanxi-data)."),
]
Format = Annotated[Form, typer.Option("--format", help="How the answer is printed.")]
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
        help="Only what had been recorded by then: the answer we would have given. Default: everything.",
    ),
]
PolicyName = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="VERSION",
        rich_help_panel=CLOCKS,
        help="Which thresholds judge: a version number or sha256:PREFIX. Default: those in force at each review.",
    ),
]
Customer = Annotated[str, typer.Argument(metavar="CODE", help="The customer's code.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the correction.")]
DataJson = Annotated[
    str,
    typer.Option("--data-json", metavar="JSON|-|@FILE", help="The fields of the event; - reads stdin, @FILE a file."),
]
