"""contacts_not_recorded: the customer buys from us and no contact with it was ever written down."""

import numpy as np

from projections.contacts import CONTACT
from projections.facts import Facts
from projections.quantities import latest_row
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.stage import INITIAL
from projections.windows import Ints
from projections.words import Words

MISSING = Words(
    en="No contact with this customer was ever recorded: silence cannot be judged.",
    zh="从未记录过与该客户的联系，无法判断是否沉默。",
)
ABSENT = Words(en="no visit, call, message or meeting", zh="没有拜访、通话、消息或会面")


class Limits(Section):
    """Asked for from the initial stage on; there is no number to set."""


def severity(facts: Facts, columns: Ints) -> Severity:
    never = latest_row(facts.shape, facts.history.of(*CONTACT), facts.reviews)[:, columns] < 0
    return np.where(never & (facts.path.stage[:, columns] >= INITIAL), WATCH, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    return [
        Firing(value=0, threshold=1, unit="contacts", parts={}, words=MISSING, evidence=[], absences=[ABSENT])
        for _ in customers
    ]


SIGNAL = Signal(
    name="contacts_not_recorded",
    group="data",
    cause="data",
    limits=Limits,
    severity=severity,
    explain=explain,
    counted=False,
)
