"""The end of the log as listeners see it: they are woken by news, by a stop, by a failure; and nobody looks in vain."""

import asyncio
from dataclasses import dataclass

import pytest

from api.http.live.tail import Tail
from ledger.errors import Unavailable

LONG = 60.0


@dataclass
class Log:
    """Something that grows when a test says so; looks: how often it was asked."""

    end: int = 0
    looks: int = 0
    stopping: bool = False
    failure: Unavailable | None = None

    def position(self) -> int:
        self.looks += 1
        if self.failure:
            raise self.failure
        return self.end

    def tail(self) -> Tail:
        return Tail(self.position, stopping=lambda: self.stopping)


async def looked(log: Log, times: int = 2) -> None:
    """Until the log was asked so many times more."""
    wanted = log.looks + times
    while log.looks < wanted:
        await asyncio.sleep(0)


def test_whoever_waits_is_woken_by_what_lies_beyond_his_place_only() -> None:
    async def listening() -> None:
        log = Log(end=5)
        tail = log.tail()
        early, late = (asyncio.create_task(tail.beyond(after, seconds=LONG)) for after in (5, 7))
        await looked(log)
        assert not early.done()
        log.end = 7
        assert await early == 7
        await looked(log)
        assert not late.done()
        log.end = 8
        assert await late == 8

    asyncio.run(listening())


def test_one_look_serves_all_and_nobody_looks_when_nobody_waits() -> None:
    async def listening() -> None:
        log = Log(end=1)
        tail = log.tail()
        many = [asyncio.create_task(tail.beyond(1, seconds=LONG)) for _ in range(50)]
        await looked(log, 3)
        assert log.looks < 10
        log.end = 2
        assert await asyncio.gather(*many) == [2] * 50
        await looked_no_more(log)

    asyncio.run(listening())


async def looked_no_more(log: Log) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others)
    assert log.looks < 20


def test_what_is_seen_already_is_answered_at_once() -> None:
    async def listening() -> None:
        log = Log(end=9)
        tail = log.tail()
        assert await tail.position() == 9
        assert await tail.beyond(4, seconds=LONG) == 9
        assert log.looks == 1

    asyncio.run(listening())


def test_nobody_waits_longer_than_he_wants() -> None:
    async def listening() -> None:
        tail = Log(end=3).tail()
        assert await tail.position() == 3
        assert await tail.beyond(3, seconds=0.01) == 3

    asyncio.run(listening())


def test_a_stop_wakes_everybody_and_keeps_nobody() -> None:
    async def listening() -> None:
        log = Log(end=3)
        tail = log.tail()
        waiting = asyncio.create_task(tail.beyond(3, seconds=LONG))
        await looked(log)
        log.stopping = True
        assert await waiting == 3
        assert await tail.beyond(3, seconds=LONG) == 3

    asyncio.run(listening())


def test_a_log_that_cannot_be_read_is_no_silence() -> None:
    async def listening() -> None:
        log = Log(end=3)
        tail = log.tail()
        waiting = asyncio.create_task(tail.beyond(3, seconds=LONG))
        await looked(log)
        log.failure = Unavailable("the disk is gone", "look for it")
        with pytest.raises(Unavailable):
            await waiting
        log.failure = None
        again = asyncio.create_task(tail.beyond(3, seconds=LONG))
        await looked(log)
        log.end = 4
        assert await again == 4

    asyncio.run(listening())


def test_the_position_never_falls() -> None:
    async def listening() -> None:
        log = Log(end=3)
        tail = log.tail()
        await tail.position()
        log.end = 1
        assert await tail.position() == 3

    asyncio.run(listening())
