"""The command that lets programs and browsers of this machine in: serve."""

import os
from typing import Annotated

import typer

from api.cli.directory import chosen
from api.cli.options import Data
from api.cli.screen import errors
from api.http.security.token import VARIABLE
from api.http.serving.listening import LOOPBACK


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Only this machine, for now.")] = LOOPBACK,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = 8000,
    data: Data = None,
) -> None:
    """Serve pages and HTTP on this machine until stopped (Ctrl+C)."""
    from api.http.serving.server import serve as serve_directory  # the other commands start faster without it

    serve_directory(
        chosen(context, data),
        host=host,
        port=port,
        fixed_token=os.environ.get(VARIABLE) or None,
        ready=lambda link: typer.echo(f"Guanxi is at {link}"),
        new_link=lambda link: errors().print(f"The link was used before; here is a new one: {link}", soft_wrap=True),
    )
