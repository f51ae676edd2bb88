"""The form in which an interaction is recorded, and in which it is compared with what is recorded."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from msgspec.structs import replace

from ledger.catalogue import Reading, normalise
from ledger.errors import Invalid
from ledger.in_force import CORRECTED
from ledger.interaction import Interaction
from ledger.rules.acts import RECORD_KEEPING
from ledger.rules.happened import Happened
from ledger.times import read_instant

_NEW_CONTACTS = "/data/data/new_contacts"


def as_recorded(interaction: Interaction, target: Happened | None = None) -> Interaction:
    """The interaction as it will stand in the log, whatever the rules say of it. Doing it twice changes nothing.

    Record keeping names its `target` by event_id, and a correction's data are read as the target's type (Invalid where
    they are not). A contact event names its new contacts among contact_ids; they are recorded before it.
    target: the event that `event_id` or `of` names; None where there is none, and then the interaction stays as it is.
    """
    if "new_contacts" in interaction.data:
        return _naming_new_contacts(interaction)
    target = None if target is None else target.understood()
    if interaction.type not in RECORD_KEEPING or target is None:
        return interaction
    data = {key: value for key, value in interaction.data.items() if key != "of"} | {"event_id": target.event_id}
    if interaction.type == CORRECTED and target.type not in RECORD_KEEPING:
        data["data"] = _as_the_original(target, data)
    return replace(interaction, data=data)


def _as_the_original(target: Happened, correction: Mapping[str, Any]) -> dict[str, Any]:
    moved = correction.get("occurred_at")
    occurred_at = target.occurred_at if moved is None else read_instant(moved, UTC, pointer="/data/occurred_at")
    reading = Reading(occurred_at=occurred_at)
    corrected = normalise(target.type, correction["data"], reading=reading, pointer="/data/data")
    if "new_contacts" in corrected:
        raise Invalid(
            "a correction brings no new contacts", "record them as ContactAdded, and the meeting anew", _NEW_CONTACTS
        )
    return corrected


def _naming_new_contacts(interaction: Interaction) -> Interaction:
    data = {key: value for key, value in interaction.data.items() if key != "new_contacts"}
    names = [person["contact_id"] for person in interaction.data["new_contacts"]]
    data["contact_ids"] = list(dict.fromkeys([*data["contact_ids"], *names]))
    return replace(interaction, data=data)
