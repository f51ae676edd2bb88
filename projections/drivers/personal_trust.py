"""The trust of persons: whether we keep what we promise, and how they stand towards us."""

from dataclasses import dataclass

import numpy as np

from projections.attitudes import attitudes
from projections.commitments import our_commitments
from projections.facts import Facts
from projections.loyalty.score import Said, Score, known_mean, sentence
from projections.persons import at_columns
from projections.rows import NEVER, Rows
from projections.section import Count, Months, Section, said
from projections.windows import Ints, running_sum
from projections.words import Words

UNKNOWN = Words(
    en="Too few promises of ours are due and too few attitudes known: not enough to judge.",
    zh="到期的承诺和已知的态度太少：不足以判断。",
)
NAMES = {
    "promises": Words(en="promises kept in time {promises}", zh="按时兑现承诺 {promises}"),
    "attitude": Words(en="attitude of their people {attitude}", zh="人员态度 {attitude}"),
}
MISSING = {
    "promises": Words(
        en="fewer than {least} promises of ours due in {months} months", zh="{months} 个月内到期的承诺不足 {least} 项"
    ),
    "attitude": Words(en="attitudes of too few people known", zh="已知态度的人员太少"),
}


class Limits(Section):
    """Which promises count."""

    months: Months = said(24, "promises due in so many months")
    least: Count = said(3, "judged from so many on")


@dataclass(frozen=True, kw_only=True)
class Promises:
    """Of ours, by customer; the columns from start until before stop count each: it is due, or was kept before."""

    rows: Rows
    kept: Ints
    start: Ints
    stop: Ints


def read_promises(facts: Facts) -> Promises:
    reviews, found = facts.reviews, our_commitments(facts.history)
    there = found.kept_at != NEVER
    kept_day = reviews.local_days(np.where(there, found.kept_at, 0))
    in_time = there & (kept_day <= found.due)
    settled = np.where(in_time, reviews.seen_from(found.kept_at), reviews.gone_after_days(found.due, 1))
    months = facts.policy.scores.of(Limits).months
    return Promises(
        rows=found.rows,
        kept=in_time.astype(np.int64),
        start=np.maximum(settled, reviews.seen_from(found.rows.at)),
        stop=np.minimum(reviews.gone_from_days(found.due, months), reviews.seen_from(found.moved_at)),
    )


def personal_trust(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    promises, least = facts.once(read_promises), facts.policy.scores.of(Limits).least
    shape, who = (facts.shape[0], len(columns)), promises.rows.c
    start, stop = at_columns(columns, promises.start), at_columns(columns, promises.stop)
    due, kept = running_sum(shape, who, start, stop), running_sum(shape, who, start, stop, promises.kept)
    rate = np.where(due >= least, np.round(100 * kept / np.maximum(due, 1), 9), np.nan)
    return known_mean(
        {"promises": (1.0, rate), "attitude": (1.0, np.round(50 + 50 * attitudes(facts, columns).mean, 9))}
    )


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    asked, numbers = facts.reviews.asked, facts.policy.scores.of(Limits).model_dump()
    promises, stand = facts.once(read_promises), attitudes(facts, np.array([asked]))
    rows = promises.rows.where((promises.start <= asked) & (asked < promises.stop))
    found = []
    for c, places in zip(customers.tolist(), rows.places(customers), strict=True):
        judged = not np.isnan(score.parts["promises"].points[c, -1])
        due = rows.position[places].tolist() if judged else []
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=[*due, *stand.positions(c)])
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
