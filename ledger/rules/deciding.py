"""From what is recorded and what is wanted to what is recorded next, or to the reason why not."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ledger.catalogue import CATALOGUE
from ledger.errors import UnknownCustomer
from ledger.interaction import Interaction
from ledger.rules.acts import RECORD_KEEPING
from ledger.rules.admission import admit
from ledger.rules.case import Case
from ledger.rules.checks import LOOKS_AT
from ledger.rules.decision import Decision
from ledger.rules.earlier_order import EarlierOrder
from ledger.rules.happened import Happened
from ledger.rules.merging import check_merge, check_unmerge, refuse_if_merged
from ledger.rules.record_keeping import decide_record_keeping
from ledger.rules.recorded_form import as_recorded
from ledger.rules.state import Relationship, evolve, initial
from ledger.sweeping import MERGED, UNMERGED

ADDED = CATALOGUE["ContactAdded"]


def subjects_needed(interaction: Interaction, target: Happened | None = None) -> frozenset[str]:
    """The subjects whose events must be loaded before `decide`.

    With every event loaded, also those with the subject "event:" + its event_id, and so on until there are none.
    target: as for `decide`.
    """
    kind, data = CATALOGUE[interaction.type], interaction.data
    needed = _subjects(kind.name, data)
    needed.add("customer")
    for person in data.get("new_contacts", ()):
        needed |= _subjects(ADDED.name, person)
    if target is not None and interaction.type in RECORD_KEEPING:
        understood = target.understood()
        needed |= {f"event:{target.event_id}", *(_subjects(target.type, understood.data) if understood else ())}
    return frozenset(needed)


def _subjects(type_name: str, data: Mapping[str, Any]) -> set[str]:
    kind = CATALOGUE[type_name]
    found, subject = set(kind.references(data)), kind.subject(data)
    if subject is not None:
        found.add(subject)
    if looks_at := LOOKS_AT.get(type_name):
        found.update(looks_at(data))
    return found


def decide(
    state: Relationship,
    interaction: Interaction,
    *,
    target: Happened | None = None,
    survivor: Relationship = initial,
    earlier_orders: Sequence[EarlierOrder] = (),
) -> Decision:
    """The events to record, or an error that says why not.

    target: the event that a correction, retraction or restoration names, None where nothing of that name is recorded;
    for other types it is not asked for. survivor: of the customer that `survivor_of` names, for a merge.
    earlier_orders: the latest EARLIER_ORDERS orders of the customer, for the flag of an unusually large one;
    without them it is not raised.
    """
    if CATALOGUE[interaction.type].on_ledger:
        return _admitted(state, interaction)
    customer = state.fact("customer")
    refuse_if_merged(customer, interaction)
    if interaction.type in RECORD_KEEPING:
        return decide_record_keeping(state, interaction, target)
    if interaction.type != "CustomerRegistered" and customer is None:
        raise UnknownCustomer(
            f'customer "{interaction.customer}" is not registered',
            "record its CustomerRegistered first, or correct the code",
            "/customer",
        )
    if interaction.type == MERGED:
        check_merge(interaction, survivor)
    elif interaction.type == UNMERGED:
        check_unmerge(state, interaction)
    elif "new_contacts" in interaction.data:
        return _with_new_contacts(state, interaction)
    return _admitted(state, interaction, earlier_orders)


def _admitted(state: Relationship, interaction: Interaction, earlier_orders: Sequence[EarlierOrder] = ()) -> Decision:
    return Decision(events=(interaction,), flags=admit(_case(state, interaction, earlier_orders=earlier_orders)))


def _case(
    state: Relationship,
    interaction: Interaction,
    pointer: str = "/data",
    *,
    earlier_orders: Sequence[EarlierOrder] = (),
) -> Case:
    return Case(state, interaction.type, interaction.data, interaction.occurred_at, pointer, None, earlier_orders)


def _with_new_contacts(state: Relationship, interaction: Interaction) -> Decision:
    """The people met for the first time are recorded first, in the order given, at the time of the meeting."""
    added = []
    for number, person in enumerate(interaction.data["new_contacts"]):
        one = replace(interaction, type=ADDED.name, schema=ADDED.schema, data=person, external_id=None)
        admit(_case(state, one, f"/data/new_contacts/{number}"))
        state = evolve(state, _about_to_happen(one, number))
        added.append(one)
    met = as_recorded(interaction)
    return Decision(events=(*added, met), flags=admit(_case(state, met)))


def _about_to_happen(interaction: Interaction, number: int) -> Happened:
    return Happened(
        event_id=f"not recorded yet: {number}",
        type=interaction.type,
        data=interaction.data,
        occurred_at=interaction.occurred_at,
        position=0,
        stream=interaction.customer,
        schema=interaction.schema,
    )
