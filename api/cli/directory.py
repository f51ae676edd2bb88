"""Which data directory a command works on, and whether there is a ledger in it."""

from pathlib import Path

import typer

from ledger.errors import NotFound

DEFAULT = Path("guanxi-data")
LOG = "ledger.db"


def chosen(context: typer.Context, own: Path | None) -> Path:
    """The command's own --data, else the one before the command's name (or GUANXI_DATA), else guanxi-data."""
    given: object = own or context.obj
    return given if isinstance(given, Path) else DEFAULT


def existing(directory: Path) -> Path:
    """The directory if it holds a ledger, else NotFound saying how to get one."""
    if not (directory / LOG).is_file():
        raise NotFound(
            "there is no ledger in this directory",
            "Record or import something first, or name another directory with --data",
            str(directory),
        )
    return directory
