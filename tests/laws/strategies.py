"""Random histories that keep the rules, the clocks to ask at, and other orders they could have arrived in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.laws.acts import LATENESS, THEMES, Act, order_runs, partnerships, single_acts
from tests.laws.documents import Document, History
from tests.laws.instants import Place, anchors, asked, places, zones
from tests.laws.keeping import KEEPING, after, retraction_of
from tests.laws.loyalty_acts import LOYALTY_DEALINGS, LOYALTY_THEMES, loyalty_acts
from tests.laws.rules import DEALINGS, INSTEAD, Draft, Recorded, Situation
from tests.laws.signal_acts import SIGNAL_THEMES, signal_acts
from tests.laws.signal_dealings import SIGNAL_DEALINGS
from tests.oracle.moments import MICROSECOND

RULES = DEALINGS | SIGNAL_DEALINGS | LOYALTY_DEALINGS | KEEPING
EVERYTHING = (*THEMES, *SIGNAL_THEMES, *LOYALTY_THEMES)
NO_MORE: st.SearchStrategy[list[Act]] = st.just([])
CURRENCIES = ("EUR", "EUR", "EUR", "JPY", "KWD", "USD")


class Composer:
    """Records the acts of one customer in the order they become known, leaving out what the rules refuse."""

    def __init__(self, customer: str, currency: str, anchor: date, zone: ZoneInfo) -> None:
        self.customer = customer
        self.currency = currency
        self.anchor = anchor
        self.zone = zone
        self.recorded: list[Recorded] = []
        self.in_force: dict[str, list[Recorded]] = {}
        self.taken: set[datetime] = set()

    @property
    def situation(self) -> Situation:
        return Situation(
            recorded=self.recorded,
            in_force=self.in_force,
            currency=self.currency,
            fresh=len(self.recorded) + 1,
            anchor=self.anchor,
            zone=self.zone,
        )

    def perform(self, act: Act) -> None:
        """Where there is nothing to close, meet or resume yet, what it asks for is made instead."""
        draft = RULES[act.kind](self.situation, act)
        if draft is None and act.kind in INSTEAD:
            kind, say = INSTEAD[act.kind]
            draft = RULES[kind](self.situation, replace(act, say=say))
        if draft is not None:
            occurred_at = act.at.instant(self.anchor, self.zone)
            self.record(draft, occurred_at, occurred_at + act.late)

    def record(self, draft: Draft, occurred_at: datetime, recorded_at: datetime) -> None:
        if "occurred_at" in draft.data:
            draft = replace(draft, data={**draft.data, "occurred_at": self.free(draft.data["occurred_at"])})
        if self.recorded:
            recorded_at = max(recorded_at, self.recorded[-1].document.recorded_at + MICROSECOND)
        document = Document(
            name=f"{self.customer}-{len(self.recorded) + 1}",
            customer=self.customer,
            type=draft.type,
            occurred_at=self.free(occurred_at),
            recorded_at=recorded_at,
            data=draft.data,
            target=draft.target,
            needs=after(self.situation, draft),
        )
        self.keep(Recorded(draft=draft, document=document))

    def keep(self, done: Recorded) -> None:
        target = done.draft.target
        if done.draft.type == "EventRestored":
            self.in_force[target or ""].pop()
        elif target in self.in_force or any(r.document.name == target and not r.draft.target for r in self.recorded):
            self.in_force.setdefault(target or "", []).append(done)
        elif target is not None:
            for name, acts in self.in_force.items():
                self.in_force[name] = [act for act in acts if act.document.name != target]
        self.recorded.append(done)

    def free(self, instant: datetime) -> datetime:
        """No two events of one customer at the same instant, corrected times included."""
        while instant in self.taken:
            instant += MICROSECOND
        self.taken.add(instant)
        return instant

    def perform_all(self, acts: Sequence[Act]) -> None:
        """In the order they become known."""
        for act in sorted(acts, key=lambda act: act.at.instant(self.anchor, self.zone) + act.late):
            self.perform(act)

    def register(self, place: Place, owner_managed: bool | None) -> None:
        data: dict[str, Any] = {"name": self.customer, "currency": self.currency}
        if owner_managed is not None:
            data["owner_managed"] = owner_managed
        occurred_at = place.instant(self.anchor, self.zone)
        draft = Draft(type="CustomerRegistered", data=data, makes=f"customer:{self.customer}")
        self.record(draft, occurred_at, occurred_at + LATENESS[0])

    def forget(self) -> None:
        """Take the registration back; nothing can be recorded after it."""
        latest = self.recorded[-1].document.recorded_at
        self.record(retraction_of(self.recorded[0]), latest, latest + LATENESS[0])


def themed(theme: str) -> st.SearchStrategy[Act]:
    if theme in LOYALTY_THEMES:
        return loyalty_acts(theme)
    return signal_acts(theme) if theme in SIGNAL_THEMES else single_acts(theme)


@st.composite
def one_customer(
    draw: st.DrawFn, customer: str, anchor: date, zone: ZoneInfo, more: st.SearchStrategy[list[Act]] = NO_MORE
) -> list[Document]:
    fewest = draw(st.sampled_from((0, 10, 30)))
    acts = list(draw(st.lists(themed(draw(st.sampled_from(EVERYTHING))), min_size=fewest, max_size=60)))
    for run in draw(st.lists(order_runs(), max_size=2)):
        acts += run
    if draw(st.booleans()):
        acts += draw(partnerships())
    acts += draw(more)
    composer = Composer(customer, draw(st.sampled_from(CURRENCIES)), anchor, zone)
    composer.register(draw(places()), draw(st.sampled_from((None, True, False))))
    composer.perform_all(acts)
    if draw(st.integers(0, 19)) == 19:
        composer.forget()
    return [r.document for r in composer.recorded]


@st.composite
def histories(draw: st.DrawFn, *, customers: int = 2, more: st.SearchStrategy[list[Act]] = NO_MORE) -> History:
    """customers: at most so many; they share zone and anchor. more: what happens to each besides."""
    anchor, zone = draw(anchors()), draw(zones())
    count = draw(st.integers(1, customers))
    documents = [d for n in range(count) for d in draw(one_customer(f"C{n + 1}", anchor, zone, more))]
    return History(documents=tuple(one_at_a_time(documents)), zone=zone, anchor=anchor)


def one_at_a_time(documents: Sequence[Document]) -> list[Document]:
    """By recorded_at, each at least one microsecond after the one before."""
    ordered: list[Document] = []
    for document in sorted(documents, key=lambda d: d.recorded_at):
        earliest = ordered[-1].recorded_at + MICROSECOND if ordered else document.recorded_at
        ordered.append(replace(document, recorded_at=max(document.recorded_at, earliest)))
    return ordered


def dates_asked(history: History) -> st.SearchStrategy[date | datetime]:
    """An as_of near the anchor, at a boundary, or around the instant of an event."""
    events = st.builds(
        lambda document, off: document.occurred_at + off * MICROSECOND,
        st.sampled_from(history.documents),
        st.integers(-1, 1),
    )
    return asked(history.anchor, history.zone) | events


def known(history: History) -> st.SearchStrategy[datetime | None]:
    """None, or an instant when a document was recorded, or right before."""
    recorded = st.builds(
        lambda document, off: document.recorded_at - off * MICROSECOND,
        st.sampled_from(history.documents),
        st.integers(0, 1),
    )
    return st.none() | recorded


def ranks(history: History) -> st.SearchStrategy[dict[str, float]]:
    """A random place in the queue for every document."""
    return st.randoms(use_true_random=False).map(lambda r: {d.name: r.random() for d in history.documents})


def in_another_order(documents: Sequence[Document], ranks: Mapping[str, float]) -> list[Document]:
    """By rank, except that every document waits for those it needs."""
    waiting, arrived = list(documents), dict[str, Document]()
    while waiting:
        ready = [d for d in waiting if d.needs <= arrived.keys()]
        following = min(ready, key=lambda d: ranks[d.name])
        arrived[following.name] = following
        waiting.remove(following)
    return list(arrived.values())
