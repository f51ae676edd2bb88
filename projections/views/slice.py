"""Some whole customers as the views show them: the one way rows are made, live or in a rebuild."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from projections.advice.advising import SHOWN_FIRST, Advising
from projections.book import book_rows
from projections.book_counts import BookCounts
from projections.clocks import Clocks
from projections.effective import effective
from projections.facts import NOT_KNOWN_YET, Facts
from projections.journal import Journal, LogRow, read_journal, unread
from projections.judgement import judge_facts
from projections.judging import facts_at
from projections.merging import UNSWEPT, Swept
from projections.parameters import Parameters
from projections.standing import standings
from projections.views.advice_table import ADVICE, advice_rows
from projections.views.columns import Table, ViewRow
from projections.views.history_table import HISTORY, history_rows
from projections.views.indicators_table import INDICATORS, indicator_rows
from projections.views.openings_table import OPENINGS, opening_rows
from projections.views.orders_table import ORDERS_TABLE, order_rows
from projections.views.people_table import PEOPLE, people_rows
from projections.views.returns_table import RETURNS, return_rows
from projections.views.sales_table import SALES, monthly_rows
from projections.views.signals_table import SIGNALS_TABLE, signal_rows
from projections.views.standing_table import STANDING, standing_row
from projections.views.tables import CUSTOMER_TABLES, JUDGED, TODAYS
from projections.views.timeline_table import TIMELINE, timeline_rows

Rows = dict[str, list[ViewRow]]


@dataclass(frozen=True, kw_only=True)
class Slice:
    """journal: of whole customers. later: what only a later version can read. facts: of those in the book, None when
    none is; their parameters are not known yet.
    """

    journal: Journal
    later: Sequence[LogRow]
    clocks: Clocks
    swept: Swept
    facts: Facts | None

    @property
    def codes(self) -> list[str]:
        """The customers in the book, ascending."""
        return self.facts.history.codes if self.facts else []

    def counts(self) -> BookCounts:
        """What they add to what the book says."""
        return self.facts.counts() if self.facts else BookCounts()

    def latest_at(self) -> int:
        """When the latest of their events occurred; 0 without any."""
        return int(self.facts.history.at.max()) if self.facts else 0


def read_slice(rows: Sequence[LogRow], clocks: Clocks, swept: Swept = UNSWEPT) -> Slice:
    """rows: of whole customers, and of all that count as the same ones, ascending in position, none beyond the clocks'
    cut. swept: at that cut.
    """
    return slice_of_journal(read_journal(rows), clocks, swept, later=unread(rows))


def slice_of_journal(journal: Journal, clocks: Clocks, swept: Swept, *, later: Sequence[LogRow] = ()) -> Slice:
    """The same from the journal of such rows. later: those that no journal holds."""
    history = effective(journal, cut=clocks.cut, as_of=clocks.as_of, swept=swept)
    facts = facts_at(history, clocks, NOT_KNOWN_YET) if history.codes else None
    return Slice(journal=journal, later=later, clocks=clocks, swept=swept, facts=facts)


def view_rows(
    customers: Slice, parameters: Parameters, *, wanted: Collection[Table] = CUSTOMER_TABLES, told: int = 0
) -> Rows:
    """Their rows in each of the wanted tables, by name. told: of the timeline only those after this position."""
    clocks, facts = customers.clocks, customers.facts
    if facts is None:
        return {table.name: [] for table in wanted}
    found: Rows = {}
    if TIMELINE in wanted:
        found[TIMELINE.name] = timeline_rows(
            customers.journal,
            customers.swept,
            codes=facts.history.codes,
            as_of=clocks.as_of,
            zone=clocks.policy.zone,
            later=customers.later,
            after=told,
        )
    if ORDERS_TABLE in wanted:
        found[ORDERS_TABLE.name] = order_rows(facts)
    if RETURNS in wanted:
        found[RETURNS.name] = return_rows(facts)
    if PEOPLE in wanted:
        found[PEOPLE.name] = people_rows(facts)
    if OPENINGS in wanted:
        found[OPENINGS.name] = opening_rows(facts)
    if SALES in wanted:
        found[SALES.name] = monthly_rows(facts)
    if any(table in wanted for table in JUDGED):
        found |= _judged_rows(facts.with_parameters(parameters), clocks, wanted)
    return found


def _judged_rows(facts: Facts, clocks: Clocks, wanted: Collection[Table]) -> Rows:
    """Those in which something is judged."""
    judgement, everybody = judge_facts(facts, every_review=HISTORY in wanted), np.arange(len(facts.history.codes))
    found: Rows = {HISTORY.name: history_rows(judgement)} if HISTORY in wanted else {}
    if any(table in wanted for table in TODAYS):
        said, advising = standings(judgement, everybody, clocks), Advising(judgement.facts)
        found[STANDING.name] = [standing_row(*pair) for pair in zip(book_rows(judgement), said, strict=True)]
        found[SIGNALS_TABLE.name] = [row for one in said for row in signal_rows(one["code"], one["risk"]["signals"])]
        found[INDICATORS.name] = [row for one in said for row in indicator_rows(one)]
        found[ADVICE.name] = [
            row
            for place, one in enumerate(said)
            for row in advice_rows(one["code"], advising.of(place, one, most=SHOWN_FIRST))
        ]
    judgement.facts.forget()
    return found
