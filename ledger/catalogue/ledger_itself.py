"""Events about the ledger itself, in its own stream."""

import hashlib
import re
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

from ledger.catalogue.fields import (
    ContactCode,
    Count,
    CustomerCode,
    Date,
    Id,
    Instant,
    SealedText,
    Tally,
    Text,
    reads,
    refuse,
)
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import How, Names
from ledger.catalogue.reading import date_passed
from ledger.errors import Invalid

_SHA256 = re.compile("[0-9a-f]{64}")


def _sha256(value: Any) -> str:
    if isinstance(value, str) and _SHA256.fullmatch(value):
        return value
    raise Invalid("this is no SHA-256", "write its 64 hexadecimal digits, in small letters")


Sha256 = Annotated[
    str,
    reads(_sha256),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    How("64 hexadecimal digits"),
]


class PolicyPublished(Body):
    """New thresholds, in force from a day on, not before the day they are published. Version 1 is the default's.

    sha256 is that of the text in UTF-8.
    """

    stored: ClassVar = Stored("PolicyPublished", schema=1, group="record keeping", subject="policy", on_ledger=True)

    version: Count
    sha256: Sha256
    toml: Text
    in_force_from: Date

    @model_validator(mode="after")
    def _it_is_what_it_says(self, info: ValidationInfo) -> Self:
        """sha256 is that of toml; in_force_from is not before the day of publishing."""
        if hashlib.sha256(self.toml.encode()).hexdigest() != self.sha256:
            raise refuse("this is not the SHA-256 of the text", "compute it anew", "/sha256")
        if date_passed(self.in_force_from, info.context):
            raise refuse("a policy does not rewrite the past", "let it begin today or later", "/in_force_from")
        return self


class ImportReverted(Body):
    """An import is taken back: none of its events counts any more."""

    stored: ClassVar = Stored("ImportReverted", schema=1, group="record keeping", about="batch_id", on_ledger=True)

    batch_id: Annotated[Id, Names("batch")]
    reason: SealedText


class PersonalDataErased(Body):
    """The key of a person is destroyed: what is sealed with it reads "erased" from now on."""

    stored: ClassVar = Stored("PersonalDataErased", schema=1, group="record keeping", on_ledger=True)

    customer: CustomerCode
    contact_id: ContactCode
    reason: SealedText


class LedgerRestored(Body):
    """A past with its own recorded_at follows; from and to are the first and last of them."""

    stored: ClassVar = Stored("LedgerRestored", schema=1, group="record keeping", on_ledger=True)

    source: Text
    simulated: bool
    from_: Instant = Field(alias="from")
    to: Instant

    def as_stored(self) -> dict[str, Any]:
        return {"source": self.source, "simulated": self.simulated, "from": self.from_, "to": self.to}


class ImportCounts(BaseModel):
    """rows = used + left out + rejected; read = recorded + known + rejected."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    rows: Tally
    rows_used: Tally
    rows_left_out: Tally
    rows_rejected: Tally
    read: Tally
    recorded: Tally
    known: Tally
    rejected: Tally


class ImportedFile(ImportCounts):
    """The counts of one file."""

    file: Text


class ImportFinished(Body):
    """An import recorded something; its events carry the batch_id as correlation_id."""

    stored: ClassVar = Stored("ImportFinished", schema=1, group="record keeping", on_ledger=True)

    batch_id: Id
    files: list[ImportedFile]
    counts: ImportCounts

    def as_stored(self) -> dict[str, Any]:
        return self.model_dump()
