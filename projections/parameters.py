"""What a judgement of one customer needs of the whole book: handed in, and part of the clocks of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from projections.book_counts import BookCounts
from projections.season import SeasonWindow
from projections.sizes import CutOffs, Sizing
from projections.windows import Ints


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """season: per window and local day number of a review, the season index where it is not 1. cut_offs: per sizing and
    local day number of a month end what the last A and the last B had bought, where anybody had.
    """

    season: Mapping[SeasonWindow, Mapping[int, float]] = field(default_factory=dict)
    cut_offs: Mapping[Sizing, Mapping[int, CutOffs]] = field(default_factory=dict)

    def season_on(self, window: SeasonWindow, days: Ints) -> NDArray[np.float64]:
        """The season index on each of `days`."""
        by_day = self.season.get(window, {})
        return np.array([by_day.get(int(day), 1.0) for day in days])


def parameters_of(counts: BookCounts) -> Parameters:
    """The parameters that follow from the counts of the whole book; equal where the same follows."""
    cut_offs = {sizing: sizes.cut_offs(sizing) for sizing, sizes in counts.sizes.items()}
    return Parameters(
        season={window: by_day for window, by_day in counts.season.index().items() if by_day},
        cut_offs={sizing: by_day for sizing, by_day in cut_offs.items() if by_day},
    )
