"""Which tests go to one process together: those of a file that makes something once for all of them.

pytest-xdist has groups for that, which it writes into the ids of the tests; pytest 9.2 no longer lets it.
"""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent.parent
ONCE = 'scope="module"'


class Spreading(LoadScopeScheduling):
    """Hands out files that share something whole, the greatest first, and all other tests one by one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if shares(file) else nodeid


@cache
def shares(file: str) -> bool:
    """Whether the file, or the conftest.py beside it, has a fixture that a module makes once."""
    path = ROOT / file
    return any(ONCE in one.read_text(encoding="utf-8") for one in (path, path.parent / "conftest.py") if one.exists())
