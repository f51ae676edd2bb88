"""The mapping file: how the rows of somebody's table become events (contracts section 5)."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from api.importing.blocks import open_file
from ledger.catalogue import CATALOGUE
from ledger.codes import read_id
from ledger.errors import GuanxiError, Invalid, Problem
from ledger.money import read_currency

LARGEST_MAPPING = 1 << 20
REMEDY = "see examples/mappings for mappings that work"

Text = Annotated[str, Field(min_length=1)]


class Rule(BaseModel):
    """Rows to leave out or to reject: a condition on one row, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    where: Text
    reason: Text


class EventRule(BaseModel):
    """One select, whose rows are the documents of one type.

    once: skip customers that are registered already, and count them as known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    select: Text
    once: bool = False

    @field_validator("type")
    @classmethod
    def _is_in_the_catalogue(cls, name: str) -> str:
        if name not in CATALOGUE or CATALOGUE[name].on_ledger:
            raise ValueError(f'there is no event type "{name}"; guanxi schema lists them')
        return name

    @model_validator(mode="after")
    def _once_is_for_registration(self) -> "EventRule":
        if self.once and self.type != "CustomerRegistered":
            raise ValueError("once = true is for CustomerRegistered; an external_id makes other events count once")
        return self


def _zone_exists(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f'there is no time zone "{name}"; write one such as "Europe/London"') from None
    return name


def _source_is_an_id(value: str) -> str:
    try:
        return read_id(value, pointer="/source")
    except GuanxiError as error:
        raise ValueError(error.message) from None


def _currency_is_active(value: str) -> str:
    try:
        return read_currency(value, pointer="/currency")
    except GuanxiError as error:
        raise ValueError(error.message) from None


def _encoding_exists(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        raise ValueError(f'there is no encoding "{name}"; write one such as "utf-8" or "cp1252"') from None
    return name


class Mapping(BaseModel):
    """A whole mapping file.

    source: part of every external_id's key. time_zone: of local times in the input. currency: of every amount for which
    a select names none. format: of the input, else by its name. delimiter, encoding, null: of CSV and TSV; null is a
    text, or several, that stand for no value (an empty field always does). sheet: of Excel, by name or number from 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: Annotated[str, AfterValidator(_source_is_an_id)]
    time_zone: Annotated[str, AfterValidator(_zone_exists)] | None = None
    currency: Annotated[str, AfterValidator(_currency_is_active)] | None = None
    format: Literal["csv", "tsv", "excel", "parquet", "json"] | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: Annotated[str, AfterValidator(_encoding_exists)] = "utf-8"
    null: Text | tuple[Text, ...] = ()
    sheet: Text | Annotated[int, Field(ge=1)] | None = None
    leave_out: tuple[Rule, ...] = ()
    reject: tuple[Rule, ...] = ()
    event: Annotated[tuple[EventRule, ...], Field(min_length=1)]

    @property
    def nulls(self) -> tuple[str, ...]:
        return (self.null,) if isinstance(self.null, str) else self.null

    @property
    def zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.time_zone) if self.time_zone else None


class MappingFile:
    """A mapping that was read, with its text, so that errors can name the line."""

    def __init__(self, path: Path, text: str, mapping: Mapping) -> None:
        self.path = path
        self.mapping = mapping
        self._text = text

    def wrong(self, table: str, number: int, key: str, message: str, remedy: str) -> Invalid:
        """An error at a key of the number-th (from 0) [[table]] of the file."""
        return _invalid(self.path, [_problem(self.path, self._text, (table, number, key), message, remedy)])


def read_mapping(path: Path) -> MappingFile:
    """Read and check a mapping file; every problem is named with its line where it can be found."""
    with open_file(path) as file:
        raw = file.read(LARGEST_MAPPING + 1)
    if len(raw) > LARGEST_MAPPING:
        raise Invalid("a mapping file has at most 1 MiB", REMEDY, str(path))
    try:
        text = raw.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(pointer=str(path), line=line, message="this is not UTF-8", remedy="save the file as UTF-8")
        raise _invalid(path, [problem]) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        message = f"this is not TOML: {str(error)[: found.start()] if found else error}"
        problem = Problem(pointer=str(path), line=int(found[1]) if found else None, message=message, remedy=REMEDY)
        raise _invalid(path, [problem]) from None
    except RecursionError:
        problem = Problem(pointer=str(path), line=None, message="this is nested too deeply", remedy=REMEDY)
        raise _invalid(path, [problem]) from None
    try:
        return MappingFile(path, text, Mapping.model_validate(document))
    except ValidationError as error:
        raise _invalid(path, [_as_problem(path, text, found) for found in error.errors()]) from None


def _invalid(path: Path, problems: list[Problem]) -> Invalid:
    first = problems[0]
    return Invalid(first.message, first.remedy, str(path), tuple(problems))


def _as_problem(path: Path, text: str, error: ErrorDetails) -> Problem:
    where = tuple(step for step in error["loc"] if isinstance(step, int) or not step.startswith("function-"))
    name = ".".join(str(step + 1) if isinstance(step, int) else step for step in where)
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        message = f"{name} is missing"
    elif error["type"] == "extra_forbidden":
        message = f"{name} is not a key of a mapping"
    elif error["type"] != "value_error":
        message = f"{name}: {message[0].lower()}{message[1:]}"
    return _problem(path, text, where, message, REMEDY)


def _problem(path: Path, text: str, where: tuple[str | int, ...], message: str, remedy: str) -> Problem:
    return Problem(pointer=str(path), line=_line_of(text, where), message=message, remedy=remedy)


def _line_of(text: str, where: tuple[str | int, ...]) -> int | None:
    """The line (from 1) of a key, or else of the [[table]] that holds it; None where the file does not say it so."""
    table, count, found = "", {}, None  # type: str, dict[str, int], int | None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]", line):
            table = header[1]
            count[table] = count.get(table, -1) + 1
            if where[:2] == (table, count[table]):
                found = number
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            here = (table, count[table], key[1]) if table else (key[1],)
            if here == where[: len(here)]:
                return number
    return found
