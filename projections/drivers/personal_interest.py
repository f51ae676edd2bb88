"""The interest of persons: how many of their observed needs are met."""

from dataclasses import dataclass

import numpy as np

from projections.facts import Facts
from projections.loyalty.score import Said, Score, known_mean, sentence
from projections.needs import OBSERVED
from projections.persons import at_columns
from projections.rows import Rows
from projections.section import Months, Section, said
from projections.windows import Grid, Ints, latest
from projections.words import Words

UNKNOWN = Words(
    en="No need of a person was observed in {months} months: not enough to judge.",
    zh="{months} 个月内没有观察到个人的需求：不足以判断。",
)
NAMES = {
    "needs": Words(
        en="{met} of {observed} observed needs of persons met", zh="已观察的 {observed} 项个人需求中满足 {met} 项"
    )
}


class Limits(Section):
    """How long an observed need of a person counts."""

    months: Months = said(24, "a need of a person counts for so many months")


@dataclass(frozen=True, kw_only=True)
class PersonalNeeds:
    """One per customer, contact, level and aspect, by customer. place: in `rows`, of the latest word that counts, per
    column; -1 without.
    """

    rows: Rows
    customer: Ints
    place: Grid
    customers: int

    def many(self, *, met: bool = False) -> Grid:
        """Observed needs, or those of them that are met; customers x columns."""
        counts = self.place >= 0
        if met and len(self.rows):
            counts = counts & self.rows.equal("met", "yes")[self.place]
        found = np.zeros((self.customers, self.place.shape[1]), dtype=np.int64)
        np.add.at(found, self.customer, counts)
        return found

    def positions(self, customer: int) -> list[int]:
        """The events that count for this customer at the last column."""
        begin, end = np.searchsorted(self.customer, [customer, customer + 1])
        places = self.place[begin:end, -1]
        found: list[int] = self.rows.position[places[places >= 0]].tolist()
        return found


def _of_persons(facts: Facts) -> Rows:
    rows = facts.history.of(OBSERVED)
    return rows.where(rows.equal("subject", "person"))


def personal_needs(facts: Facts, columns: Ints) -> PersonalNeeds:
    rows = facts.once(_of_persons)
    key = rows.c
    for name in ("contact_id", "level", "aspect") if len(rows) else ():
        number = rows.dense(name)
        key = key * (int(number.max()) + 1) + number
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    start = at_columns(columns, facts.reviews.seen_from(rows.at))
    place = latest((len(first), len(columns)), group.astype(np.int64), start, np.arange(len(rows)))
    if len(rows):
        window = facts.reviews.window(facts.policy.scores.of(Limits).months)[columns]
        place = np.where((place >= 0) & (rows.at[place] > window[None, :]), place, -1)
    return PersonalNeeds(rows=rows, customer=rows.c[first], place=place, customers=facts.shape[0])


def personal_interest(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    needs = personal_needs(facts, columns)
    observed, met = needs.many(), needs.many(met=True)
    value = np.where(observed > 0, np.round(100 * met / np.maximum(observed, 1), 9), np.nan)
    return known_mean({"needs": (1.0, value)})


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    needs = personal_needs(facts, np.array([facts.reviews.asked]))
    observed, met = needs.many()[:, 0], needs.many(met=True)[:, 0]
    found = []
    for c in customers.tolist():
        numbers = {
            "observed": int(observed[c]),
            "met": int(met[c]),
            "months": facts.policy.scores.of(Limits).months,
        }
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=needs.positions(c))
        found.append(sentence(score, c, NAMES, {}, plain) if observed[c] else plain)
    return found
