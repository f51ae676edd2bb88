"""A batch: event documents, one a line, recorded in their order, each on its own."""

from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from anyio import from_thread
from starlette.requests import Request

from api.http.problems import problem_entry
from api.importing.lines import Line, numbered_lines
from ledger.application import Ledger
from ledger.document import read_document
from ledger.errors import GuanxiError, Problem, TooLarge
from ledger.interaction import Interaction

LINES_AT_ONCE = 2000
BYTES_AT_ONCE = 4 * 1024 * 1024
ERRORS_NAMED = 1000

Read = Interaction | GuanxiError


def blocks_of(request: Request) -> Iterator[bytes]:
    """The body as it arrives, for a worker thread: it waits there, and the network waits for it."""
    stream = request.stream()
    while (block := from_thread.run(_next, stream)) is not None:
        yield block


async def _next(stream: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(stream, None)


class Batch:
    """Reads and records; its counts are right at any time, also when the lines break off."""

    def __init__(
        self, ledger: Ledger, *, zone: tzinfo, clock: Callable[[], int], actor: str, correlation_id: str
    ) -> None:
        self._ledger, self._zone, self._clock = ledger, zone, clock
        self._actor, self._correlation_id = actor, correlation_id
        self._recorded, self._known, self._rejected = 0, 0, 0
        self._problems: list[Problem] = []

    def record(self, blocks: Iterator[bytes]) -> None:
        """Every line of the blocks; blank ones are none. Raises only when nothing more can be recorded at all."""
        waiting: list[tuple[int, Read]] = []
        size = 0
        for line in numbered_lines(blocks):
            if not (line.raw.strip() or line.too_long):
                continue
            waiting.append((line.number, self._read(line)))
            size += len(line.raw)
            if len(waiting) >= LINES_AT_ONCE or size >= BYTES_AT_ONCE:
                self._write(waiting)
                waiting, size = [], 0
        self._write(waiting)

    def counts(self) -> dict[str, int]:
        """What became of the lines."""
        return {"recorded": self._recorded, "known": self._known, "rejected": self._rejected}

    def document(self) -> dict[str, Any]:
        """The answer: read = recorded + known + rejected; of the problems the first 1000, by line."""
        counts = self.counts()
        errors = [problem_entry(problem) for problem in self._problems]
        return {"read": sum(counts.values()), **counts, "errors": errors}

    def _read(self, line: Line) -> Read:
        if line.too_long:
            return TooLarge("this line is longer than 1 MiB", "write one event document a line")
        try:
            return read_document(line.raw, zone=self._zone, now=self._clock())
        except GuanxiError as error:
            return error

    def _write(self, read: list[tuple[int, Read]]) -> None:
        interactions = [one for _, one in read if not isinstance(one, GuanxiError)]
        outcomes = iter(self._ledger.record_many(interactions, actor=self._actor, correlation_id=self._correlation_id))
        for number, one in read:
            outcome = one if isinstance(one, GuanxiError) else next(outcomes)
            if isinstance(outcome, GuanxiError):
                self._reject(number, outcome)
            elif outcome.known:
                self._known += 1
            else:
                self._recorded += 1

    def _reject(self, number: int, error: GuanxiError) -> None:
        self._rejected += 1
        room = ERRORS_NAMED - len(self._problems)
        self._problems += [replace(problem, line=number) for problem in error.problems[:room]]
