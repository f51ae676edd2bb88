"""key_contact_left: somebody of influence there is gone, and we have not met who follows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import model_validator

from projections.calendar import from_day_number
from projections.contacts import DESCRIBED, MET
from projections.descriptions import Descriptions
from projections.facts import Facts
from projections.people import LEFT, SCALE, UNSAID, read_people, scaled
from projections.rows import NEVER, Rows
from projections.section import Days, Months, Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

GONE = Words(
    en="{contact} ({level:term}, {department}) left on {left_on:date}, {age_days:day|days} ago",
    zh="{contact}（{department:term}，{level:term}）于 {left_on:date} 离开，已过 {age_days} 天",
)
UNMET = Words(en="; the successor {successor} was not met", zh="；尚未会见继任者 {successor}")
UNKNOWN = Words(en="; no successor is known", zh="；继任者未知")
OPPOSES = Words(en="; the successor {successor} stands against us", zh="；继任者 {successor} 反对我们")
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 人。")
NOT_MET = Words(en="no meeting with the successor since {left_on:date}", zh="自 {left_on:date} 起没有与继任者会面")


class Limits(Section):
    """Whose leaving counts, and for how long."""

    influence: Part = said(0.3, "of contacts with this influence or more")
    decider_days: Days = said(60, "crisis: a decider gone for so long, and no successor met")
    attitude_months: Months = said(12, "crisis: a successor seen as an opponent in so many months")
    days: Days = said(365, "until a successor is met, for so many days at most")

    @model_validator(mode="after")
    def it_stands_long_enough(self) -> "Limits":
        if not self.decider_days <= self.days:
            raise ValueError("decider_days <= days must hold")
        return self


@dataclass(frozen=True, kw_only=True)
class Leavings:
    """Every ContactLeft. described: place in the descriptions valid that day, -1 without. day: local day number.

    said_at: by the field of these four, the moment when it was said; NEVER where it was not, and after the
    leaving where a contact was described only later. met_at: the moment the successor was first met on or after that
    day; NEVER without.
    """

    rows: Rows
    day: Ints
    influence: Ints
    level: list[str | None]
    role: list[str | None]
    department: list[str | None]
    said_at: Mapping[str, Ints]
    met_at: Ints

    def has_role(self, *roles: str) -> NDArray[np.bool_]:
        return np.array([role in roles for role in self.role], dtype=np.bool_)

    def has_level(self, *levels: str) -> NDArray[np.bool_]:
        return np.array([level in levels for level in self.level], dtype=np.bool_)


def severity(facts: Facts, columns: Ints) -> Severity:
    worst = np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    left = facts.history.of(LEFT)
    if len(left):
        np.maximum.at(worst, left.c, _levels(facts, columns))
    return worst


def read_leavings(facts: Facts) -> Leavings:
    left, told = facts.history.of(LEFT), facts.history.of(*DESCRIBED)
    descriptions = Descriptions(left, left.texts("contact_id"), told, facts.reviews)

    # of each who left where what was valid that day was said; -1 where nothing was
    valid = {
        name: descriptions.valid(np.flatnonzero(told.known(name)))
        for name in ("influence", "level", "role", "department")
    }

    def words(name: str) -> list[str | None]:
        said = [*told.texts(name), None]
        return [said[place] for place in valid[name].tolist()]

    day = facts.reviews.local_days(left.at)
    return Leavings(
        rows=left,
        day=day,
        influence=np.append(scaled(told), UNSAID)[valid["influence"]],
        level=words("level"),
        role=words("role"),
        department=words("department"),
        said_at={name: np.append(told.at, NEVER)[places] for name, places in valid.items()},
        met_at=_successor_met_at(facts, left, day),
    )


def _successor_met_at(facts: Facts, left: Rows, day: Ints) -> Ints:
    met_at = np.full(len(left), NEVER)
    met = facts.history.of(*MET)
    met = met.where(np.isin(met.c, left.c))
    if not len(met):
        return met_at
    on = facts.reviews.local_days(met.at)
    if met.few:
        _look_up(met_at, left, day, met, on)
    else:
        _join(met_at, left, day, met, on)
    return met_at


def _look_up(met_at: Ints, left: Rows, day: Ints, met: Rows, on: Ints) -> None:
    meetings = defaultdict[tuple[int, str], list[tuple[int, int]]](list)
    for c, ids, at, met_on in zip(met.c.tolist(), met.values("contact_ids"), met.at.tolist(), on.tolist(), strict=True):
        for contact in ids or ():
            meetings[c, contact].append((met_on, at))
    for place, (c, successor) in enumerate(zip(left.c.tolist(), left.texts("successor_id"), strict=True)):
        found = meetings[c, successor] if successor else []
        met_at[place] = min((at for met_on, at in found if met_on >= day[place]), default=NEVER)


def _join(met_at: Ints, left: Rows, day: Ints, met: Rows, on: Ints) -> None:
    of_left = pl.DataFrame({"place": np.arange(len(left)), "c": left.c, "id": left.column("successor_id"), "day": day})
    each = pl.DataFrame({"c": met.c, "id": met.column("contact_ids"), "at": met.at, "on": on})
    meetings = each.explode("id", empty_as_null=False).drop_nulls()
    found = of_left.drop_nulls("id").join(meetings, on=["c", "id"]).filter(pl.col("on") >= pl.col("day"))
    np.minimum.at(met_at, found["place"].to_numpy(), found["at"].to_numpy())


def _levels(facts: Facts, columns: Ints) -> Severity:
    """Severity per leaving and column."""
    left, limits = facts.once(read_leavings), facts.policy.signals.of(Limits)
    moments, age = facts.reviews.moments[columns][None, :], facts.reviews.days[columns][None, :] - left.day[:, None]
    said = {name: at[:, None] <= moments for name, at in left.said_at.items()}
    key = (left.influence >= round(limits.influence * SCALE))[:, None] & said["influence"]
    seen, met = left.rows.at[:, None] <= moments, left.met_at[:, None] <= moments
    opposes = _successor_opposes(facts, left, facts.reviews.moments[columns])
    decider = left.has_role("decider")[:, None] & said["role"]
    senior = left.has_level("middle", "executive")[:, None] & said["level"]
    serious = senior | left.has_role("coach", "decider")[:, None] & said["role"]
    holds = [
        ~(seen & key & (age < limits.days)) | (met & ~opposes),
        opposes | (decider & (age >= limits.decider_days) & ~met),
        serious,
    ]
    return np.select(holds, [NONE, CRISIS, ALERT], WATCH).astype(np.int8)


def _successor_opposes(facts: Facts, left: Leavings, moments: Ints) -> NDArray[np.bool_]:
    """Whether each successor was last seen as an opponent, leavings x moments."""
    people, months = facts.once(read_people), facts.policy.signals.of(Limits).attitude_months
    stands = people.attitudes(people.attitude_rows(moments, months))
    nobody = np.zeros((1, len(moments)), dtype=np.int64)
    successors = people.numbers(left.rows.c, left.rows.texts("successor_id"))
    opposes: NDArray[np.bool_] = np.concatenate([stands, nobody])[successors] < 0
    return opposes


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, left, limits = np.array([facts.reviews.asked]), facts.once(read_leavings), facts.policy.signals.of(Limits)
    level = _levels(facts, asked)[:, 0]
    opposes = _successor_opposes(facts, left, facts.reviews.moments[asked])[:, 0]
    today = int(facts.reviews.days[facts.reviews.asked])
    found = []
    for places in left.rows.places(customers):
        standing = places[level[places] > NONE]
        top = int(standing[np.lexsort((left.rows.position[standing], left.day[standing], -level[standing]))[0]])
        row, day = left.rows.at_places(np.array([top])), int(left.day[top])
        successor = row.texts("successor_id")[0]
        words = GONE + (OPPOSES if opposes[top] else UNKNOWN if successor is None else UNMET)
        found.append(
            Firing(
                value=today - day,
                threshold=limits.decider_days if level[top] == CRISIS and not opposes[top] else 0,
                unit="days",
                since=int(left.day[standing].min()),
                parts={
                    "contact": row.texts("contact_id")[0],
                    "level": left.level[top],
                    "role": left.role[top],
                    "department": left.department[top],
                    "left_on": str(from_day_number(day)),
                    "age_days": today - day,
                    "successor": successor,
                    "successor_opposes": bool(opposes[top]),
                    "others": len(standing) - 1,
                },
                words=words + (MORE if len(standing) > 1 else ALONE),
                evidence=left.rows.position[standing].tolist(),
                absences=[] if opposes[top] else [NOT_MET],
            )
        )
    return found


SIGNAL = Signal(
    name="key_contact_left", group="people", cause="customer", limits=Limits, severity=severity, explain=explain
)
