"""A row of numbers as a row of small blocks."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = "·"


def sparkline(values: Sequence[float | None], *, width: int = 60) -> str:
    """One character per value, scaled from 0 to the largest; unknown is a dot, 0 the lowest block.

    More values than `width` are thinned evenly, always keeping the last. Empty gives "".
    """
    kept = _thinned(values, width)
    top = max((value for value in kept if value is not None), default=0.0)
    return "".join(_block(value, top) for value in kept)


def _thinned(values: Sequence[float | None], width: int) -> Sequence[float | None]:
    if len(values) <= width:
        return values
    last = len(values) - 1
    return [values[last * step // (width - 1)] for step in range(width)]


def _block(value: float | None, top: float) -> str:
    if value is None:
        return GAP
    if top <= 0 or value <= 0:
        return BLOCKS[0]
    return BLOCKS[min(len(BLOCKS) - 1, int(value / top * len(BLOCKS)))]
