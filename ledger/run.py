"""A run of interactions, decided one after the other, each knowing what the ones before it add."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ledger.catalogue import CATALOGUE
from ledger.draft import Draft
from ledger.errors import Invalid
from ledger.interaction import Interaction
from ledger.knowledge import Knowledge
from ledger.known import First, check_same
from ledger.log_row import Row
from ledger.mapper import LedgerMapper
from ledger.prepared import Prepared, as_decided
from ledger.privacy.scope import Original, pointers_of
from ledger.reading import Reading
from ledger.receipt import Receipt
from ledger.recent_orders import ORDER
from ledger.relationship import RECORD_KEEPING, Happened, as_recorded, decide
from ledger.remembered import Remembered
from ledger.stamp import Stamp
from ledger.upcasting import UPCASTING

ADDED = CATALOGUE["ContactAdded"]


class Pending(Struct, frozen=True):
    """A receipt but for the place, which the draft gets when it is written."""

    draft: Draft
    known: bool = False
    flags: tuple[str, ...] = ()


class Run:
    """Decides; writes nothing. `drafts` is what is to be written, in this order."""

    def __init__(
        self,
        reading: Reading,
        wanted: Sequence[Prepared],
        *,
        stamp: Stamp,
        mapper: LedgerMapper,
        new_id: Callable[[], str],
        remembered: Remembered,
        restoring: bool = False,
        by_hand: bool = False,
    ) -> None:
        """by_hand: somebody reads the flags, and hears of an unusually large order; a batch is spared the search."""
        self._reading, self._mapper, self._new_id, self._restoring = reading, mapper, new_id, restoring
        self._by_hand = by_hand
        self._stamp, self._metadata = stamp, stamp.metadata()
        self._knowledge = Knowledge(reading, wanted, remembered)
        self.drafts, self.remember = self._knowledge.drafts, self._knowledge.remember

    def decide(self, wanted: Prepared) -> Receipt | Pending:
        """What becomes of the interaction; raises what the rules raise, and Conflict. Then nothing is added."""
        interaction = wanted.interaction
        if (interaction.recorded_at is not None) is not self._restoring:
            raise Invalid(
                "recorded_at is set by the ledger, and kept only when a ledger is restored",
                "Leave it out, or restore into an empty ledger.",
                "/recorded_at",
            )
        target = self._knowledge.target(interaction)
        first = self._knowledge.first(interaction)
        if first is not None:
            return self._known(interaction, first, target)
        decision = decide(
            self._knowledge.relationship(interaction, target),
            interaction,
            target=target,
            survivor=self._knowledge.survivor(interaction),
            earlier_orders=self._knowledge.earlier_orders(interaction.customer)
            if self._asks_sizes(interaction)
            else (),
        )
        *before, asked_for = decision.events
        if asked_for is not interaction:
            wanted = as_decided(asked_for, self._original(target))
        event_id = self._new_id()
        for caused in before:
            self._add(as_decided(caused), self._new_id(), None, self._stamp.metadata(causation_id=event_id))
        name = self._knowledge.free_name(interaction)
        draft = self._add(wanted, event_id, name, self._metadata)
        return Pending(draft, False, decision.flags)

    def _asks_sizes(self, interaction: Interaction) -> bool:
        return self._by_hand and interaction.type == ORDER

    def _add(self, wanted: Prepared, event_id: str, name: str | None, metadata: bytes) -> Draft:
        """name: the external_id under which it is recorded."""
        event = wanted.interaction
        draft = Draft(
            originator_id=event.customer,
            originator_version=self._knowledge.next_version(event.customer),
            position=self._knowledge.next_position,
            event_id=event_id,
            type=event.type,
            schema=event.schema,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            source=event.source,
            external_id=name,
            data=event.data,
            body=wanted.body,
            metadata=metadata,
            scope=wanted.scope,
            subject=wanted.subject,
        )
        self._knowledge.add(draft)
        return draft

    def _original(self, target: Happened | None) -> Original | None:
        """What a record-keeping event is about in the end: of a correction, the event that it corrects."""
        if target is not None and target.type in RECORD_KEEPING:
            target = self._knowledge.event(target.data["event_id"])
        return None if target is None or target.type not in CATALOGUE else Original(target.type, target.data)

    def _known(self, interaction: Interaction, first: Row | Draft, target: Happened | None) -> Receipt | Pending:
        recorded = as_recorded(interaction, target)
        check_same(recorded, self._as_first(first), pointers_of(recorded.type, self._original(target)))
        for person, added in zip(
            interaction.data.get("new_contacts", ()), self._recorded_before(first, interaction), strict=False
        ):
            alone = replace(recorded, type=ADDED.name, data=person)
            check_same(alone, self._as_first(added), pointers_of(ADDED.name))
        if isinstance(first, Draft):
            return Pending(draft=first, known=True)
        return Receipt(
            event_id=first.event_id,
            position=first.id,
            version=first.originator_version,
            recorded_at=first.recorded_at,
            known=True,
        )

    def _recorded_before(self, first: Row | Draft, interaction: Interaction) -> Sequence[Row | Draft]:
        """The events that stand where the interaction's new contacts would have been recorded: right before it."""
        count = len(interaction.data.get("new_contacts", ()))
        if not count:
            return ()
        stream, version = str(first.originator_id), first.originator_version
        drafts = [
            d for d in self.drafts if d.originator_id == stream and version - count <= d.originator_version < version
        ]
        rows = self._reading.stream_page(stream, after_version=version - count - 1, upto_version=version - 1)
        missing = [first] * (count - len(rows) - len(drafts))  # a visit is never the same as a contact
        return [*missing, *rows, *drafts]

    def _as_first(self, first: Row | Draft) -> First:
        if isinstance(first, Draft):
            return First(
                customer=first.originator_id,
                type=first.type,
                occurred_at=first.occurred_at,
                data=first.data,
                where="an event recorded just before",
            )
        opened = self._mapper.open(first)
        return First(
            customer=str(first.originator_id),
            type=first.topic,
            occurred_at=first.occurred_at,
            data=UPCASTING.current(first.topic, first.schema, opened.data)[1],
            unreadable=opened.unreadable,
            where=f"event {first.event_id} at position {first.id}",
        )
