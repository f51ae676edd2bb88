"""Columns of decimal text as integers, so that their sums are exact."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from projections.windows import Ints


def whole_and_part(texts: pl.Series, decimals: int) -> tuple[Ints, Ints]:
    """What stands before the point, and what stands behind it in units of the last of `decimals`; no text is null."""
    split = texts.str.split_exact(".", 1).struct
    whole, part = split.field("field_0"), split.field("field_1").fill_null("").str.pad_end(decimals, "0")
    return whole.cast(pl.Int64).to_numpy(), part.cast(pl.Int64).to_numpy()


def scaled(texts: pl.Series, decimals: int) -> Ints:
    """The same as one integer, in that unit."""
    whole, part = whole_and_part(texts, decimals)
    found: Ints = whole * 10**decimals + part
    return found


def scaled_few(texts: Sequence[str | None], decimals: int) -> Ints:
    """The same of a few texts, faster; 0 where there is none."""
    found = []
    for text in texts:
        whole, _, part = (text or "0").partition(".")
        found.append(int(whole) * 10**decimals + int(part.ljust(decimals, "0") or 0))
    return np.array(found, dtype=np.int64)
