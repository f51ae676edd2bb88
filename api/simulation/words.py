"""The tables from which names and texts are put together, read once from the TOML files beside this one."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

Table = dict[str, Any]


@cache
def table(name: str) -> Table:
    """companies, people or texts. Nobody changes what is handed out."""
    text = resources.files("api.simulation").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
