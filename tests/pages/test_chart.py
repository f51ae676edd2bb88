"""The drawing of a path: places in percent and pixels that fit its frame."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from api.pages.chart import BASE, TOP, WIDTH, Chart, path_chart
from projections.words import Language
from tests.pages.rows import HASHES, review

MONTHS = [f"{year}-{month:02}-28" for year in range(2021, 2026) for month in range(1, 13)]


def path_of(history: Sequence[dict[str, Any]], language: Language = "en") -> Chart | None:
    return path_chart(history, HASHES, language)


def test_one_review_is_no_path() -> None:
    assert path_of([]) is None
    assert path_of([review("2025-01-31")]) is None


def test_the_line_goes_from_edge_to_edge_and_the_highest_touches_the_top() -> None:
    chart = path_of([review(on, purchases_12m=f"{n}.00") for n, on in enumerate(MONTHS)])
    assert chart is not None
    points = [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", chart.line)]
    assert len(points) == len(MONTHS)
    assert points[0] == (0, BASE)
    assert points[-1] == (WIDTH, TOP)
    assert (chart.highest, chart.currency) == ("59.00", "CNY")


def test_nothing_bought_is_a_line_on_the_ground_without_a_scale() -> None:
    chart = path_of([review(on, purchases_12m="0.00") for on in MONTHS[:3]])
    assert chart is not None
    assert set(re.findall(r" ([\d.]+)", chart.line)) == {str(BASE)}
    assert chart.highest is None


@pytest.mark.parametrize("length", [2, 3, 60, 600])
def test_bands_lie_side_by_side_within_the_frame(length: int) -> None:
    stages = ("development", "initial", "stable")
    history = [review("2025-01-31", stage=stages[n * 3 // length]) for n in range(length)]
    chart = path_of(history)
    assert chart is not None
    for band in (*chart.stages, *chart.risks):
        assert band.x >= 0
        assert band.x + band.width <= 100.01
        assert band.width > 0
    assert [band.kind for band in chart.risks] == ["prevention"]
    assert [band.x for band in chart.stages] == sorted(band.x for band in chart.stages)


def test_a_risk_that_could_not_be_judged_is_a_band_of_its_own() -> None:
    chart = path_of([review("2025-01-31", risk=None), review("2025-02-28")])
    assert chart is not None
    assert [band.kind for band in chart.risks] == ["unknown", "prevention"]


def test_steps_are_marked_where_they_were_taken() -> None:
    chart = path_of([review("2025-01-31"), review("2025-02-28", step="up", stage="stable"), review("2025-03-31")])
    assert chart is not None
    assert [(step.kind, step.x, step.text) for step in chart.steps] == [("up", 50, "2025-02-28: up to stable")]


def test_years_stand_where_their_first_month_ends_and_never_crowd() -> None:
    chart = path_of([review(on) for on in MONTHS])
    assert chart is not None
    assert [year.text for year in chart.years] == ["2021", "2022", "2023", "2024", "2025"]
    century = path_of([review(f"{year}-01-31") for year in range(1925, 2026)])
    assert century is not None
    assert len(century.years) <= 11


def test_the_review_from_which_on_another_policy_judges_is_marked_with_version_and_hash() -> None:
    history = [review("2025-01-31"), review("2025-02-28", policy=2), review("2025-03-31", policy=2)]
    english, chinese = path_of(history), path_of(history, "zh")
    assert english is not None
    assert chinese is not None
    assert [(mark.x, mark.text) for mark in english.policies] == [
        (50, "2025-02-28: policy version 2 (sha256:222222222222) judges from here on")
    ]
    assert [mark.text for mark in chinese.policies] == ["2025-02-28：自此按政策版本 2 (sha256:222222222222) 评判"]
