"""The scores of loyalty as lines, one point a review: a gap where one is unknown, a mark where the policy changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.chart import WIDTH, Hashes, Mark, Row, places_of, policy_marks
from projections.words import Language

HEIGHT, EDGE, FULL = 96, 6, 100
SCORES = ("behavioural", "attitudinal", "emotional")


@dataclass(frozen=True, kw_only=True)
class Line:
    """name: of the score; path: path data on WIDTH x HEIGHT; last: its value today, None if unknown."""

    name: str
    path: str
    last: int | None


@dataclass(frozen=True, kw_only=True)
class ScoreChart:
    """100 is at `top`, 0 at `base`. begin, end: first and last review."""

    lines: Sequence[Line]
    policies: Sequence[Mark]
    begin: str
    end: str
    width: int = WIDTH
    height: int = HEIGHT
    top: int = EDGE
    base: int = HEIGHT - EDGE


def score_chart(history: Sequence[Row], hashes: Hashes, language: Language) -> ScoreChart | None:
    """From history rows; None with fewer than two of them, or where no score was ever known at two. hashes: of each
    policy's version.
    """
    if len(history) < 2:
        return None
    places = places_of(history)
    lines = [_line(name, [row["loyalty"][name] for row in history], places) for name in SCORES]
    drawn = [line for line in lines if "L" in line.path]
    return (
        ScoreChart(
            lines=drawn,
            policies=policy_marks(history, places, hashes, language),
            begin=history[0]["on"],
            end=history[-1]["on"],
        )
        if drawn
        else None
    )


def _line(name: str, values: Sequence[int | None], places: Sequence[float]) -> Line:
    path, before = "", None
    for value, place in zip(values, places, strict=True):
        if value is not None:
            y = HEIGHT - EDGE - value / FULL * (HEIGHT - 2 * EDGE)
            path += f"{'M' if before is None else 'L'}{place * WIDTH / FULL:.1f} {y:.1f}"
        before = value
    return Line(name=name, path=path, last=values[-1])
