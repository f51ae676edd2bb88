"""The command `guanxi`: all commands wired together, and the one edge where errors become lines and exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from api.cli.access_log import access_log
from api.cli.answers import book, history, show, timeline
from api.cli.backup import backup, restore
from api.cli.copy import copy
from api.cli.demo import demo
from api.cli.directory import HELP, VARIABLE, on_a_ledger, remember_database
from api.cli.doctor import doctor
from api.cli.duplicates import duplicates
from api.cli.edge import guarded
from api.cli.imports import import_command
from api.cli.journal import journal_commands
from api.cli.log import events
from api.cli.persons import erase, person
from api.cli.policy import policy_commands
from api.cli.portfolio import portfolio
from api.cli.rebuild import rebuild
from api.cli.recording import correct, record, reinstate, retract
from api.cli.replay import replay
from api.cli.schema import schema
from api.cli.serve import serve
from api.cli.simulate import simulate
from api.cli.sweeping import merge, revert, unmerge
from api.cli.verify import verify

RECORD, ASK, LOG, KEEP = "Record", "Ask", "Look into the log", "Keep it safe"
PRIVACY, SERVE, TRY = "Personal data", "Serve", "Try it out"


def command_line() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        name="guanxi",
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(guanxi)
    for panel, commands in (
        (RECORD, (record, correct, retract, reinstate, merge, unmerge, revert)),
        (ASK, (book, show, timeline, history, portfolio, duplicates)),
        (LOG, (events, schema)),
        (KEEP, (verify, backup, restore, copy, doctor)),
        (PRIVACY, (person, erase)),
        (SERVE, (serve, rebuild, replay)),
        (TRY, (demo, simulate)),
    ):
        for command in commands:
            app.command(rich_help_panel=panel)(on_a_ledger(command))
    app.command("import", rich_help_panel=RECORD)(on_a_ledger(import_command))
    app.add_typer(journal_commands, name="journal", rich_help_panel=SERVE)
    app.add_typer(policy_commands, name="policy", rich_help_panel=ASK)
    app.command("access-log", rich_help_panel=LOG)(on_a_ledger(access_log))
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
    app = command_line()
    place = next((word for word in arguments if word in command_names(app)), "guanxi")
    return guarded(place, lambda: app(args=list(arguments), prog_name="guanxi", standalone_mode=False))


def command_names(app: typer.Typer) -> list[str]:
    """The commands in the order of the help."""
    return [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
