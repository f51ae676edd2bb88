"""The book as a file."""

from pathlib import Path

import polars as pl

from ledger.errors import Unavailable


def write_book(book: pl.DataFrame, path: Path) -> None:
    """Parquet, appearing whole; what stood at the path before is replaced only then."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        book.write_parquet(draft)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unavailable(f"{path} cannot be written: {error.strerror or error}", "Name another file.") from error
