"""What is wrong with the parameters of a request, in the ledger's words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from ledger.errors import Invalid, Problem

_LONGEST_ECHO = 40
_WORDS: Mapping[str, tuple[str, str]] = {
    "extra_forbidden": ("this address has no such parameter", "/docs lists its parameters"),
    "missing": ("this parameter is missing", "add it"),
    "int_parsing": ("this must be a whole number", "write digits only"),
    "int_parsing_size": ("this number is too long", "write a smaller one"),
    "string_too_long": ("this text is too long", "shorten it"),
    "string_too_short": ("this is empty", "leave the parameter out, or write something"),
}


def parameter_error(error: RequestValidationError) -> Invalid:
    """Every parameter that is wrong; the pointer is "/" and the parameter's name, which pages show in the message."""
    problems = tuple(_problem(details) for details in error.errors())
    first = problems[0]
    return Invalid(first.message, first.remedy, first.pointer, problems)


async def each_parameter_once(request: Request) -> None:
    """Invalid for parameters that stand twice in an address: which of them would be meant?"""
    names = [
        name for name, count in Counter(name for name, _ in request.query_params.multi_items()).items() if count > 1
    ]
    if names:
        raise _repeated(names)


def _repeated(names: Sequence[str]) -> Invalid:
    problems = tuple(
        Problem(pointer=f"/{name[:_LONGEST_ECHO]}", message="this parameter stands twice", remedy="give it once")
        for name in names
    )
    return Invalid(problems[0].message, problems[0].remedy, problems[0].pointer, problems)


def _problem(details: Mapping[str, Any]) -> Problem:
    name = str(details["loc"][-1])[:_LONGEST_ECHO] if len(details["loc"]) > 1 else ""
    message, remedy = _explain(details)
    return Problem(pointer=f"/{name}", message=f"{name}: {message}" if name else message, remedy=remedy)


def _explain(details: Mapping[str, Any]) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx") or {}
    if kind == "literal_error":
        return f"{_echo(details['input'])} is not known here", f"write {context['expected']}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return f"{_echo(details['input'])} is out of range", f"write {bound}"
    return _WORDS.get(kind, ("this value cannot be read", "see /docs"))


def _echo(value: Any) -> str:
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[:_LONGEST_ECHO])
    return f'"{text}"'
