"""The mechanism of the catalogue: what a type of event declares, and what follows from it.

A new type is one small class: a `Body` with its written-out stored name and its fields. What it changes, what must be
recorded before it, whom it names and what is sealed follow from the marks on its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from ledger.catalogue.marks import Names, Refers, Sealed, marks_of
from ledger.catalogue.signal_names import COMPLIANCE_SIGNAL

Group = Literal[
    "file",
    "people",
    "contact",
    "opening",
    "trade",
    "complaint",
    "voice",
    "rivalry",
    "binding",
    "risk work",
    "record keeping",
]
# The fields that say whom an event is about. A superior or successor is mentioned, but the text is not about him.
_PERSON, _PERSONS = "contact_id", "contact_ids"


@dataclass(frozen=True, slots=True)
class Stored:
    """How a type stands in the log: for ever, whatever the class is called.

    name, schema: the stored type and the current version of its data.
    about: the field whose id names what the event changes. subject: the thing itself where there is only one
    ("customer", "relationship"). parts: the kind and the fields that name it together, where no id does. Rules look
    events up by these, so a type that changes nothing they ask about has none.
    on_ledger: it stands in the ledger's own stream and no document may bring it. confidential: for compliance only.
    """

    name: str
    schema: int
    group: Group
    about: str | None = None
    subject: str | None = None
    parts: tuple[str, ...] = ()
    on_ledger: bool = False
    confidential: bool = False


class Body(BaseModel):
    """The data of one type of event."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, defer_build=True, hide_input_in_errors=True, populate_by_name=False
    )
    stored: ClassVar[Stored]

    def as_stored(self) -> dict[str, Any]:
        """The normalised JSON values; an optional field that says nothing is left out."""
        return {name: value for name, value in self.__dict__.items() if value is not None}


def either(*names: str) -> JsonDict:
    """What a JSON Schema says of fields of which one must be there."""
    return {"anyOf": [{"required": [name]} for name in names]}


@dataclass(frozen=True, kw_only=True, slots=True)
class EventType:
    """One type of the catalogue.

    sealed: the fields that are encrypted. refers: (field, kind) of the ids that must be recorded.
    identity: the fields holding ids of things within the customer, which no correction may change.
    confidential: only the compliance role may know that such an event exists.
    """

    name: str
    schema: int
    group: Group
    model: type[Body]
    on_ledger: bool
    confidential: bool
    sealed: frozenset[str]
    refers: tuple[tuple[str, str], ...]
    identity: tuple[str, ...]
    whole_subject: str | None
    parts: tuple[str, ...]
    about: str | None
    kind: str | None

    def subject(self, data: Mapping[str, Any]) -> str | None:
        """The one thing whose state the event changes: "order:SO-1", "customer", ... or None."""
        if self.about is None:
            return (
                ":".join([self.parts[0], *(data[part] for part in self.parts[1:])])
                if self.parts
                else self.whole_subject
            )
        named = data.get(self.about)
        return None if named is None else f"{self.kind}:{named}"

    def references(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """The subjects that must be recorded before this event, in the order of its fields, each once."""
        if not self.refers:
            return ()
        found: dict[str, None] = {}
        for field, kind in self.refers:
            named = data.get(field)
            if isinstance(named, str):
                found[f"{kind}:{named}"] = None
            elif named:
                found.update((f"{kind}:{one}", None) for one in named)
        return tuple(found)

    def for_compliance_only(self, data: Mapping[str, Any]) -> bool:
        """Whether nobody else may know of this event: a concern, or what somebody noted on the signal of one.

        A correction, retraction or restoration is what its original is.
        """
        return self.confidential or (self.name == "SignalAcknowledged" and data.get("signal") == COMPLIANCE_SIGNAL)

    def people(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        """The customer's contacts it is about, each once: with their keys its personal fields are sealed."""
        if self.on_ledger:
            return ()
        people = {data[_PERSON]: None} if data.get(_PERSON) else {}
        people.update((person, None) for person in data.get(_PERSONS) or ())
        if self.kind == "event" and isinstance(data.get("data"), Mapping):
            people.update((person, None) for person in self.people(data["data"]))
        return tuple(people)


def event_type(model: type[Body]) -> EventType:
    """The catalogue's entry for a body, from what it declares."""
    stored = model.stored
    marked = [(name, mark) for name, field in model.model_fields.items() for mark in marks_of(field)]
    kinds = {name: mark.kind for name, mark in marked if isinstance(mark, Names | Refers)}
    return EventType(
        name=stored.name,
        schema=stored.schema,
        group=stored.group,
        model=model,
        on_ledger=stored.on_ledger,
        confidential=stored.confidential,
        sealed=frozenset(name for name, mark in marked if isinstance(mark, Sealed)),
        refers=tuple((name, mark.kind) for name, mark in marked if isinstance(mark, Refers)),
        identity=tuple(kinds),
        whole_subject=stored.subject,
        parts=stored.parts,
        about=stored.about,
        kind=kinds[stored.about] if stored.about else None,
    )
