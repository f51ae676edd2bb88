"""The one edge where whatever went wrong becomes one line on stderr and an exit code."""

import os
import sys
import traceback
from collections.abc import Callable

import typer

from api.cli.failures import report, report_error
from api.cli.output import leave_pipe
from api.cli.screen import errors
from ledger.errors import GuanxiError

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
DEBUG = "GUANXI_DEBUG"


def guarded(place: str, command: Callable[[], object]) -> int:
    """Run the command and turn its end into an exit code; place: what an error is about where it names nothing itself.

    A command may return its own exit code; anything else it returns is 0.
    """
    try:
        code = command()
        sys.stdout.flush()
    except GuanxiError as error:
        report_error(error, place)
    except typer.TyperException as error:
        return _usage(error)
    except BrokenPipeError:
        leave_pipe()
        return DONE
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except OSError as error:
        report(
            str(error.filename or place), error.strerror or str(error), "Check the path, its rights and the free space."
        )
    except Exception as error:
        _unexpected(error, place)
    else:
        return _interrupted() if code == INTERRUPTED else code if isinstance(code, int) else DONE
    return FAILED


def _usage(error: typer.TyperException) -> int:
    """What was typed cannot be meant; the remedy is the help of the command it came from."""
    context = getattr(error, "ctx", None)
    place = getattr(context, "command_path", "guanxi")
    report(place, error.format_message().replace("Value error, ", ""), f"See {place} --help")
    return USAGE


def _interrupted() -> int:
    errors().print("interrupted")
    return INTERRUPTED


def _unexpected(error: Exception, place: str) -> None:
    """A fault of ours: one line all the same, the traceback only for who asks for it."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    report(place, f"unexpected {type(error).__name__}: {error}", f"This is a fault of Guanxi; {DEBUG}=1 shows where.")
