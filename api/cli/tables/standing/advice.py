"""Advice: what to do, most pressing first, and because of what."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, title
from api.cli.tables.words import DIM
from projections.advice.advising import SHOWN_FIRST


def advice_section(advice: Sequence[Mapping[str, Any]]) -> Section:
    """At most five items that are still to do; how many more there are, and how many were done."""
    todo = [item for item in advice if not item.get("done")]
    if not todo:
        return []
    items = [
        Paragraph(one_line(item["action"]), (f"  ({item['why']})", DIM), mark=((f"{number}. ", "bold"),))
        for number, item in enumerate(todo[:SHOWN_FIRST], 1)
    ]
    more, done = len(todo) - len(items), len(advice) - len(todo)
    told = [f"{many} {word}" for many, word in ((more, "more"), (done, "done")) if many]
    return [title("What to do", *([(", ".join(told), DIM)] if told else [])), *items]
