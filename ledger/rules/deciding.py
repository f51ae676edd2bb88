"""From what is recorded and what is wanted to what is recorded next, or to the reason why not."""

from dataclasses import replace

from ledger.catalogue import CATALOGUE
from ledger.errors import UnknownCustomer
from ledger.interaction import Interaction
from ledger.rules.acts import RECORD_KEEPING
from ledger.rules.admission import admit
from ledger.rules.decision import Decision
from ledger.rules.happened import Happened
from ledger.rules.record_keeping import decide_record_keeping
from ledger.rules.recorded_form import as_recorded
from ledger.rules.state import Relationship, evolve

ADDED = CATALOGUE["ContactAdded"]


def subjects_needed(interaction: Interaction, target: Happened | None = None) -> frozenset[str]:
    """The subjects whose events must be loaded before `decide`.

    With every event loaded, also those with the subject "event:" + its event_id, and so on until there are none.
    target: as for `decide`.
    """
    kind, data = CATALOGUE[interaction.type], interaction.data
    needed = {"customer", kind.subject(data), *kind.references(data)}
    for person in data.get("new_contacts", ()):
        needed |= {ADDED.subject(person), *ADDED.references(person)}
    if target is not None and interaction.type in RECORD_KEEPING:
        original = CATALOGUE[target.type]
        needed |= {f"event:{target.event_id}", original.subject(target.data), *original.references(target.data)}
    return frozenset(subject for subject in needed if subject is not None)


def decide(state: Relationship, interaction: Interaction, *, target: Happened | None = None) -> Decision:
    """The events to record, or an error that says why not.

    target: the event that a correction, retraction or restoration names, None where nothing of that name is recorded;
    for other types it is not asked for.
    """
    if CATALOGUE[interaction.type].on_ledger:
        return Decision(events=(interaction,))
    if interaction.type in RECORD_KEEPING:
        return decide_record_keeping(state, interaction, target)
    if interaction.type != "CustomerRegistered" and state.fact("customer") is None:
        raise UnknownCustomer(
            f'customer "{interaction.customer}" is not registered',
            "record its CustomerRegistered first, or correct the code",
            "/customer",
        )
    if "new_contacts" in interaction.data:
        return _with_new_contacts(state, interaction)
    flags = admit(state, interaction.type, interaction.data, interaction.occurred_at)
    return Decision(events=(interaction,), flags=flags)


def _with_new_contacts(state: Relationship, interaction: Interaction) -> Decision:
    """The people met for the first time are recorded first, in the order given, at the time of the meeting."""
    added = []
    for number, person in enumerate(interaction.data["new_contacts"]):
        one = replace(interaction, type=ADDED.name, schema=ADDED.schema, data=person, external_id=None)
        admit(state, one.type, one.data, one.occurred_at, pointer=f"/data/new_contacts/{number}")
        state = evolve(state, _about_to_happen(one, number))
        added.append(one)
    met = as_recorded(interaction)
    return Decision(events=(*added, met), flags=admit(state, met.type, met.data, met.occurred_at))


def _about_to_happen(interaction: Interaction, number: int) -> Happened:
    return Happened(
        event_id=f"not recorded yet: {number}",
        type=interaction.type,
        data=interaction.data,
        occurred_at=interaction.occurred_at,
        position=0,
        stream=interaction.customer,
    )
