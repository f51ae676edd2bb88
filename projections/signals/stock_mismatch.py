"""stock_mismatch: a stock report does not add up, or does not begin where the one before it ended."""

import numpy as np

from projections.facts import Facts
from projections.section import Section
from projections.signals.definition import NONE, WATCH, Firing, Severity, Signal
from projections.stock import REPORTED, month_text, read_reports
from projections.stock_checks import mismatches
from projections.windows import Ints, running_sum
from projections.words import Words

SUM = Words(
    en="{product} in {month}: opening {opening} and purchased {purchased} less sold {sold} is not the closing "
    "{closing}",
    zh="{product} {month}：期初 {opening} 加进货 {purchased} 减销售 {sold} 不等于期末 {closing}",
)
GAP = Words(
    en="{product} in {month}: the opening {opening} is not the closing {closing_before} of the month before",
    zh="{product} {month}：期初 {opening} 不等于上月期末 {closing_before}",
)
ALONE, MORE = Words(en=".", zh="。"), Words(en="; {others} more.", zh="；另有 {others} 处。")


class Limits(Section):
    """Nothing to set: every mismatch is shown until it is corrected."""


def severity(facts: Facts, columns: Ints) -> Severity:
    if not len(facts.history.of(REPORTED)):
        return np.zeros((facts.shape[0], len(columns)), dtype=np.int8)
    found, rows = facts.once(mismatches), facts.once(read_reports).rows
    count = running_sum(facts.shape, rows.c[found.report], found.start, found.stop)[:, columns]
    return np.where(count > 0, WATCH, NONE).astype(np.int8)


def explain(facts: Facts, customers: Ints, levels: Severity) -> list[Firing]:
    reports, found, asked = facts.once(read_reports), facts.once(mismatches), facts.reviews.asked
    places = np.flatnonzero((found.start <= asked) & (asked < found.stop))
    places = places[np.lexsort((reports.month[found.report[places]], reports.rows.c[found.report[places]]))]
    bounds = np.searchsorted(reports.rows.c[found.report[places]], [customers, customers + 1]).tolist()
    firings = []
    for begin, end in zip(*bounds, strict=True):
        these = places[begin:end]
        last, before = int(found.report[these[-1]]), int(found.before[these[-1]])
        both = np.concatenate([found.report[these], found.before[these]])
        shown = reports.rows.at_places(np.array([last]))
        said = {name: shown.texts(name)[0] for name in ("product", "opening", "purchased", "sold", "closing")}
        earlier = reports.rows.at_places(np.array([before])).texts("closing")[0] if before >= 0 else None
        firings.append(
            Firing(
                value=len(these),
                threshold=1,
                unit="mismatches",
                parts={
                    **said,
                    "month": month_text(int(reports.month[last])),
                    "closing_before": earlier,
                    "mismatches": len(these),
                    "others": len(these) - 1,
                },
                words=(SUM if before < 0 else GAP) + (MORE if len(these) > 1 else ALONE),
                evidence=reports.rows.position[both[both >= 0]].tolist(),
            )
        )
    return firings


SIGNAL = Signal(
    name="stock_mismatch", group="data", cause="data", limits=Limits, severity=severity, explain=explain, counted=False
)
