"""What is recorded of the things a run of interactions names, and what the run itself adds, one after the other."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count

import orjson

from ledger.catalogue import CATALOGUE
from ledger.codes import NO_BREAK_SPACE
from ledger.draft import Draft
from ledger.interaction import Interaction
from ledger.log_row import Row
from ledger.prepared import Prepared
from ledger.reading import AboutRow, Reading
from ledger.recent_orders import ORDER, RecentOrders
from ledger.relationship import (
    RECORD_KEEPING,
    EarlierOrder,
    Happened,
    Relationship,
    initial,
    subjects_needed,
    survivor_of,
)
from ledger.remembered import Remembered, StreamKnown
from ledger.sweeping import SWEEPING, reverted_batches


class Knowledge:
    """Loaded in a few queries for all interactions; what turns out to be needed beyond that is loaded then.

    drafts: what the run adds, in the order in which it will be written.
    """

    def __init__(self, reading: Reading, wanted: Sequence[Prepared], remembered: Remembered) -> None:
        """remembered: what is known already, if it still holds; it has more when the run is over."""
        self._reading, self._remembered = reading, remembered
        end = reading.last()
        self._first_position = end[0] + 1
        self.drafts: list[Draft] = []
        interactions = [one.interaction for one in wanted]
        self._streams, reverted = remembered.take(end)
        self._touched: set[str] = {one.customer for one in interactions}
        self._meet(self._touched)
        self._reverted = reverted_batches(reading.sweeps()) if reverted is None else reverted
        self._by_external_id: dict[tuple[str, str], Row | Draft] = {}
        self._events: dict[str, Happened | None] = {}
        self._added: dict[str, Draft] = {}
        if len(wanted) == 1 and self._is_new(wanted[0]):
            return
        self._look_up(set(_external_names(interactions)))
        self._load(
            (one.interaction.customer, self._subjects(one)) for one in wanted if self.first(one.interaction) is None
        )

    @property
    def next_position(self) -> int:
        """The position the next event gets."""
        return self._first_position + len(self.drafts)

    def next_version(self, stream: str) -> int:
        """The version the next event of the stream gets."""
        return self._streams[stream].version + 1

    def first(self, interaction: Interaction) -> Row | Draft | None:
        """What stands under the interaction's (source, external_id) already, and is not taken back with its import."""
        source, external_id = interaction.source, interaction.external_id
        if source is None or external_id is None:
            return None
        return self._by_external_id.get((source, self._name(source, external_id)))

    def free_name(self, interaction: Interaction) -> str | None:
        """The external_id under which it is recorded, where nothing stands under its own: numbered from 2 on where what
        stood there was taken back with its import, for the log holds each name once.
        """
        if interaction.source is None or interaction.external_id is None:
            return interaction.external_id
        return self._name(interaction.source, interaction.external_id)

    def target(self, interaction: Interaction) -> Happened | None:
        """The event that a record-keeping interaction names; None for others, and where there is no such event."""
        if interaction.type not in RECORD_KEEPING:
            return None
        elsewhere = interaction.data.get("of")
        if elsewhere is None:
            return self.event(interaction.data["event_id"])
        name = self._name(elsewhere["source"], elsewhere["external_id"])
        found = self._by_external_id.get((elsewhere["source"], name))
        return self._of_row(found) if isinstance(found, Row) else _of_draft(found) if found else None

    def event(self, event_id: str) -> Happened | None:
        """The event with this id, recorded or added by the run."""
        if (added := self._added.get(event_id)) is not None:
            return _of_draft(added)
        if event_id not in self._events:
            row = self._reading.by_event_id([event_id]).get(event_id)
            self._events[event_id] = None if row is None else self._of_row(row)
        return self._events[event_id]

    def relationship(self, interaction: Interaction, target: Happened | None) -> Relationship:
        """What the rules must see of its customer, as it stands until the run adds the next event.

        That is folded from the events about the subjects it needs, the events about these events, and so on.
        target: the event it names, as for the rules.
        """
        if target is not None:
            self._load([(interaction.customer, subjects_needed(interaction, target))])
        return self._streams[interaction.customer].carried.relationship

    def survivor(self, interaction: Interaction) -> Relationship:
        """The same of the customer into which this one is merged; nothing for other interactions."""
        into = survivor_of(interaction)
        if into is None:
            return initial
        self._touched.add(into)
        self._meet((into,))
        self._load([(into, ("customer",))])
        return self._streams[into].carried.relationship

    def earlier_orders(self, customer: str) -> list[EarlierOrder]:
        """The latest orders among the last events of a customer, as they were recorded."""
        stream = self._streams[customer]
        if stream.orders is None:
            stream.orders = RecentOrders(self._reading, customer)
        return stream.orders.among_the_last(stream.version)

    def add(self, draft: Draft) -> None:
        """The run has decided this event, and what follows it in the run knows of it. Its subject was asked for."""
        self.drafts.append(draft)
        stream = self._streams[draft.originator_id]
        stream.version = draft.originator_version
        self._added[draft.event_id] = draft
        if draft.source is not None and draft.external_id is not None:
            self._by_external_id[draft.source, draft.external_id] = draft
        if draft.subject is not None:
            stream.carried.add(_of_draft(draft), draft.subject)
        if draft.type == ORDER and stream.orders is not None:
            stream.orders.add(draft.originator_version, draft.data)

    def remember(self, end: tuple[int, int | None]) -> None:
        """The run is over, and the log ends so once it is written.

        Nothing is kept of a run that merges or reverts: that bears on events read before.
        """
        if SWEEPING.isdisjoint(draft.type for draft in self.drafts):
            self._remembered.give(self._streams, self._touched, self._reverted, end)

    def _meet(self, names: Collection[str]) -> None:
        """From now on these streams have an entry."""
        new = [name for name in names if name not in self._streams]
        if new:
            self._streams |= {name: StreamKnown(version) for name, version in self._reading.versions(new).items()}

    def _is_new(self, wanted: Prepared) -> bool:
        """Whether nothing is recorded of the one thing it brings, as of most that is recorded by hand: one question."""
        one, stream = wanted.interaction, self._streams[wanted.interaction.customer]
        unknown = stream.unknown(wanted.needed)
        if one.type in RECORD_KEEPING or len(unknown) != 1:
            return False
        name = (one.source, one.external_id)
        if self._reading.is_there(name=name, stream=one.customer, subject=unknown[0]):
            return False
        stream.asks(unknown)
        return True

    def _subjects(self, wanted: Prepared) -> Collection[str]:
        target = self.target(wanted.interaction)
        return wanted.needed if target is None else subjects_needed(wanted.interaction, target)

    def _load(self, wanted: Iterable[tuple[str, Collection[str]]]) -> None:
        missing: dict[str, list[str]] = {}
        for name, subjects in wanted:
            if new := self._streams[name].asks(subjects):
                missing.setdefault(name, []).extend(new)
        if missing:
            self._carry(self._reading.about(missing))

    def _carry(self, rows: list[AboutRow]) -> None:
        taken_back = self._taken_back({row[1] for row in rows})
        for position, event_id, name, kind, schema, occurred_at, data, subject in sorted(rows):
            stream = self._streams[name]
            if event_id not in stream.loaded:
                stream.loaded.add(event_id)
                event = Happened(
                    event_id=event_id,
                    type=kind,
                    data=orjson.loads(data),
                    occurred_at=occurred_at,
                    position=position,
                    stream=name,
                    schema=schema,
                    reverted=event_id in taken_back,
                )
                stream.carried.add(event, subject)

    def _look_up(self, names: Collection[tuple[str, str]]) -> None:
        """Load what stands under these names; where that was taken back, what stands under the next number."""
        asked = {name: name[1] for name in names}
        for number in count(2):
            found = self._reading.by_external_id(asked) if asked else {}
            self._by_external_id.update(found)
            again = [name for name, row in found.items() if self._is_reverted(row)]
            asked = {(name[0], numbered(asked[name], number)): asked[name] for name in again}
            if not asked:
                return

    def _name(self, source: str, external_id: str) -> str:
        """The first of its names under which nothing stands that was taken back."""
        if not self._reverted:
            return external_id
        name = external_id
        for number in count(2):
            found = self._by_external_id.get((source, name))
            if not isinstance(found, Row) or not self._is_reverted(found):
                break
            name = numbered(external_id, number)
        return name

    def _taken_back(self, event_ids: Collection[str]) -> frozenset[str]:
        """Those of these events that went with a reverted import."""
        if not self._reverted or not event_ids:
            return frozenset()
        rows = self._reading.by_event_id(event_ids)
        return frozenset(event_id for event_id, row in rows.items() if self._is_reverted(row))

    def _is_reverted(self, row: Row) -> bool:
        return bool(self._reverted) and orjson.loads(row.metadata).get("correlation_id") in self._reverted

    def _of_row(self, row: Row) -> Happened:
        return Happened(
            event_id=row.event_id,
            type=row.topic,
            data=orjson.loads(row.state),
            occurred_at=row.occurred_at,
            position=row.id,
            stream=str(row.originator_id),
            schema=row.schema,
            reverted=self._is_reverted(row),
        )


def numbered(external_id: str, number: int) -> str:
    """The name of a later recording, when all before it were taken back: "SO-88213 2"."""
    return f"{external_id}{NO_BREAK_SPACE}{number}"


def _of_draft(draft: Draft) -> Happened:
    """As it would be read from the log: without what is sealed, so that it may be remembered."""
    sealed = CATALOGUE[draft.type].sealed if draft.scope.pointers else ()
    return Happened(
        event_id=draft.event_id,
        type=draft.type,
        data={name: value for name, value in draft.data.items() if name not in sealed} if sealed else draft.data,
        occurred_at=draft.occurred_at,
        position=draft.position,
        stream=draft.originator_id,
        schema=draft.schema,
    )


def _external_names(interactions: Iterable[Interaction]) -> Iterator[tuple[str, str]]:
    """Of the interactions themselves, and of the events they name."""
    for one in interactions:
        if one.source is not None and one.external_id is not None:
            yield one.source, one.external_id
        if one.type in RECORD_KEEPING and (elsewhere := one.data.get("of")):
            yield elsewhere["source"], elsewhere["external_id"]
