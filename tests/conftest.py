"""The last line of a run says which tests could not run on this machine, and how to make them run."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.byte_code import keep_byte_code
from tests.model.showing import claims_of, forget, not_seen
from tests.needs import told_need
from tests.postgres.fixtures import administrator, database, database_name, empty_database, module_database, postgres
from tests.spreading import Spreading

__all__ = [
    "administrator",
    "database",
    "database_name",
    "empty_database",
    "module_database",
    "postgres",
]  # fixtures for all tests

settings.register_profile("guanxi", deadline=None)  # a busy machine breaks no law
settings.load_profile("guanxi")

_NEEDS = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    keep_byte_code()
    config.stash[_NEEDS] = Counter()
    config.pluginmanager.register(_Listening(config.stash[_NEEDS]))


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # a worker of several: the one that started it has heard the same
    for need, count in sorted(config.stash[_NEEDS].items()):
        print(f"{count} tests were skipped: they need {need}")  # noqa: T201


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spreading:
    """What is made once for a module is made once, not in every process anew."""
    return Spreading(config, log)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores, whichever of them are threads of one; one more takes as long and costs more."""
    return os.cpu_count() or 1


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """A test that claims to show something of the model has to come to see it."""
    forget()
    done = yield
    given = pyfuncitem.callspec.params if hasattr(pyfuncitem, "callspec") else {}
    missed = not_seen(claims_of(pyfuncitem), given)
    assert not missed, f"claimed to be shown and not seen: {missed}"
    return done


class _Listening:
    """Counts the tests that were skipped for want of something."""

    def __init__(self, needs: Counter[str]) -> None:
        self._needs = needs

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple) and (need := told_need(report.longrepr[2])):
            self._needs[need] += 1
