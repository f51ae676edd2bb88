"""Communication: most customers leave for too little of it; how broad, how high, through how many, how lately."""

from typing import Annotated, Any, Literal, get_args

import numpy as np
from pydantic import Field, model_validator

from projections.contact_days import ContactDays
from projections.contacts import CONTACT, EXECUTIVE_MEETING, LEVELS
from projections.facts import Facts
from projections.figures import ratio
from projections.loyalty.judged import columns_of_trend
from projections.loyalty.limits import Points
from projections.loyalty.score import Floats, Said, Score, known_mean, sentence
from projections.persons import at_columns
from projections.section import Count, Months, Section, said
from projections.signals.contact_silence import last_contact, rhythm_days, silent_days
from projections.signals.single_threaded import both_sides
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

Stage = Literal["development", "initial", "stable", "strategic"]
Level = Literal["operational", "middle", "executive"]
STAGES_NAMED: tuple[Stage, ...] = get_args(Stage)

NO_CONTACT = Words(en="No contact was ever recorded: not enough to judge.", zh="从未记录过联系：不足以判断。")
NAMES = {
    "breadth": Words(
        en="breadth {breadth} ({departments} of {departments_needed:department|departments} met)",
        zh="广度 {breadth}（应会面 {departments_needed} 个部门，已会面 {departments} 个）",
    ),
    "height": Words(
        en="height {height} ({level_met:term} met, {level_needed:term} needed)",
        zh="高度 {height}（已会面{level_met:term}，需要{level_needed:term}）",
    ),
    "spread": Words(
        en="spread {spread} ({top_share:percent} through one person)",
        zh="分布 {spread}（{top_share:percent} 通过一人）",
    ),
    "recency": Words(
        en="recency {recency} ({silent_days:day|days} silent, rhythm {rhythm_days})",
        zh="近期 {recency}（已沉默 {silent_days} 天，节奏 {rhythm_days} 天）",
    ),
}
MISSING = {
    "spread": Words(
        en="fewer than {least} contact-days in {months} months: not known through how many persons it runs",
        zh="{months} 个月内联系日不足 {least} 个：无法得知通过多少人联系",
    )
}
NOBODY = "nobody"


class Limits(Section):
    """Weights, what is needed at which stage, and when contact hangs on one person."""

    breadth_weight: Points = said(25, "weights of the known parts")
    height_weight: Points = said(25, "")
    spread_weight: Points = said(25, "")
    recency_weight: Points = said(25, "")
    months: Months = said(12, "contact of so many months")
    departments: dict[Stage, Count] = said(
        {"development": 1, "initial": 2, "stable": 3, "strategic": 4}, "departments to meet, by stage"
    )
    level: dict[Stage, Level] = said(
        {"development": "middle", "initial": "middle", "stable": "executive", "strategic": "executive"},
        "level to meet, by stage",
    )
    least: Count = said(5, "spread is judged from so many contact-days on")
    one_person: Annotated[float, Field(ge=0, lt=1)] = said(0.5, "spread is full up to this part through one person")
    silent_rhythms: Annotated[float, Field(gt=1, le=100)] = said(
        3, "recency is full up to one rhythm of silence, nothing from so many on"
    )

    @model_validator(mode="after")
    def every_stage_needs_something(self) -> "Limits":
        if not set(STAGES_NAMED) == set(self.departments) == set(self.level):
            raise ValueError("departments and level need every stage")
        return self


def communication(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`, of those that columns_of_trend names."""
    limits = facts.policy.scores.of(Limits)
    last = last_contact(facts, columns)
    unknown = np.full(last.shape, np.nan)
    if not len(facts.history.of(*CONTACT)):
        return known_mean(dict.fromkeys(NAMES, (1, unknown)))
    ever = last >= 0
    departments = facts.quantities.departments[:, columns] / departments_needed(facts, columns)
    height = (highest_level(facts, columns) + 1) / (level_needed(facts, columns) + 1)
    over = np.maximum(0, top_share(facts, columns) - limits.one_person) / (1 - limits.one_person)
    rhythms = np.where(ever, silent_days(facts, columns, last), 0) / rhythm_days(facts, columns)
    stale = (limits.silent_rhythms - rhythms) / (limits.silent_rhythms - 1)
    return known_mean(
        {
            "breadth": (limits.breadth_weight, _of_hundred(departments, ever)),
            "height": (limits.height_weight, _of_hundred(height, ever)),
            "spread": (limits.spread_weight, _of_hundred(1 - over, ever)),
            "recency": (limits.recency_weight, _of_hundred(stale, ever)),
        }
    )


def _of_hundred(part: Floats, known: Any) -> Floats:
    """From parts of one, cut to 0..1; nan stays, and where nothing is known."""
    return np.where(known, np.round(100 * np.clip(part, 0, 1), 9), np.nan)


def departments_needed(facts: Facts, columns: Ints) -> Grid:
    departments = facts.policy.scores.of(Limits).departments
    return _by_stage(facts, columns, [departments[stage] for stage in STAGES_NAMED])


def level_needed(facts: Facts, columns: Ints) -> Grid:
    """Places in LEVELS."""
    level = facts.policy.scores.of(Limits).level
    return _by_stage(facts, columns, [LEVELS.index(level[stage]) for stage in STAGES_NAMED])


def _by_stage(facts: Facts, columns: Ints, values: list[int]) -> Grid:
    """Before the first review as at the lowest stage."""
    return np.array(values)[np.maximum(facts.path.stage[:, columns], 0)]


def highest_level(facts: Facts, columns: Ints) -> Grid:
    """Place in LEVELS of the highest level met; -1 where nobody was. A meeting of executives is of the highest."""
    met, months, shape = facts.quantities.meetings, facts.policy.scores.of(Limits).months, _shape(facts, columns)
    found = np.full(shape, -1)
    for place in range(len(LEVELS)):
        at_level = met.level == place
        if at_level.any():
            stop = at_columns(columns, facts.reviews.gone_from(met.at[at_level], months))
            many = running_sum(shape, met.customer[at_level], at_columns(columns, met.seen[at_level]), stop)
            found[many > 0] = place
    held = facts.history.of(EXECUTIVE_MEETING)
    if len(held):
        start, stop = facts.reviews.seen_from(held.at), facts.reviews.gone_from(held.at, months)
        many = running_sum(shape, held.c, at_columns(columns, start), at_columns(columns, stop))
        found[many > 0] = len(LEVELS) - 1
    return found


def top_share(facts: Facts, columns: Ints) -> Floats:
    """The larger of their and our top person's part of the contact-days; nan where both sides have too few."""
    limits = facts.policy.scores.of(Limits)
    theirs, ours = (_top_of(facts, side, columns, limits) for side in facts.once(recent_sides))
    return np.fmax(theirs, ours)


def recent_sides(facts: Facts) -> tuple[ContactDays, ContactDays]:
    """Contact-days of theirs and of ours in the window of the asked-for date and of the one trends compare it with."""
    begin = int(facts.reviews.window_days(facts.policy.scores.of(Limits).months)[columns_of_trend(facts)[0]])
    return both_sides(facts, begin)


def _top_of(facts: Facts, side: ContactDays, columns: Ints, limits: Limits) -> Floats:
    start = at_columns(columns, np.searchsorted(facts.reviews.days, side.day, side="left"))
    stop = at_columns(columns, facts.reviews.gone_from_days(side.day, limits.months))
    shape, persons = _shape(facts, columns), len(side.customer_of)
    total = running_sum(shape, side.c, start, stop)
    top = np.zeros(shape, dtype=np.int64)
    np.maximum.at(top, side.customer_of, running_sum((persons, shape[1]), side.person, start, stop))
    return np.where(total >= limits.least, np.round(top / np.maximum(total, 1), 9), np.nan)


def _shape(facts: Facts, columns: Ints) -> tuple[int, int]:
    return facts.shape[0], len(columns)


def numbers_of(facts: Facts, customers: Ints) -> list[dict[str, Any]]:
    """Per customer what the parts were made of, at the asked-for date; None where unknown."""
    asked = np.array([facts.reviews.asked])
    last, rhythm = last_contact(facts, asked)[:, 0], rhythm_days(facts, asked)[:, 0]
    silent, met = silent_days(facts, asked, last[:, None])[:, 0], facts.quantities.departments[:, asked[0]]
    needed, height, wanted = (grid(facts, asked)[:, 0] for grid in (departments_needed, highest_level, level_needed))
    some = len(facts.history.of(*CONTACT)) > 0
    share = top_share(facts, asked)[:, 0] if some else np.full(facts.shape[0], np.nan)
    return [
        {
            "departments": int(met[c]),
            "departments_needed": int(needed[c]),
            "level_met": LEVELS[height[c]] if height[c] >= 0 else NOBODY,
            "level_needed": LEVELS[wanted[c]],
            "top_share": None if np.isnan(share[c]) else ratio(float(share[c])),
            "silent_days": int(silent[c]) if last[c] >= 0 else None,
            "rhythm_days": int(rhythm[c]),
        }
        for c in customers.tolist()
    ]


def why(facts: Facts, score: Score, customers: Ints, numbers: list[dict[str, Any]]) -> list[Said]:
    """Per customer, at the asked-for date; numbers: numbers_of."""
    limits, asked = facts.policy.scores.of(Limits), facts.reviews.asked
    rows = facts.history.of(*CONTACT)
    recent = rows.where(rows.at > facts.reviews.window(limits.months)[asked])
    found = []
    for c, places, own in zip(customers.tolist(), recent.places(customers), numbers, strict=True):
        said_of = {**own, "months": limits.months, "least": limits.least}
        plain = Said(words=NO_CONTACT, numbers=said_of, evidence=recent.position[places].tolist())
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
