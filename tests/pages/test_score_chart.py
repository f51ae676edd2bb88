"""The scores of loyalty as lines: gaps where unknown, marks where the policy changed."""

from typing import Any

from api.pages.score_chart import EDGE, HEIGHT, ScoreChart, score_chart
from tests.pages.rows import HASHES, review


def scored(on: str, behavioural: int | None, **more: Any) -> dict[str, Any]:
    return review(on, loyalty={"behavioural": behavioural, "attitudinal": None, "emotional": 50, "type": None}, **more)


def drawn(history: list[dict[str, Any]]) -> ScoreChart | None:
    return score_chart(history, HASHES, "en")


def test_a_hundred_is_at_the_top_nothing_at_the_bottom_and_an_unknown_one_a_gap() -> None:
    known = [100, 0, None, 50, 50]
    chart = drawn([scored(f"2025-0{month}-28", value) for month, value in enumerate(known, 1)])
    assert chart is not None
    assert [line.name for line in chart.lines] == ["behavioural", "emotional"]
    assert chart.lines[0].path == f"M0.0 {EDGE:.1f}L250.0 {HEIGHT - EDGE:.1f}M750.0 48.0L1000.0 48.0"
    assert chart.lines[0].last == 50


def test_nothing_known_is_no_drawing_and_one_review_is_none_either() -> None:
    unknown = {"behavioural": None, "attitudinal": None, "emotional": None, "type": None}
    assert drawn([review("2025-01-31", loyalty=unknown), review("2025-02-28", loyalty=unknown)]) is None
    assert drawn([scored("2025-01-31", 50)]) is None


def test_another_policy_is_marked_where_it_begins_to_judge() -> None:
    chart = drawn([scored("2025-01-31", 50), scored("2025-02-28", 40, policy=2)])
    assert chart is not None
    assert [mark.x for mark in chart.policies] == [100]
