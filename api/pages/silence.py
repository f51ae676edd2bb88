"""The silence since the last order beside what is usual, as lengths on one scale."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Silence:
    """In percent of the scale. usual: the customer's own median gap. lapse: where silence counts as the end."""

    silent: float
    usual: float
    lapse: float


def silence_scale(rhythm: dict[str, Any]) -> Silence | None:
    """None while there is no rhythm to compare with."""
    silent, usual, lapse = (rhythm[name] for name in ("silent_days", "median_gap_days", "lapse_days"))
    if silent is None or usual is None or lapse is None:
        return None
    longest = max(silent, usual, lapse, 1) * 1.05
    return Silence(
        silent=round(100 * silent / longest, 1),
        usual=round(100 * usual / longest, 1),
        lapse=round(100 * lapse / longest, 1),
    )
