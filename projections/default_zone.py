"""The time zone of the default policy, read from its file alone: the whole policy brings every signal with it."""

import tomllib
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


@cache
def default_zone() -> ZoneInfo:
    """The zone that a date without one is meant in."""
    text = resources.files("projections").joinpath("default_policy.toml").read_text(encoding="utf-8")
    return ZoneInfo(tomllib.loads(text)["time_zone"])
