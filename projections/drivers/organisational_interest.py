"""The interest of the organisation: delivered in time, and price, quality and delivery as they perceive them."""

import numpy as np

from projections.deliveries import DeliveryLimits
from projections.facts import Facts
from projections.loyalty.score import Floats, Said, Score, known_mean, sentence
from projections.loyalty.trade_cases import on_time
from projections.signals.late_deliveries import counts
from projections.surveys import DIMENSIONS, OUT_OF_TEN, SURVEYED, read_surveys, surveyed
from projections.windows import Ints
from projections.words import Words

ASKED = ("price", "quality", "delivery")

UNKNOWN = Words(
    en="Neither deliveries nor surveys tell what they get from us: not enough to judge.",
    zh="没有交货记录或调查说明客户的所得：不足以判断。",
)
NAMES = {
    "on_time": Words(en="deliveries in time {on_time}", zh="准时交货 {on_time}"),
    "price": Words(en="price {price}", zh="价格 {price}"),
    "quality": Words(en="quality {quality}", zh="质量 {quality}"),
    "delivery": Words(en="delivery {delivery}", zh="交付 {delivery}"),
}
MISSING = {
    "on_time": Words(
        en="fewer than {least} promised deliveries in {months} months", zh="{months} 个月内承诺交货不足 {least} 次"
    ),
    "price": Words(en="nobody asked how they perceive price", zh="没有询问对价格的感受"),
    "quality": Words(en="nobody asked how they perceive quality", zh="没有询问对质量的感受"),
    "delivery": Words(en="nobody asked how they perceive delivery", zh="没有询问对交付的感受"),
}


def organisational_interest(facts: Facts, columns: Ints) -> Score:
    """At customers x `columns`."""
    said = np.array([surveyed(facts, column).perceived for column in columns.tolist()])
    perceived = {name: (1.0, np.round(OUT_OF_TEN * said[:, :, DIMENSIONS.index(name)].T, 9)) for name in ASKED}
    return known_mean({"on_time": (1.0, _on_time(facts, columns)), **perceived})


def _on_time(facts: Facts, columns: Ints) -> Floats:
    """Of a hundred promised deliveries; nan below the number the signal late_deliveries needs."""
    promised, late = counts(facts, columns)
    enough = promised >= facts.policy.signals.of(DeliveryLimits).least
    return np.where(enough, np.round(100 * (1 - late / np.maximum(promised, 1)), 9), np.nan)


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    limits, asked = facts.policy.signals.of(DeliveryLimits), facts.reviews.asked
    numbers = {"least": limits.least, "months": limits.months}
    came = on_time(facts, limits.months)
    bounds = np.searchsorted(came.customer, [customers, customers + 1]).tolist()
    surveys = facts.history.of(SURVEYED)
    if len(surveys):
        held = facts.once(read_surveys)
        surveys = held.rows.where((held.start <= asked) & (asked < held.stop))
    found = []
    for c, begin, end, places in zip(customers.tolist(), *bounds, surveys.places(customers), strict=True):
        judged = score.parts["on_time"].points[c, -1]
        deliveries = [] if np.isnan(judged) else came.position[begin:end].tolist()
        plain = Said(words=UNKNOWN, numbers=numbers, evidence=[*deliveries, *surveys.position[places].tolist()])
        known = not np.isnan(score.value[c, -1])
        found.append(sentence(score, c, NAMES, MISSING, plain) if known else plain)
    return found
