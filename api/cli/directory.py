"""Which ledger a command works on: its data directory, and the database where one is named."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from ledger.place import Place

DEFAULT = Path("guanxi-data")
VARIABLE = "GUANXI_DATABASE_URL"
HELP = f"A PostgreSQL database that holds the log instead (else {VARIABLE})."
Command = TypeVar("Command", bound=Callable[..., Any])
Database = Annotated[str | None, typer.Option("--database", metavar="URL", help=HELP)]


def chosen(context: typer.Context, own: Path | None, *, default: Path = DEFAULT) -> Place:
    """The command's own --data, else the one before the command's name (or GUANXI_DATA), else guanxi-data.

    The same for --database (or GUANXI_DATABASE_URL); without one the log stands in the directory.
    """
    given: object = own or context.obj
    return Place(directory=given if isinstance(given, Path) else default, database=context.meta.get(VARIABLE))


def remember_database(context: typer.Context, url: str | None) -> None:
    """Called with the one before the command's name first, so that the one after it counts more."""
    if url:
        context.meta[VARIABLE] = url


def on_a_ledger(command: Command) -> Command:
    """Whatever takes a data directory takes --database too; `chosen` tells it what was given."""
    takes = signature(command)
    if "data" not in takes.parameters:
        return command

    @wraps(command)
    def taking_database(*, database: str | None = None, **given: Any) -> Any:
        remember_database(given["context"], database)
        return command(**given)

    option = Parameter("database", Parameter.KEYWORD_ONLY, default=None, annotation=Database)
    taking_database.__signature__ = takes.replace(parameters=[*takes.parameters.values(), option])  # type: ignore[attr-defined]
    taking_database.__annotations__ = {**command.__annotations__, "database": Database}
    return taking_database  # type: ignore[return-value]
