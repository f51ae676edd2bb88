"""The questions people ask of a ledger, each answered at three clocks: book, standing, history, timeline."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from ledger.errors import UnknownCustomer
from ledger.recorded import RecordedEvent
from ledger.times import LATEST
from ledger.unknown_events import UnknownEvents
from projections.book import book_rows, rows_of
from projections.book_counts import BookCounts
from projections.calendar import local
from projections.choosing import choosing
from projections.clocks import Clocks
from projections.compliance_concern import concern_signal
from projections.counting import COUNTED_TYPES, count_rows
from projections.duplicates import duplicates
from projections.effective import History, effective
from projections.history import history_rows
from projections.journal import RECORD_KEEPING, Journal, read_journal
from projections.journal.building import DIRECTORY as JOURNAL
from projections.journal.files import Broken
from projections.judgement import Judgement
from projections.judging import judge_at
from projections.merging import Swept, swept_at
from projections.overrides import CLEARED, overrides
from projections.overrides import SET as OVERRIDDEN
from projections.parameters import Parameters, parameters_of
from projections.portfolio import portfolio_rows
from projections.replay.replaying import replayed_book
from projections.replay.workers import Workers
from projections.sales import sales_rows
from projections.standing import standing as standing_of
from projections.timeline import timeline_rows
from projections.views.book_slices import BookLog
from projections.views.current import current_book, current_counts, current_rows, present_counts
from projections.views.store import Located, Views, views_of
from projections.words import Language

Row = dict[str, Any]

_LOG = logging.getLogger("guanxi.answers")


class Ledger(BookLog, Protocol):
    """What the answers read; ledger.application.Ledger is one."""

    def stream(self, customer: str, *, for_compliance: bool = False) -> Sequence[RecordedEvent]: ...


@runtime_checkable
class Telling(Protocol):
    """A ledger that can tell what answers left out, because only a later version can read it."""

    unknown: UnknownEvents


def book(ledger: Ledger, clocks: Clocks, *, sort: str | None = None, **filters: str | None) -> list[Row]:
    """Book rows, by code or by `sort` (a field, "-" before it for descending; unknown values last).

    filters: stage, momentum, risk, owner, tier (equal), signal (fires), search (in code or name, any case). Invalid for
    a name or a field that the book does not know.
    """
    choose = choosing(sort=sort, **filters)
    return choose(whole_book(ledger, clocks))


def portfolio(now: Sequence[Row], then: Sequence[Row], clocks: Clocks, *, language: Language = "en") -> list[Row]:
    """Portfolio rows from the whole book at the clocks, and at those where movements begin (clocks.beginning)."""
    on = local(clocks.as_of, clocks.policy.zone).date()
    return portfolio_rows(now, then, on=on, policy=clocks.policy.momentum, language=language)


def standing(ledger: Ledger, code: str, clocks: Clocks, parameters: Parameters | None = None) -> Row:
    """The standing of one customer, of a merged one that of the survivor; raises UnknownCustomer when it is not in the
    book at the clocks.

    parameters: of the whole book at the clocks, where they are at hand.
    """
    judgement = _judge_one(ledger, code, clocks, parameters)
    return _overruled(ledger, judgement, standing_of(judgement, 0, clocks), clocks)


def history(ledger: Ledger, code: str, clocks: Clocks, parameters: Parameters | None = None) -> list[Row]:
    """History rows of one customer, one per review up to as_of; parameters as for the standing."""
    return told_of(ledger, code, clocks, parameters).history


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that is said of one customer, of one judgement. sales: its monthly sales report."""

    standing: Row
    history: list[Row]
    sales: list[Row]


def told_of(
    ledger: Ledger, code: str, clocks: Clocks, parameters: Parameters | None = None, *, language: Language = "en"
) -> Told:
    """As standing and history, for half the work. language: of the sentences."""
    judgement = _judge_one(ledger, code, clocks, parameters, every_review=True)
    return Told(
        standing=_overruled(ledger, judgement, standing_of(judgement, 0, clocks, language), clocks),
        history=history_rows(judgement, 0, language),
        sales=sales_rows(judgement.facts, 0),
    )


def timeline(
    ledger: Ledger,
    code: str,
    clocks: Clocks,
    *,
    order: str = "desc",
    include_retracted: bool = False,
    in_book: bool = False,
    language: Language = "en",
) -> list[Row]:
    """Timeline rows of one customer and all merged into it; raises UnknownCustomer when it is not in the book at the
    clocks. in_book: whether it is, as told_of has found, is not looked at again.
    """
    if not in_book:
        _one(ledger, code, clocks)
    return _timeline(ledger, code, clocks, order=order, include_retracted=include_retracted, language=language)


def _timeline(
    ledger: Ledger,
    code: str,
    clocks: Clocks,
    *,
    order: str = "desc",
    include_retracted: bool = False,
    types: Collection[str] | None = None,
    language: Language = "en",
) -> list[Row]:
    """types: of these only, None for all."""
    swept = swept_at(ledger, clocks.cut)
    streams = swept.family([code])
    events = (event for stream in streams for event in ledger.stream(stream) if types is None or event.type in types)
    return timeline_rows(
        sorted(events, key=lambda event: event.position),
        clocks,
        reverted=swept.of(ledger, streams, cut=clocks.cut).reverted,
        ascending=order == "asc",
        include_retracted=include_retracted,
        language=language,
    )


def _overruled(ledger: Ledger, judgement: Judgement, found: Row, clocks: Clocks) -> Row:
    """The standing with what people say against it. Author and reason stand in the events alone."""
    if not len(judgement.facts.history.of(OVERRIDDEN)):
        return found
    types = (OVERRIDDEN, CLEARED, *RECORD_KEEPING)
    rows = _timeline(ledger, found["code"], clocks, order="asc", types=types)
    on = str(local(clocks.as_of, clocks.policy.zone).date())
    return found | {"overrides": overrides(rows, found, on)}


def open_concern(ledger: Ledger, code: str, clocks: Clocks) -> Row | None:
    """The signal compliance_concern of one customer, for the compliance role only; None without an open concern."""
    swept = swept_at(ledger, clocks.cut)
    streams = swept.family([code])
    told = (event for stream in streams for event in ledger.stream(stream, for_compliance=True))
    events = sorted(told, key=lambda event: event.position)
    return concern_signal(events, clocks, reverted=swept.of(ledger, streams, cut=clocks.cut).reverted)


def likely_duplicates(ledger: Ledger, clocks: Clocks) -> list[Row]:
    """Customers in the book that are likely one and the same (projections/duplicates.py)."""
    history = _whole_history(ledger, clocks)
    return duplicates(history) if history.codes else []


def whole_book(ledger: Ledger, clocks: Clocks) -> list[Row]:
    """Every book row, by code; of the views where they stand at these clocks."""
    views = _views(ledger)
    rows = current_book(views, ledger, clocks) if views else None
    if rows is not None:
        return rows
    with Workers(lambda: ledger, 1) as here:
        try:
            return rows_of(replayed_book(ledger, clocks, here, journal=_journal(ledger)))
        except Broken as broken:
            _LOG.warning("the journal is not read, since %s: guanxi journal build mends it", broken)
            return rows_of(replayed_book(ledger, clocks, here, journal=None))


def some_rows(ledger: Ledger, clocks: Clocks, parameters: Parameters, codes: Sequence[str]) -> list[Row]:
    """The book rows of some customers, whole families; of the views where they stand at these very clocks."""
    views = _views(ledger)
    rows = current_rows(views, ledger, clocks, codes) if views else None
    if rows is not None:
        return rows
    swept = swept_at(ledger, clocks.cut).of(ledger, codes, cut=clocks.cut)
    history = _history(read_journal(ledger.rows(upto=clocks.cut, streams=codes)), clocks, swept)
    if not history.codes:
        return []
    return book_rows(judge_at(history, clocks, parameters))


def present_count(ledger: Ledger, clocks: Clocks) -> BookCounts | None:
    """The counts as below where the views stand at these very clocks; None elsewhere."""
    views = _views(ledger)
    return present_counts(views, ledger, clocks) if views else None


def count_book(ledger: Ledger, clocks: Clocks) -> BookCounts:
    """The counts from which follows what the whole book says; of the views where they can tell."""
    views = _views(ledger)
    known = current_counts(views, ledger, clocks) if views else None
    if known is not None:
        return known
    swept = swept_at(ledger, clocks.cut).of(ledger, None, cut=clocks.cut)
    rows = ledger.rows(upto=clocks.cut, types=COUNTED_TYPES)
    return count_rows(rows, clocks, swept)


def _unknown(ledger: Ledger) -> UnknownEvents | None:
    """Where to note what only a later version can read."""
    return ledger.unknown if isinstance(ledger, Telling) else None


def _journal(ledger: Ledger) -> Path | None:
    """Where the journal of this ledger would be."""
    return ledger.directory / JOURNAL if isinstance(ledger, Located) else None


def _views(ledger: Ledger) -> Views | None:
    """Where the views of this ledger would be, which answer some questions faster."""
    return views_of(ledger) if isinstance(ledger, Located) else None


def _whole_history(ledger: Ledger, clocks: Clocks) -> History:
    swept = swept_at(ledger, clocks.cut).of(ledger, None, cut=clocks.cut)
    return _history(read_journal(ledger.rows(upto=clocks.cut), _unknown(ledger)), clocks, swept)


def _history(journal: Journal, clocks: Clocks, swept: Swept) -> History:
    return effective(journal, cut=clocks.cut, as_of=clocks.as_of, swept=swept)


def _one(ledger: Ledger, code: str, clocks: Clocks) -> History:
    """The history of one customer, or a clear word on why it is not in the book."""
    swept = swept_at(ledger, clocks.cut)
    streams = swept.family([code])
    swept = swept.of(ledger, streams, cut=clocks.cut)
    journal = read_journal(ledger.rows(upto=clocks.cut, streams=streams), _unknown(ledger))
    found = _history(journal, clocks, swept)
    if found.codes:
        return found
    if not effective(journal, cut=clocks.cut, as_of=LATEST, swept=swept).codes:
        raise UnknownCustomer(
            f"no customer {code!r} is registered"
            + ("" if clocks.cut == clocks.position else f" by {clocks.known_at_text()}"),
            "Check the code with guanxi book, or ask at a later known_at",
            "/customer",
        )
    raise UnknownCustomer(
        f"nothing had happened with customer {code!r} by {clocks.as_of_text()}", "Ask at a later as_of", "/customer"
    )


def _judge_one(
    ledger: Ledger, code: str, clocks: Clocks, parameters: Parameters | None, *, every_review: bool = False
) -> Judgement:
    found = _one(ledger, code, clocks)
    if parameters is None:
        parameters = parameters_of(count_book(ledger, clocks))
    return judge_at(found, clocks, parameters, every_review=every_review)
