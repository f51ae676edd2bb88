"""What a table of the model is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """item: unique. file: where it is defined, below the repository. word: stands in that file. outcomes: besides
    silence.
    """

    item: str
    file: str
    word: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One table of the page. heads: of its first two columns."""

    title: str
    heads: tuple[str, str]
    rows: tuple[Row, ...]
