"""Who was met, and what department and level they had on that day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projections.descriptions import Descriptions
from projections.effective import History
from projections.listed import Texts, each
from projections.reviews import Reviews
from projections.rows import Rows
from projections.windows import Ints

MET = ("VisitMade", "CallMade", "ExecutiveMeetingHeld", "ValueDemonstrated")
CONTACT = (*MET, "MessageExchanged")
DESCRIBED = ("ContactAdded", "ContactChanged")
EXECUTIVE_MEETING = "ExecutiveMeetingHeld"
LEVELS = ("operational", "middle", "executive")


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """One row per thing known of somebody met: a department or a level; a meeting may itself name a department.

    at: moment of the meeting. seen: first column that sees the meeting and what is known of the contact. department:
    number of the department's name, -1 where the row is of a level. level: the contact's level on that day as a place
    in LEVELS, -1 where the row is of a department.
    """

    customer: Ints
    at: Ints
    seen: Ints
    department: Ints
    level: Ints

    @property
    def executive(self) -> NDArray[np.bool_]:
        """Which rows say that an executive was met."""
        found: NDArray[np.bool_] = self.level == LEVELS.index("executive")
        return found


def read_meetings(history: History, reviews: Reviews, aliases: Mapping[str, str]) -> Meetings:
    """Join every contact met to the department and level it had on that day (descriptions.py)."""
    met, said = history.of(*MET), history.of(*DESCRIBED)
    by_contact, contact = _each_contact(met)
    descriptions = Descriptions(by_contact, contact, said, reviews)
    number = _numbers((*said.texts("department"), *met.texts("department")), aliases)
    said_department = np.array([number[text] for text in said.texts("department")], dtype=np.int64)
    met_department = np.array([number[text] for text in met.texts("department")], dtype=np.int64)
    department = descriptions.valid(np.flatnonzero(said_department >= 0))
    level = descriptions.valid(np.flatnonzero(said.known("level")))
    of_department, of_level = department >= 0, level >= 0
    itself = met.where(met_department >= 0)
    at = np.concatenate([by_contact.at[of_department], by_contact.at[of_level], itself.at])
    known_at = np.concatenate([said.at[department[of_department]], said.at[level[of_level]], itself.at])
    nothing, unsaid = np.full(int(of_level.sum()), -1), np.full(int(of_department.sum()), -1)
    levels = np.array([LEVELS.index(text) if text in LEVELS else -1 for text in said.texts("level")], dtype=np.int64)
    return Meetings(
        customer=np.concatenate([by_contact.c[of_department], by_contact.c[of_level], itself.c]),
        at=at,
        seen=reviews.seen_from(np.maximum(at, known_at)),
        department=np.concatenate(
            [said_department[department[of_department]], nothing, met_department[met_department >= 0]]
        ),
        level=np.concatenate([unsaid, levels[level[of_level]], np.full(len(itself), -1)]),
    )


def _each_contact(met: Rows) -> tuple[Rows, Texts]:
    """A row per contact met, and who it was."""
    place, contact = each(met, "contact_ids")
    return met.at_places(place), contact


def _numbers(names: Iterable[str | None], aliases: Mapping[str, str]) -> dict[str | None, int]:
    """A number per department, equal for spellings that mean the same; -1 for unknown."""
    same = {_folded(spelling): _folded(name) for spelling, name in aliases.items()}
    distinct = {name for name in names if name is not None}
    folded = {name: same.get(_folded(name), _folded(name)) for name in distinct}
    number = {name: place for place, name in enumerate(sorted(set(folded.values())))}
    return {None: -1, **{name: number[folded[name]] for name in distinct}}


def _folded(name: str) -> str:
    return name.strip().casefold()
