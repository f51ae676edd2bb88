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


def whole_and_part_few(texts: Sequence[str | None], decimals: int) -> tuple[Ints, Ints]:
    """As whole_and_part, of a few texts, faster; 0 where there is none."""
    split = [(text or "0").partition(".") for text in texts]
    whole = np.array([int(before) for before, _, _ in split], dtype=np.int64)
    return whole, np.array([int(behind.ljust(decimals, "0")) for _, _, behind in split], dtype=np.int64)


def scaled_few(texts: Sequence[str | None], decimals: int) -> Ints:
    """As scaled, likewise."""
    whole, part = whole_and_part_few(texts, decimals)
    found: Ints = whole * 10**decimals + part
    return found
