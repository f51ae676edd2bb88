"""wallet_unknown: the customer buys from us and nobody estimated what it buys in all."""

import numpy as np

from projections.facts import Facts
from projections.quantities import UNKNOWN
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.stage import INITIAL
from projections.windows import Ints
from projections.words import Words

MISSING = Words(
    en="What the customer buys a year in our category is not estimated: the share of wallet is unknown.",
    zh="尚未估计客户每年在本品类的采购总额，因此份额未知。",
)
ABSENT = Words(en="no estimate of the annual spend in money with a known rate", zh="没有以已知汇率货币估计的年度采购额")


class Limits(Section):
    """Asked for from the initial stage on; there is no number to set."""


def severity(facts: Facts, columns: Ints) -> Severity:
    unknown = facts.quantities.wallet[:, columns] == UNKNOWN
    return np.where(unknown & (facts.path.stage[:, columns] >= INITIAL), WATCH, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    return [
        Firing(
            value="unknown", threshold="known", unit="wallet", parts={}, words=MISSING, evidence=[], absences=[ABSENT]
        )
        for _ in customers
    ]


SIGNAL = Signal(
    name="wallet_unknown",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
