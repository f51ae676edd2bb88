"""Why the status is what it is, in one sentence."""

from typing import Any

from projections.calendar import from_day_number
from projections.interruption import NEVER
from projections.judgement import Judgement
from projections.risk import CONTROL, LOST, RESCUE, UNJUDGED
from projections.stage import STABLE, STAGES
from projections.words import Language, Words, term

ONLY_THE_FILE = Words(en="Only the file is known: not enough to judge.", zh="目前只有客户档案，不足以判断。")
TO_WATCH = Words(
    en="Nothing that asks for control; to watch: {all_names}.", zh="没有需要控制的情况；值得关注：{all_names}。"
)
SILENT = Words(en="No signal fires.", zh="没有预警信号。")
ENDED_BY_US = Words(en="Ended by us, interrupted since {since}.", zh="我方已终止合作，自 {since:date} 起中断。")
LONG_INTERRUPTED = Words(
    en="Interrupted since {since}, for {months:d} months or more.",
    zh="自 {since:date} 起中断，已满 {months} 个月。",
)
GIVEN_UP = Words(en="The recovery was given up, and no order came since.", zh="已放弃挽救，此后也没有订单。")
CRISIS = Words(en="A crisis: {crises}.", zh="出现危机：{crises}。")
ENDED_BY_THEM = Words(
    en="Ended by the customer, interrupted since {since}.", zh="客户已终止合作，自 {since:date} 起中断。"
)
FELL_FROM = Words(en="Interrupted since {since}; was {peak}.", zh="自 {since:date} 起中断；曾处于{peak:term}。")
WORTH_SAVING = Words(
    en="Interrupted since {since}; a customer worth saving by its orders or tier.",
    zh="自 {since:date} 起中断；按订单或级别看，值得挽救。",
)
ALERT = Words(en="An alert: {alerts}.", zh="出现警报：{alerts}。")
INTERRUPTED = Words(en="Interrupted since {since}.", zh="自 {since:date} 起中断。")
SEVERAL = Words(en="Watches in several groups: {all_names}.", zh="多个方面需要关注：{all_names}。")
COOLS_DOWN = Words(en="A crisis at the month end before: it cools down.", zh="上月末曾有危机，仍在平复期。")


def risk_reason(judgement: Judgement, customer: int, signals: list[dict[str, Any]], language: Language = "en") -> str:
    """Names what made the status of the asked-for review."""
    severities = {signal["severity"] for signal in signals}
    parts = {
        "since": _interrupted(judgement, customer),
        "months": judgement.facts.policy.risk.lost_months,
        "peak": STAGES[int(judgement.facts.path.peak[customer, -1])],
        "all_names": _names(signals, language),
        "crises": _names([s for s in signals if s["severity"] == "crisis"], language),
        "alerts": _names([s for s in signals if s["severity"] == "alert"], language),
    }
    return _words(judgement, customer, severities).said(parts, language)


def _words(judgement: Judgement, customer: int, severities: set[str]) -> Words:
    status = int(judgement.status[customer, -1])
    if status == UNJUDGED:
        return ONLY_THE_FILE
    if status == LOST:
        return _lost(judgement, customer)
    if status == RESCUE:
        return _rescue(judgement, customer, severities)
    if status == CONTROL:
        return _control(judgement, customer, severities)
    return TO_WATCH if severities else SILENT


def _lost(judgement: Judgement, customer: int) -> Words:
    q = judgement.facts.quantities
    if q.ended[customer, -1] and judgement.facts.history.events["by"][int(q.last_end[customer, -1])] == "us":
        return ENDED_BY_US
    if _interrupted(judgement, customer) is not None and _long_ago(judgement, customer):
        return LONG_INTERRUPTED
    return GIVEN_UP


def _rescue(judgement: Judgement, customer: int, severities: set[str]) -> Words:
    if "crisis" in severities:
        return CRISIS
    if judgement.facts.quantities.ended[customer, -1]:
        return ENDED_BY_THEM
    return FELL_FROM if int(judgement.facts.path.peak[customer, -1]) >= STABLE else WORTH_SAVING


def _control(judgement: Judgement, customer: int, severities: set[str]) -> Words:
    if "alert" in severities:
        return ALERT
    if _interrupted(judgement, customer) is not None:
        return INTERRUPTED
    return SEVERAL if severities else COOLS_DOWN


def _names(signals: list[dict[str, Any]], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(term(s["name"], language) for s in signals)


def _interrupted(judgement: Judgement, customer: int) -> str | None:
    since = int(judgement.interrupted_since[customer, -1])
    return None if since == NEVER else str(from_day_number(since))


def _long_ago(judgement: Judgement, customer: int) -> bool:
    facts = judgement.facts
    limit = facts.reviews.window_days(facts.policy.risk.lost_months)[facts.reviews.asked]
    return int(judgement.interrupted_since[customer, -1]) <= int(limit)
