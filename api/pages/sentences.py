"""Sentences of the pages with numbers or names in them, which every language puts in its own order."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from projections.words import Language, Words

SENTENCES: Mapping[str, Words] = {
    "in_stage": Words(en="{lasted} in this stage, since {since}", zh="处于本阶段 {lasted}，自 {since} 起"),
    "interrupted": Words(en="interrupted since {since}", zh="自 {since} 起中断"),
    "fell": Words(en="against {days:day|days} ago", zh="与 {days} 天前相比"),
    "part_known": Words(en="{part} {now}, not known before", zh="{part} {now}，此前未知"),
    "trend": Words(en="{trend} from {before}", zh="由 {before} {trend}"),
    "overdue": Words(en="due since {on}", zh="应于 {on} 完成，已逾期"),
    "due": Words(en="by {on}", zh="{on} 前完成"),
    "others": Words(en="{more} more to do, {done} done", zh="另有 {more} 项待办，已完成 {done} 项"),
    "override": Words(
        en="says {author} until {until}; derived: {computed}.", zh="由 {author} 认定，至 {until}；推算为：{computed}。"
    ),
    "signal": Words(
        en="{severity} since {since} · {group} · cause: {cause}",
        zh="{severity}，自 {since} 起 · {group} · 原因：{cause}",
    ),
    "days_left": Words(en="{days} d", zh="还有 {days} 天"),
    "days_past": Words(en="{days} d ago", zh="已过 {days} 天"),
    "scores": Words(
        en="Loyalty from {begin} to {end}, 0 to 100. The table of the path says the same.",
        zh="{begin} 至 {end} 的忠诚度，0 至 100。发展轨迹的表格内容相同。",
    ),
    "path": Words(
        en="Purchases of twelve months at each month end; below, stage and risk. The table below says the same.",
        zh="每个月末的 12 个月采购额；其下为阶段与风险。下面的表格内容相同。",
    ),
    "path_to": Words(
        en="Purchases of twelve months at each month end, at most {highest}; below, stage and risk. "
        "The table below says the same.",
        zh="每个月末的 12 个月采购额，最高 {highest}；其下为阶段与风险。下面的表格内容相同。",
    ),
    "months": Words(en="Month by month", zh="逐月"),
    "latest_months": Words(
        en="Month by month, the latest {shown} of {reviews}", zh="逐月，共 {reviews} 次评定中最近的 {shown} 次"
    ),
    "some": Words(en="{first} to {last} of {count}", zh="第 {first} 至 {last}，共 {count}"),
    "events": Words(en="{count:event|events}", zh="{count} 个事件"),
    "late": Words(en="late by {days:day|days}", zh="迟录 {days} 天"),
    "corrected": Words(en="Was: {was}. Corrected by event {events}.", zh="原为：{was}。由第 {events} 号事件更正。"),
    "recorded": Words(en="Recorded {at} by {by}", zh="{at} 由 {by} 记录"),
}

COLON: Mapping[Language, str] = {"en": ": ", "zh": "："}
COMMA: Mapping[Language, str] = {"en": ", ", "zh": "，"}


def saying(language: Language) -> Callable[..., str]:
    """What templates call: the name of a sentence and its parts."""
    return partial(_said, language)


def _said(language: Language, name: str, /, **parts: Any) -> str:
    return SENTENCES[name].said(parts, language)
