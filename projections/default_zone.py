"""The file that the default policy begins with, and its time zone: the whole policy brings every signal with it."""

import tomllib
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


def base_text() -> str:
    """The tables of the model, as TOML."""
    return resources.files("projections").joinpath("default_policy.toml").read_text(encoding="utf-8")


@cache
def default_zone() -> ZoneInfo:
    """The zone that a date without one is meant in."""
    return ZoneInfo(tomllib.loads(base_text())["time_zone"])
