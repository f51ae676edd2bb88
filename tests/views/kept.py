"""What a file of views holds, to be compared whole, and logs to fill it from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from projections.policy import PolicyVersion
from projections.policy_file import default_policy
from projections.views.recorder import ViewsRecorder
from projections.views.sqlite.file import ViewsFile
from projections.views.store import Views
from projections.views.tables import TABLES
from tests.laws.memory_log import MemoryLog

Contents = dict[str, Any]


BookInMemory = MemoryLog


@contextmanager
def recorder_of(where: Path | Views) -> Iterator[ViewsRecorder]:
    """The recorder of existing views; a path names those in a file."""
    views = ViewsFile(where) if isinstance(where, Path) else where
    with views.opener()() as recorder:
        yield recorder


def contents(where: Path | Views, rules: PolicyVersion | None = None) -> Contents:
    """Every row of the present generation, by table, and the clocks they stand for."""
    with recorder_of(where) as recorder:
        progress = recorder.progress(rules or default_policy())
        assert progress is not None
        found: Contents = {table.name: sorted(recorder.kept(table, progress.generation), key=repr) for table in TABLES}
    clocks = ("position", "event_id", "known_at", "as_of", "policy_version", "policy_sha256", "made_by")
    return found | {name: getattr(progress, name) for name in clocks}


def unlike(left: Contents, right: Contents) -> list[str]:
    """Where two files differ: one line per table or clock, with the first row only one of them has."""
    found = []
    for name in left:
        if left[name] == right[name]:
            continue
        if isinstance(left[name], list):
            only = (
                [row for row in left[name] if row not in right[name]],
                [r for r in right[name] if r not in left[name]],
            )
            found.append(f"{name}: left only {only[0][:1]}, right only {only[1][:1]}")
        else:
            found.append(f"{name}: left {left[name]}, right {right[name]}")
    return found
