"""Every error a caller of Guanxi can meet, one class per cause, all on this screen.

An error carries one or more problems; each names the place (a JSON pointer), what is wrong, and what to do.
The tables that map a code to an HTTP status or an exit code live with their surfaces, not here.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    pointer: RFC 6901 pointer into the document ("" = the whole document); line: 1-based line or row of a file, or None.
    """

    pointer: str = ""
    code: str = "invalid"
    message: str
    remedy: str
    line: int | None = None

    @property
    def sentences(self) -> str:
        """What is wrong, and what to do."""
        end = "" if self.message.endswith((".", "?", "!")) else "."
        return f"{self.message}{end} {self.remedy[:1].upper()}{self.remedy[1:]}"

    def __str__(self) -> str:
        place = self.pointer or "document"
        if self.line is not None:
            place = f"line {self.line}: {place}"
        return f"{place}: {self.message}. {self.remedy}"


@dataclass(eq=False)
class GuanxiError(Exception):
    """What every error of Guanxi derives from; `code` is stable and public (contracts section 6)."""

    message: str
    remedy: str
    pointer: str = ""
    problems: tuple[Problem, ...] = field(default=())

    code: ClassVar[str] = "invalid"

    def __post_init__(self) -> None:
        if not self.problems:
            self.problems = (Problem(pointer=self.pointer, code=self.code, message=self.message, remedy=self.remedy),)
        super().__init__(str(self))

    def __str__(self) -> str:
        return str(self.problems[0])

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        """So that it comes whole out of another process."""
        return type(self), (self.message, self.remedy, self.pointer, self.problems)


class UnknownCustomer(GuanxiError):
    """No such customer is registered (or not yet, at the clocks asked for)."""

    code = "unknown_customer"


class NotFound(GuanxiError):
    """The thing asked for does not exist: an event, a file, a page."""

    code = "not_found"


class UnknownType(GuanxiError):
    """The event type is not in the catalogue."""

    code = "unknown_type"


class Invalid(GuanxiError):
    """The document is malformed: a field is missing, unknown, or has a value it may not have."""

    code = "invalid"


class UnknownReference(GuanxiError):
    """The event names a contact, order, complaint ... that is not recorded for this customer."""

    code = "unknown_reference"


class RuleBroken(GuanxiError):
    """Well-formed, but impossible given what is recorded (a complaint resolved twice, say)."""

    code = "rule"


class AlreadyRegistered(GuanxiError):
    """The customer, or a thing with this id within the customer, exists already."""

    code = "already_registered"


class Conflict(GuanxiError):
    """The same (source, external_id) was recorded with different content; the message names both."""

    code = "conflict"


class Merged(GuanxiError):
    """The customer was merged into another, which the message names; record there."""

    code = "merged"


class VersionConflict(GuanxiError):
    """Another writer was faster, again and again; retry."""

    code = "version_conflict"


class Withheld(GuanxiError):
    """Only the compliance role may know more of this event than its position."""

    code = "forbidden"


class TooLarge(GuanxiError):
    """The document exceeds a stated limit."""

    code = "too_large"


class Unavailable(GuanxiError):
    """The ledger cannot be read or written just now: locked, full disk, read-only, damaged."""

    code = "unavailable"


class Damaged(Unavailable):
    """A file is not what was written, or nothing of ours; the remedy depends on what it holds."""
