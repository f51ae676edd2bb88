"""The command `guanxi`: what stands before the name of a command; the one edge where errors become lines and codes."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from api.cli.commands import PLACES, Commands
from api.cli.directory import HELP, VARIABLE, remember_database
from api.cli.edge import guarded


def command_line() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        name="guanxi",
        cls=Commands,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(guanxi)
    return app


def _version(asked: bool) -> None:
    if not asked:
        return
    try:
        typer.echo(f"guanxi {version('guanxi-ledger')}")
    except PackageNotFoundError:
        typer.echo("guanxi, run from its source")
    raise typer.Exit


def guanxi(
    context: typer.Context,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="DIR",
            envvar="GUANXI_DATA",
            help="The data directory.",
            show_default="guanxi-data",
            readable=False,
        ),
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", envvar=VARIABLE, show_envvar=False, help=HELP)
    ] = None,
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Guanxi (关系) keeps what happened between you and your customers, and says where each relationship stands:
    at any date, as known at any date, with the events that prove it."""
    context.obj = data
    remember_database(context, database)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run() -> None:
    """The entry point of the command `guanxi`."""
    _open_closed_streams()
    sys.exit(outcome(sys.argv[1:]))


def _open_closed_streams() -> None:
    """Started with stdout or stderr closed (>&-): what is written goes nowhere, least of all into a file opened next,
    which would get the number of the missing stream."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115


def outcome(arguments: Sequence[str]) -> int:
    """Run one command line; 0 done, 1 refused or failed, 2 usage, 130 interrupted."""
    place = next((word for word in arguments if word in PLACES), "guanxi")
    return guarded(place, lambda: command_line()(args=list(arguments), prog_name="guanxi", standalone_mode=False))
