"""Events about events."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator

from ledger.catalogue.fields import Id, Instant, SealedText, refuse
from ledger.catalogue.frame import Body, Stored, either
from ledger.catalogue.marks import How, Names


class Elsewhere(BaseModel):
    """An event named as its source knows it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    source: Id
    external_id: Id


class AboutAnEvent(Body):
    """Names the original event, by its event_id or `of` its source; stored with the event_id."""

    model_config = ConfigDict(json_schema_extra=either("event_id", "of"))

    event_id: Annotated[Id, Names("event"), How("the event_id of the event")] | None = None
    of: Annotated[Elsewhere, How('{"source": "...", "external_id": "..."}')] | None = None
    reason: SealedText

    @model_validator(mode="after")
    def _named_one_way(self) -> Self:
        """The event is named in one way, by event_id or by `of`."""
        if (self.event_id is None) == (self.of is None):
            raise refuse("the event must be named in one way", 'give either "event_id" or "of"', "/event_id")
        return self

    def as_stored(self) -> dict[str, Any]:
        data = super().as_stored()
        if self.of is not None:
            data["of"] = {"source": self.of.source, "external_id": self.of.external_id}
        return data


class EventCorrected(AboutAnEvent):
    """The whole data of the original (and its time, where given) are replaced. Sealed as the original's, and reason.

    Its `data` are read as the original's type once that is known.
    """

    stored: ClassVar = Stored("EventCorrected", schema=1, group="record keeping", about="event_id")

    data: dict[str, Any]
    occurred_at: Instant | None = None


class EventRetracted(AboutAnEvent):
    """The original never was, or a correction does not hold."""

    stored: ClassVar = Stored("EventRetracted", schema=1, group="record keeping", about="event_id")


class EventRestored(AboutAnEvent):
    """The latest correction or retraction in force is undone."""

    stored: ClassVar = Stored("EventRestored", schema=1, group="record keeping", about="event_id")
