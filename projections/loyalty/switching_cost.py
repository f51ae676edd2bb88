"""Switching cost (转换成本): what parting would cost the customer, and us; what binds both is the smaller."""

from typing import Literal, get_args

import numpy as np
from pydantic import model_validator

from ledger.catalogue.binding import BindingKind
from projections.facts import Facts
from projections.figures import half_up
from projections.loyalty.contract_left import DAYS_A_MONTH, contracts_in_force, days_left
from projections.loyalty.limits import Points
from projections.loyalty.score import Floats, Part, Row, Said, Score, score_of, sentence
from projections.persons import at_columns
from projections.section import Part as Fraction
from projections.section import Section, said
from projections.windows import Grid, Ints, running_sum
from projections.words import Words

KINDS: tuple[BindingKind, ...] = get_args(BindingKind)
Side = Literal["customer", "us"]
MOST = 100

NOTHING = Words(
    en="0 of 100: no bond and no contract in force; leaving costs nothing.",
    zh="100 分中得 0 分：没有有效的纽带或合同，离开没有代价。",
)
NAMES = {
    "equity": Words(en="equity {equity}", zh="股权 {equity}"),
    "strategic_agreement": Words(en="strategic agreement {strategic_agreement}", zh="战略协议 {strategic_agreement}"),
    "integration": Words(en="integrated systems {integration}", zh="系统集成 {integration}"),
    "tooling": Words(en="tooling {tooling}", zh="专用工装 {tooling}"),
    "custom_product": Words(en="custom products {custom_product}", zh="定制产品 {custom_product}"),
    "joint_development": Words(en="joint development {joint_development}", zh="联合开发 {joint_development}"),
    "joint_quality": Words(en="joint quality work {joint_quality}", zh="联合质量改进 {joint_quality}"),
    "joint_project": Words(en="joint projects {joint_project}", zh="联合项目 {joint_project}"),
    "staff_exchange": Words(en="exchange of staff {staff_exchange}", zh="人员交流 {staff_exchange}"),
    "training": Words(en="training {training}", zh="培训 {training}"),
    "contract": Words(en="contract {contract}", zh="合同 {contract}"),
    "most": Words(en="at most {most}", zh="最多 {most}"),
}


class Limits(Section):
    """What each bond adds."""

    bonds: dict[BindingKind, Points] = said(
        {
            "equity": 30,
            "strategic_agreement": 20,
            "integration": 20,
            "tooling": 20,
            "custom_product": 15,
            "joint_development": 15,
            "joint_quality": 10,
            "joint_project": 10,
            "staff_exchange": 10,
            "training": 10,
        },
        "points of the first bond of a kind",
    )
    second: Fraction = said(0.5, "a second of the kind adds this part of them, more add nothing")
    contract_month: Points = said(1, "for each month the longest contract still runs")
    contract_most: Points = said(15, "... at most")
    one_sided: Points = said(30, "one-sided when the two sides differ by more than this")

    @model_validator(mode="after")
    def every_kind_has_points(self) -> "Limits":
        if set(self.bonds) != set(KINDS):
            raise ValueError(f"bonds needs {', '.join(KINDS)}")
        return self


def switching_cost(facts: Facts, columns: Ints, side: Side = "customer") -> Score:
    """What binds one side, at customers x `columns`; 0, not unknown, where nothing does, and nan before a customer's
    first event, so that a trend does not depend on who else stands there.
    """
    limits = facts.policy.scores.of(Limits)
    months = days_left(facts, columns) / DAYS_A_MONTH
    contract = np.round(np.minimum(months * limits.contract_month, float(limits.contract_most)), 9).astype(np.float64)
    parts = {**_bonds(facts, columns, side, limits), "contract": Part(value=contract, points=contract)}
    total = np.nan_to_num(score_of(parts).value)
    over = np.where(total > MOST, MOST - total, np.nan)
    begun = facts.history.begins_at[:, None] <= facts.reviews.moments[columns][None, :]
    return Score(
        value=np.where(begun, np.minimum(total, MOST), np.nan),
        parts={**parts, "most": Part(value=np.where(total > MOST, float(MOST), np.nan), points=over)},
    )


def _bonds(facts: Facts, columns: Ints, side: Side, limits: Limits) -> dict[str, Part]:
    """Per kind, formed by this side or by both; all kinds, whether anybody formed one or not."""
    formed = facts.quantities.bindings
    nothing = np.full((facts.shape[0], len(columns)), np.nan)
    parts: dict[str, Part] = {kind: Part(value=nothing, points=nothing) for kind in KINDS}
    if not len(formed.rows):
        return parts
    theirs = ~formed.rows.equal("invested_by", "us" if side == "customer" else "customer")
    for kind in KINDS:
        own = theirs & formed.rows.equal("kind", kind)
        if own.any():
            start, stop = at_columns(columns, formed.start[own]), at_columns(columns, formed.stop[own])
            many: Grid = running_sum((facts.shape[0], len(columns)), formed.rows.c[own], start, stop)
            times = np.where(many > 1, 1.0 + limits.second, 1.0)
            value: Floats = np.where(many > 0, limits.bonds[kind] * times, np.nan)
            parts[kind] = Part(value=value, points=value)
    return parts


def locks(facts: Facts, customer: int, theirs: Floats, ours: Floats) -> Row:
    """Beside the customer's cost: ours, what binds both, and who is bound the more where they differ much."""
    cost, own = float(theirs[customer, -1]), float(ours[customer, -1])
    apart = abs(cost - own) > facts.policy.scores.of(Limits).one_sided
    return {
        "our_lock_in": half_up(own),
        "mutual_lock": half_up(min(cost, own)),
        "one_sided": None if not apart else "customer" if cost > own else "us",
    }


def why(facts: Facts, score: Score, customers: Ints) -> list[Said]:
    """Per customer, at the asked-for date."""
    asked, formed = facts.reviews.asked, facts.quantities.bindings
    rows = formed.rows.where((formed.start <= asked) & (asked < formed.stop))
    bound = rows.where(~rows.equal("invested_by", "us"))
    contracts = contracts_in_force(facts, customers, asked)
    found = []
    for c, places in zip(customers.tolist(), bound.places(customers), strict=True):
        plain = Said(words=NOTHING, numbers={}, evidence=[*bound.position[places].tolist(), *contracts[c]])
        found.append(sentence(score, c, NAMES, {}, plain) if score.value[c, -1] > 0 else plain)
    return found
