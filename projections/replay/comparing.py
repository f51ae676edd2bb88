"""The whole book under two policies, part by part: who differs, and since when."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from projections.clocks import Clocks
from projections.effective import effective
from projections.judging import judge_at
from projections.parameters import Parameters, parameters_of
from projections.policy_effect import changes, totals
from projections.replay.dividing import parts_of
from projections.replay.parts import Part, Reader
from projections.replay.replaying import Tell
from projections.replay.sending import SentClocks, received, sent
from projections.replay.work import counted
from projections.replay.workers import Workers
from projections.views.book_slices import BookLog

AT_ONCE = 50_000  # events in a part: every review is judged twice

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """How many customers a part has, and who of them differs; both judged at every review."""

    old: SentClocks
    new: SentClocks
    parameters: tuple[Parameters, Parameters]

    def __call__(self, reader: Reader, part: Part) -> tuple[int, list[Row]]:
        journal, swept = reader.read(part, self)
        found = []
        for one, parameters in zip((self.old, self.new), self.parameters, strict=True):
            clocks = received(one)
            history = effective(journal, cut=clocks.cut, as_of=clocks.as_of, swept=swept)
            if not history.codes:
                return 0, []
            found.append(judge_at(history, clocks, parameters, every_review=True))
        customers, rows = len(found[0].facts.history.codes), changes(found[0], found[1])
        for judgement in found:
            judgement.facts.forget()
        return customers, rows


def compared_book(
    log: BookLog,
    old: Clocks,
    new: Clocks,
    workers: Workers,
    *,
    journal: Path | None = None,
    tell: Tell = lambda more: None,
) -> tuple[list[Row], Row]:
    """Rows by code, and what they add up to (policy_effect.py). old, new: the same moment and knowledge under two
    policies.
    """
    parts = parts_of(log, old, journal, at_once=AT_ONCE)
    parameters = tuple(parameters_of(counted(workers, sent(clocks), parts)) for clocks in (old, new))
    work = Comparing(old=sent(old), new=sent(new), parameters=(parameters[0], parameters[1]))
    rows: list[Row] = []
    customers = 0
    for part, (many, found) in workers.map(work, parts):
        customers += many
        rows += found
        tell(part.events)
    rows.sort(key=lambda row: row["code"])
    return rows, totals(rows, customers)
