"""The three clocks: dates mean the end of their day, instants themselves, nothing means now."""

from datetime import UTC, datetime

import pytest

from ledger.errors import Invalid
from ledger.times import to_micros
from projections.clocks import resolve
from projections.journal import LogRow

NOW = to_micros(datetime(2026, 3, 15, 9, 30, tzinfo=UTC))
RECORDED = [to_micros(datetime(2026, 1, day, tzinfo=UTC)) for day in (1, 2, 5)]


class Log:
    """A ledger of three events, recorded on 1, 2 and 5 January."""

    def __init__(self, recorded: list[int]) -> None:
        self.recorded = recorded

    def last(self) -> tuple[int, int | None]:
        return len(self.recorded), self.recorded[-1] if self.recorded else None

    def position_at(self, known_at: int) -> int:
        return sum(at <= known_at for at in self.recorded)

    def policies(self, *, upto: int) -> list[LogRow]:
        return []


def test_nothing_asked_means_today_as_a_date_and_all_that_is_recorded() -> None:
    clocks = resolve(Log(RECORDED), now=NOW)
    assert clocks.as_of_text() == "2026-03-15T23:59:59.999999Z"
    assert clocks.known_at_text() == "2026-01-05T00:00:00.000000Z"
    assert (clocks.position, clocks.cut) == (3, 3)


def test_a_date_is_its_last_microsecond_and_inclusive() -> None:
    clocks = resolve(Log(RECORDED), as_of="2025-12-31", known_at="2026-01-02", now=NOW)
    assert clocks.as_of_text() == "2025-12-31T23:59:59.999999Z"
    assert clocks.known_at_text() == "2026-01-02T23:59:59.999999Z"
    assert (clocks.position, clocks.cut) == (3, 2)


def test_an_instant_is_itself() -> None:
    clocks = resolve(Log(RECORDED), as_of="2026-01-02T08:00:00+08:00", known_at="2026-01-01T23:00:00Z", now=NOW)
    assert clocks.as_of_text() == "2026-01-02T00:00:00.000000Z"
    assert clocks.cut == 1


def test_an_empty_ledger_knows_nothing() -> None:
    clocks = resolve(Log([]), now=NOW)
    assert (clocks.known_at_text(), clocks.position, clocks.cut) == (None, 0, 0)


@pytest.mark.parametrize("clock", ["as_of", "known_at"])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-02-30",
        "2026-01-01T10:00:00",
        "",
        "9999-12-31",
        "0001-01-01",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_time_is_refused_by_the_name_of_its_clock(clock: str, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        resolve(Log(RECORDED), now=NOW, **{clock: text})
    assert caught.value.problems[0].pointer == f"/{clock}"


@pytest.mark.parametrize("policy", ["2", "sha256:ffffff", "sha256:", "latest"])
def test_a_policy_that_does_not_exist_is_refused(policy: str) -> None:
    with pytest.raises(Invalid, match="policy"):
        resolve(Log(RECORDED), policy=policy, now=NOW)
