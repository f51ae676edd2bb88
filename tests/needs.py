"""What some tests need from the machine: without it they are skipped, or, where CI runs them, fail."""

import os
from typing import NoReturn

import pytest

PREFIX = "needs "


def missing(what: str, remedy: str) -> NoReturn:
    """End a test that cannot run here. remedy: how to make it run."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must run every test: this one {PREFIX}{what}: {remedy}", pytrace=False)
    pytest.skip(f"{PREFIX}{what}: {remedy}")


def told_need(reason: str) -> str | None:
    """What was missing, from the reason of a skip; None for one with another reason."""
    _, found, need = reason.partition(f"Skipped: {PREFIX}")
    return need if found else None
