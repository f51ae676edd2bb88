"""The end of the log as listeners see it: one look every few milliseconds, however many listen, and none when nobody
does."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anyio.to_thread import run_sync

from ledger.errors import GuanxiError

LOOK_EVERY_SECONDS = 0.02


class Tail:
    """position: how far events may be shown (of the views where they are kept, so that who is told can ask at once).

    stopping: whether the server is about to end; then nobody is kept waiting.
    """

    def __init__(self, position: Callable[[], int], *, stopping: Callable[[], bool]) -> None:
        self._position, self.stopping = position, stopping
        self._seen = 0
        self.listeners = 0
        self._waiting: dict[asyncio.Future[None], int] = {}
        self._looking: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Counted among `listeners` until left."""
        self.listeners += 1
        try:
            yield
        finally:
            self.listeners -= 1

    async def position(self) -> int:
        """How far events may be shown now."""
        self._seen = max(self._seen, await run_sync(self._position))
        return self._seen

    async def beyond(self, after: int, *, seconds: float) -> int:
        """The position once it is beyond `after`; at the latest after `seconds`, or when the server stops.

        Raises what keeps the log from being read.
        """
        if self._seen > after or self.stopping():
            return self._seen
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[woken] = after
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            await asyncio.wait_for(woken, seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting.pop(woken, None)
        return self._seen

    async def _look(self) -> None:
        try:
            while self._waiting:
                await self.position()
                self._wake(everybody=self.stopping())
                await asyncio.sleep(LOOK_EVERY_SECONDS)
        except GuanxiError as error:
            for woken in self._waiting:
                if not woken.done():
                    woken.set_exception(error)
        finally:
            self._looking = None

    def _wake(self, *, everybody: bool) -> None:
        for woken, after in self._waiting.items():
            if (everybody or self._seen > after) and not woken.done():
                woken.set_result(None)
