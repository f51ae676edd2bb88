"""What has to happen to a table for it to hold other rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from projections.views.columns import ViewRow


@dataclass(frozen=True, kw_only=True)
class Difference:
    """gone, come: whole rows."""

    gone: set[ViewRow] = field(default_factory=set)
    come: set[ViewRow] = field(default_factory=set)


def difference(kept: Iterable[ViewRow], wanted: Iterable[ViewRow]) -> Difference:
    before, after = set(kept), set(wanted)
    return Difference(gone=before - after, come=after - before)


def joined(parts: Iterable[Mapping[str, Difference]]) -> dict[str, Difference]:
    """Differences of tables by name, of different customers, as one."""
    found: dict[str, Difference] = {}
    for part in parts:
        for name, one in part.items():
            whole = found.setdefault(name, Difference())
            whole.gone.update(one.gone)
            whole.come.update(one.come)
    return found
