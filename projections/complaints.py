"""Complaints: their open spells, from raising or reopening until resolved, and how they were settled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.facts import Facts
from projections.rows import NEVER, Rows
from projections.windows import Ints

RAISED, RESOLVED, REOPENED = "ComplaintRaised", "ComplaintResolved", "ComplaintReopened"
OPENS = (RAISED, REOPENED)


@dataclass(frozen=True, kw_only=True)
class Spells:
    """rows: the events that open a spell, by customer, then time. severity: as raised. closed_at: microseconds, NEVER
    while open.
    """

    rows: Rows
    severity: list[str]
    reopened: NDArray[np.bool_]
    closed_at: Ints

    def is_severity(self, severity: str) -> NDArray[np.bool_]:
        return np.array([one == severity for one in self.severity], dtype=np.bool_)


def open_spells(facts: Facts) -> Spells:
    """Every spell of a complaint whose raising is known."""
    rows = facts.history.of(*OPENS, RESOLVED)
    types, raised_as = rows.texts("type"), rows.texts("severity")
    keys = list(zip(rows.c.tolist(), rows.texts("complaint_id"), strict=True))
    severity = dict[tuple[int, str | None], str]()
    opens: list[int] = []
    known: list[str] = []
    for place, (key, kind) in enumerate(zip(keys, types, strict=True)):
        said = raised_as[place]
        if said is not None:
            severity[key] = said
        if kind != RESOLVED and key in severity:
            opens.append(place)
            known.append(severity[key])
    resolved = dict[tuple[int, str | None], int]()
    closed_at = np.full(len(rows), NEVER)
    for place in reversed(range(len(rows))):
        if types[place] == RESOLVED:
            resolved[keys[place]] = int(rows.at[place])
        closed_at[place] = resolved.get(keys[place], NEVER)
    places = np.array(opens, dtype=np.int64)
    return Spells(
        rows=rows.at_places(places),
        severity=known,
        reopened=np.array([types[place] == REOPENED for place in opens], dtype=np.bool_),
        closed_at=closed_at[places],
    )


@dataclass(frozen=True, kw_only=True)
class Settled:
    """rows: resolutions, by customer, then time. until: microseconds at which something else became of the complaint,
    NEVER while nothing did.
    """

    rows: Rows
    until: Ints


def unsatisfied(facts: Facts) -> Settled:
    """Every resolution of a complaint whose raising is known, of which the customer said that it does not satisfy."""
    rows = facts.history.of(*OPENS, RESOLVED)
    types, said = rows.texts("type"), rows.column("satisfied").to_list()
    keys = list(zip(rows.c.tolist(), rows.texts("complaint_id"), strict=True))
    raised = set[tuple[int, str | None]]()
    found: list[int] = []
    following = dict[int, int]()
    last = dict[tuple[int, str | None], int]()
    for place, (key, kind) in enumerate(zip(keys, types, strict=True)):
        if key in last:
            following[last[key]] = int(rows.at[place])
        last[key] = place
        if kind == RAISED:
            raised.add(key)
        if kind == RESOLVED and said[place] is False and key in raised:
            found.append(place)
    return Settled(
        rows=rows.at_places(np.array(found, dtype=np.int64)),
        until=np.array([following.get(place, NEVER) for place in found], dtype=np.int64),
    )


@dataclass(frozen=True, kw_only=True)
class Troubles:
    """Stretches of time in which a complaint was open, or closed and not satisfying: from begin until before end, never
    two at once of one complaint. All moments in microseconds; raised_at, position and minor of the raising.
    """

    customer: Ints
    raised_at: Ints
    position: Ints
    minor: NDArray[np.bool_]
    begin: Ints
    end: Ints


def troubles(facts: Facts) -> Troubles:
    """Of every complaint whose raising is known."""
    spells, settled, raised = facts.once(open_spells), facts.once(unsatisfied), facts.history.of(RAISED)
    place = {
        key: number for number, key in enumerate(zip(raised.c.tolist(), raised.texts("complaint_id"), strict=True))
    }
    keys = [
        key
        for rows in (spells.rows, settled.rows)
        for key in zip(rows.c.tolist(), rows.texts("complaint_id"), strict=True)
    ]
    of = np.array([place[key] for key in keys], dtype=np.int64)
    row = np.concatenate([spells.rows.row, settled.rows.row])
    end = np.concatenate([spells.closed_at, settled.until])
    # Reopened while it was open (its resolution was retracted, or occurred later than said): one stretch ends there.
    order = np.lexsort((row, of))
    again = np.flatnonzero(of[order[1:]] == of[order[:-1]])
    begin = np.concatenate([spells.rows.at, settled.rows.at])
    end[order[again]] = np.minimum(end[order[again]], begin[order[again + 1]])
    return Troubles(
        customer=raised.c[of],
        raised_at=raised.at[of],
        position=raised.position[of],
        minor=raised.equal("severity", "minor")[of],
        begin=begin,
        end=end,
    )
