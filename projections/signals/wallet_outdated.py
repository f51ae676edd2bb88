"""wallet_outdated: the estimate of what the customer buys is old, or what it buys from us alone is more."""

import numpy as np
from numpy.typing import NDArray

from ledger.money import from_minor
from projections.calendar import from_day_number
from projections.facts import Facts
from projections.figures import ratio
from projections.quantities import UNKNOWN, latest_row
from projections.section import Months, Positive, Section, said
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.windows import Grid, Ints
from projections.words import Words

ESTIMATED = "AnnualSpendEstimated"

OLD = Words(
    en="The wallet was last estimated on {estimated_on:date}, {months} months ago or more.",
    zh="采购总额上次估计于 {estimated_on:date}，已满 {months} 个月。",
)
TOO_SMALL = Words(
    en="We sold more in 12 months than the wallet of {wallet:money} estimated on {estimated_on:date}: "
    "the share would be {share:percent}.",
    zh="12 个月的销售额超过了 {estimated_on:date} 估计的采购总额 {wallet:money}，份额将达 {share:percent}。",
)


class Limits(Section):
    """When an estimate is not to be believed any more."""

    months: Months = said(18, "the latest estimate is so old")
    share: Positive = said(1, "or the share of wallet is above this")


def severity(facts: Facts, columns: Ints) -> Severity:
    return np.where(_too_small(facts, columns) | _old(facts, columns), WATCH, NONE).astype(np.int8)


def _too_small(facts: Facts, columns: Ints) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = facts.quantities.share[:, columns] > facts.policy.signals.of(Limits).share
    return found


def _last(facts: Facts, columns: Ints) -> Grid:
    """History row of the latest estimate; -1 without."""
    return latest_row(facts.shape, facts.history.of(ESTIMATED), facts.reviews)[:, columns]


def _old(facts: Facts, columns: Ints) -> NDArray[np.bool_]:
    last, months = _last(facts, columns), facts.policy.signals.of(Limits).months
    passed = facts.history.at[last] <= facts.reviews.window(months)[columns][None, :]
    old: NDArray[np.bool_] = (last >= 0) & passed
    return old


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    asked, limits = np.array([facts.reviews.asked]), facts.policy.signals.of(Limits)
    last, small = _last(facts, asked)[:, 0], _too_small(facts, asked)[:, 0]
    days, positions = facts.reviews.local_days(facts.history.at), facts.evidence_rows()
    currencies, today = facts.history.registered["currency"], int(facts.reviews.days[facts.reviews.asked])
    found = []
    for c in customers.tolist():
        share, day, wallet = (
            float(facts.quantities.share[c, -1]),
            int(days[last[c]]),
            int(facts.quantities.wallet[c, -1]),
        )
        found.append(
            Firing(
                value=ratio(share) if small[c] else today - day,
                threshold=limits.share if small[c] else limits.months,
                unit="share" if small[c] else "days against months",
                parts={
                    "wallet": None if wallet == UNKNOWN else from_minor(wallet, currencies[c]),
                    "currency": currencies[c],
                    "estimated_on": str(from_day_number(day)),
                    "age_days": today - day,
                    "months": limits.months,
                    "share": None if share != share else ratio(share),
                },
                words=TOO_SMALL if small[c] else OLD,
                evidence=[int(positions[last[c]])],
            )
        )
    return found


SIGNAL = Signal(
    name="wallet_outdated",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
