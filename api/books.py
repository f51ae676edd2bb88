"""Whole books at hand: the pages, filters and orders of one book are asked for one after the other."""

import threading
from collections import OrderedDict
from typing import Any

from ledger.application import Ledger
from projections.answers import whole_book
from projections.choosing import choosing
from projections.clocks import Clocks

Row = dict[str, Any]
ROWS_KEPT = 200_000  # about a kilobyte and a half each; the latest book is kept whatever its size

Key = tuple[int, int, int, str]


class Books:
    """Answers from the books it keeps, makes others once however many ask, and forgets what was longest not asked for.

    What is known at a position as of a moment never changes, so a kept book is as good as a new one.
    """

    def __init__(self, ledger: Ledger, *, rows_kept: int = ROWS_KEPT) -> None:
        self._ledger, self._rows_kept = ledger, rows_kept
        self._kept: OrderedDict[Key, list[Row]] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._guard = threading.Lock()

    def rows(self, clocks: Clocks, *, sort: str | None = None, **filters: str | None) -> list[Row]:
        """As projections.answers.book. The rows are shared."""
        choose = choosing(sort=sort, **filters)
        return choose(self.whole(clocks))

    def whole(self, clocks: Clocks) -> list[Row]:
        """All rows, by code. Shared, list and rows: nobody may change them."""
        key = (clocks.cut, clocks.as_of, clocks.rules.version, clocks.rules.sha256)
        with self._guard:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            found = self._found(key)
            if found is None:
                found = whole_book(self._ledger, clocks)
                self._keep(key, found)
        with self._guard:
            self._making.pop(key, None)
        return found

    def _found(self, key: Key) -> list[Row] | None:
        with self._guard:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def _keep(self, key: Key, rows: list[Row]) -> None:
        with self._guard:
            self._kept[key] = rows
            while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._rows_kept:
                self._kept.popitem(last=False)
