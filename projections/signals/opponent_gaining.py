"""opponent_gaining: the people there turn against us."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from projections.calendar import day_end, from_day_number
from projections.facts import Facts
from projections.figures import ratio
from projections.people import OBSERVED, Flags, People, read_people
from projections.section import Count, Days, Months, Part, Section, said
from projections.signals.definition import ALERT, CRISIS, NONE, WATCH, Firing, Severity, Signal
from projections.windows import Ints
from projections.words import Words

Mean = Annotated[float, Field(ge=-1, le=1)]

LOW = Words(
    en="The mean attitude of the people there is {mean} (from -1 to 1), by {observed:observation|observations}.",
    zh="我们所认识的对方人员的平均态度为 {mean}（-1 至 1），依据 {observed} 次观察。",
)
FELL = Words(
    en="The mean attitude of the same people fell from {mean_before} to {mean} in {days} days.",
    zh="同一批人员的平均态度在 {days} 天内从 {mean_before} 降至 {mean}。",
)
DECIDER = Words(en="A decider stands against us: {deciders}.", zh="有决策者反对我们：{deciders}。")


class Limits(Section):
    """The mean attitude, from -1 to 1, weighted by influence."""

    months: Months = said(12, "an observed attitude counts for so many months")
    known_from: Count = said(2, "known where so many were observed, or half the influence")
    fall: Part = said(0.3, "watch: fell by so much ...")
    days: Days = said(182, "... in so many days, of the same people")
    alert: Mean = said(0.0, "below this, or a decider opposes")
    crisis: Mean = said(-0.5, "below this")

    @model_validator(mode="after")
    def severities_rise(self) -> "Limits":
        if not self.crisis <= self.alert:
            raise ValueError("crisis <= alert must hold")
        return self


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Customers x columns, nan where unknown. mean: of who is there. now, before: of who is there and was. opposing:
    persons x columns, deciders against us.
    """

    mean: NDArray[np.float64]
    now: NDArray[np.float64]
    before: NDArray[np.float64]
    opposing: Flags

    def fell(self, limits: Limits) -> Flags:
        fell: Flags = np.round(self.before - self.now, 9) >= limits.fall
        return fell


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(OBSERVED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    limits, people = facts.policy.signals.of(Limits), facts.once(read_people)
    stand = stand_at(facts, people, columns)
    decider = people.by_customer(stand.opposing.astype(np.int64)) > 0
    holds = [stand.mean < limits.crisis, (stand.mean < limits.alert) | decider, stand.fell(limits)]
    return np.select(holds, [CRISIS, ALERT, WATCH], NONE).astype(np.int8)


def stand_at(facts: Facts, people: People, columns: Ints) -> Stand:
    limits, reviews = facts.policy.signals.of(Limits), facts.reviews
    moments = reviews.moments[columns]
    earlier = np.array(
        [day_end(from_day_number(int(day) - limits.days), reviews.zone) for day in reviews.days[columns]]
    )
    there = people.present(moments)
    both = there & people.present(earlier)
    attitudes = people.attitudes(people.attitude_rows(moments, limits.months))
    return Stand(
        mean=mean_attitude(people, moments, there, limits),
        now=mean_attitude(people, moments, both, limits),
        before=mean_attitude(people, earlier, both, limits),
        opposing=there & people.has_role("decider", moments) & (attitudes < 0),
    )


def mean_attitude(people: People, moments: Ints, counted: Flags, limits: Limits) -> NDArray[np.float64]:
    """Weighted by influence over those counted, unobserved ones as neutral; nan where too few were observed."""
    rows, influence = people.attitude_rows(moments, limits.months), people.influence(moments) * counted
    observed = counted & (rows >= 0)
    total = people.by_customer(influence)
    known = (people.by_customer(observed.astype(np.int64)) >= limits.known_from) | (
        2 * people.by_customer(influence * observed) >= total
    )
    mean = np.round(people.by_customer(influence * people.attitudes(rows)) / np.maximum(total, 1), 9)
    return np.where(known & (total > 0), mean, np.nan)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    limits, asked, people = facts.policy.signals.of(Limits), np.array([facts.reviews.asked]), facts.once(read_people)
    stand, moments = stand_at(facts, people, asked), facts.reviews.moments[asked]
    rows = np.where(people.present(moments), people.attitude_rows(moments, limits.months), -1)[:, 0]
    positions, fell = facts.evidence_rows(), stand.fell(limits)[:, 0]
    found = []
    for c, level in zip(customers.tolist(), levels.tolist(), strict=True):
        own = slice(*np.searchsorted(people.customer, [c, c + 1]).tolist())
        seen = rows[own][rows[own] >= 0]
        deciders = [one for one, opposes in zip(people.ids[own], stand.opposing[own, 0], strict=True) if opposes]
        mean, now, before = (float(grid[c, 0]) for grid in (stand.mean, stand.now, stand.before))
        low = level == CRISIS or mean < limits.alert
        stands = now if level == WATCH else mean
        found.append(
            Firing(
                value=ratio(before - now) if level == WATCH else "opponent" if not low else ratio(mean),
                threshold=limits.fall if level == WATCH else limits.crisis if level == CRISIS else limits.alert,
                unit="fall of the mean attitude" if level == WATCH else "mean attitude" if low else "decider",
                parts={
                    "mean": None if np.isnan(stands) else ratio(stands),
                    "mean_before": ratio(before) if fell[c] else None,
                    "days": limits.days,
                    "observed": len(seen),
                    "deciders": ", ".join(deciders),
                },
                words=FELL if level == WATCH else LOW if low else DECIDER,
                evidence=positions[seen].tolist(),
            )
        )
    return found


SIGNAL = Signal(
    name="opponent_gaining", group="people", cause="customer", limits=Limits, severity=severity, explain=explain
)
