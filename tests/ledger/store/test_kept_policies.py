"""The publications of policies are looked for once: later only what was recorded since."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from ledger.application import Ledger, open_ledger
from ledger.kept_policies import KeptPolicies
from ledger.ledger_stream import ledger_event
from ledger.reading import RawRow

NOON = 1_741_953_600_000_000  # 2025-03-14T12:00:00Z


class Counted:
    """A reading that says after which positions it was asked."""

    def __init__(self, read: Callable[..., list[RawRow]]) -> None:
        self._read, self.asked = read, list[int]()

    def raw_of_streams(self, streams: list[str], *, after: int, upto: int) -> list[RawRow]:
        self.asked.append(after)
        return self._read(streams, after=after, upto=upto)


def publish(ledger: Ledger, version: int) -> int:
    data = {"version": version, "sha256": sha256(b"a = 1").hexdigest(), "toml": "a = 1", "in_force_from": "2025-03-14"}
    return ledger.record(ledger_event("PolicyPublished", data, occurred_at=NOON)).position


def test_what_was_read_is_not_read_again_whatever_position_is_asked_for(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "data", clock=lambda: NOON) as ledger:
        first, kept = publish(ledger, 2), KeptPolicies()
        with ledger.application.recorder.reading() as reading:
            counted = Counted(reading.raw_of_streams)
            assert [row[0] for row in kept.rows(counted, upto=first)] == [first]  # type: ignore[arg-type]
        second = publish(ledger, 3)
        with ledger.application.recorder.reading() as reading:
            later = Counted(reading.raw_of_streams)
            for upto, expected in ((second, [first, second]), (first, [first]), (0, []), (second, [first, second])):
                assert [row[0] for row in kept.rows(later, upto=upto)] == expected  # type: ignore[arg-type]
    assert (counted.asked, later.asked) == ([0], [first])


def test_a_ledger_tells_the_policies_of_any_position(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "data", clock=lambda: NOON) as ledger, open_ledger(tmp_path / "data") as other:
        assert other.policies(upto=0) == []
        position = publish(ledger, 2)
        assert [row[0] for row in other.policies(upto=position)] == [position]
        assert other.policies(upto=0) == []
