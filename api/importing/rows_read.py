"""What became of the rows of a file: those read, those broken, and where the file broke off."""

from dataclasses import dataclass, field

from api.importing.blocks import BrokenOff

# Below the 131,072 characters that Python's csv module reads in one field unless told otherwise.
LONGEST_RAW = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenRow:
    """A row that cannot become part of an event, and why.

    row: from 1, the header excluded; 0 = not yet known. field: column or JSON pointer, "" = the whole row. raw: the row
    as it stood.
    """

    row: int = 0
    reason: str
    raw: str
    field: str = ""
    code: str = "invalid"


@dataclass(kw_only=True)
class RowsRead:
    """columns: the names in the file, made unique. rows: all that were met, broken ones counted.

    broke_off: why the file could not be read to its end; None = it could.
    """

    columns: list[str] = field(default_factory=list)
    rows: int = 0
    broken: list[BrokenRow] = field(default_factory=list)
    broke_off: BrokenOff | None = None

    def add_broken(self, row: BrokenRow, number: int) -> None:
        """Take a broken row up under its number."""
        self.broken.append(BrokenRow(row=number, reason=row.reason, raw=row.raw, field=row.field, code=row.code))


def shown(raw: bytes) -> str:
    """Bytes as text for the rejects file: what is not UTF-8 is replaced, what is very long is cut."""
    return cut(raw[: 4 * LONGEST_RAW].decode("utf-8", "replace"))


def cut(text: str) -> str:
    """The text, or its beginning where it is very long."""
    return text if len(text) <= LONGEST_RAW else text[:LONGEST_RAW] + " ..."
