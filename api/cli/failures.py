"""Every failure as one line on stderr: `error: PLACE: WHAT. REMEDY`."""

from rich.text import Text

from api.cli.screen import errors
from api.cli.tables.plain import one_line
from ledger.errors import GuanxiError

# What a document calls a field is on the command line an option.
OPTIONS = {
    "/as_of": "--as-of",
    "/known_at": "--known-at",
    "/policy": "--policy",
    "/sort": "--sort",
    "/signal": "--signal",
    "/occurred_at": "--at",
}


def report(place: str, what: str, remedy: str) -> None:
    """Print the line; line breaks and control characters in it are made harmless."""
    sentence = f"{_ended(what)} {remedy[:1].upper()}{remedy[1:]}".strip()
    line = Text.assemble(("error:", "bold red"), " ", one_line(f"{place}: {sentence}"))
    errors().print(line, soft_wrap=True)


def report_error(error: GuanxiError, place: str) -> None:
    """The first problem of an error of Guanxi, and how many more there are; `place` stands in where it names none."""
    problem = error.problems[0]
    where = OPTIONS.get(problem.pointer, problem.pointer) or place
    if problem.line is not None:
        where = f"{where}, line {problem.line}"
    more = len(error.problems) - 1
    others = f" ({more} more problem{'' if more == 1 else 's'} in it)" if more else ""
    report(where, problem.message + others, problem.remedy)


def _ended(what: str) -> str:
    text = what.rstrip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
