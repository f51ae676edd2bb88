"""Drivers and needs: whatever a standing says of them, in plain lines."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.grid import Column, Grid
from api.cli.tables.plain import one_line
from api.cli.tables.standing.section import Section, title
from api.cli.tables.words import DIM

SECTIONS = ("drivers", "needs")


def facts_sections(standing: Mapping[str, Any]) -> list[Section]:
    """One section per key that has something to say."""
    return [section for name in SECTIONS if (section := _section(name, standing[name]))]


def _section(name: str, value: object) -> Section:
    columns = [Column(title=""), Column(title="", shrink_to=10)]
    if isinstance(value, Mapping):
        lines = [(((key.replace("_", " "), DIM),), _text(item)) for key, item in value.items() if _says(item)]
    elif isinstance(value, list):
        lines = [(((str(number), DIM),), _text(item)) for number, item in enumerate(value, 1)]
    else:
        lines = []
    return [title(name.capitalize()), Grid(columns, lines)] if lines else []


def _says(item: object) -> bool:
    return item is not None and item not in ([], {}, "")


def _text(item: object) -> str:
    """Nested values in one line."""
    if isinstance(item, Mapping):
        return " · ".join(f"{key.replace('_', ' ')} {_text(part)}" for key, part in item.items() if _says(part))
    if isinstance(item, list):
        return ", ".join(_text(part) for part in item)
    if isinstance(item, bool):
        return "yes" if item else "no"
    return one_line(str(item))
