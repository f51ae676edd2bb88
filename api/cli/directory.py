"""Which data directory a command works on."""

from pathlib import Path

import typer

DEFAULT = Path("guanxi-data")


def chosen(context: typer.Context, own: Path | None) -> Path:
    """The command's own --data, else the one before the command's name (or GUANXI_DATA), else guanxi-data."""
    given: object = own or context.obj
    return given if isinstance(given, Path) else DEFAULT
