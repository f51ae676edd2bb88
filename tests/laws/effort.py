"""How many examples a law is tried on: few in every run, many with GUANXI_PROPS=long."""

import os

from hypothesis import HealthCheck, Phase, settings


def long_run() -> bool:
    return os.environ.get("GUANXI_PROPS") == "long"


def effort(examples: int) -> settings:
    """Histories are long to make and judge, so hypothesis's own clocks are off, and smallest.py cuts failures down."""
    return settings(
        max_examples=examples * 25 if long_run() else examples,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
        print_blob=False,
    )
