"""What was written down about one customer, and when: the events, put down in the order in which they are told."""

from functools import cache
from typing import Any

import orjson

from api.simulation.arguments import DAY_US, Arguments
from api.simulation.chance import Chance
from api.simulation.clock import DAY_MINUTES, HOUR_US, MINUTE_US

ERP, CRM, QMS = "erp", "crm", "qms"
NIGHT_RUN_US, HAND_OVER_US = 18 * HOUR_US, 40 * MINUTE_US  # the ERP hands over its day at 02:00 in China
SAME_DAY_US, SAME_WEEK_US = 8 * HOUR_US, 4 * DAY_US

Data = dict[str, Any]
Written = tuple[str, int]  # an event others may refer to: its external_id, and when it is recorded


class Diary:
    """Events of one customer. Each method that writes answers when the event is recorded, for events that refer to it.

    What occurs or is recorded from the end of the book on is not put down; neither are events that refer to such an
    event, since they are recorded later still.

    recorded, occurred: when each event put down is recorded at the earliest, and when it occurs. kinds, rests: what
    stands in its line between the customer's code and occurred_at, and after occurred_at; see lines.
    """

    def __init__(self, code: str, arguments: Arguments, chance: Chance, *, works_from: int) -> None:
        self.code, self._draw = code, chance.draw
        self._end, self._opens = arguments.end_us, works_from * 60
        self._open_from = 0
        self.recorded: list[int] = []
        self.occurred: list[int] = []
        self.kinds: list[bytes] = []
        self.rests: list[bytes] = []

    def at(self, day: int) -> int:
        """Some minute of the customer's working day."""
        return (day * DAY_MINUTES + self._opens + int(self._draw() * 540)) * MINUTE_US

    def register(self, day: int, data: Data, *, name: str) -> None:
        """The customer's own registration, before which nothing else can be recorded."""
        at = (day * DAY_MINUTES + self._opens) * MINUTE_US
        recorded = at + int(self._draw() * (2 * HOUR_US))
        self._open_from = 1 + self._write("CustomerRegistered", at, data, recorded, CRM, 0, name)

    def by_sales(self, kind: str, at: int, data: Data, *, after: int = 0, prompt: bool = False, name: str = "") -> int:
        """Written by a person: mostly the same day, often within the week, sometimes months late unless `prompt`."""
        draw = self._draw
        luck = 0.0 if prompt else draw()
        if luck < 0.72:
            delay = 20 * MINUTE_US + int(draw() * SAME_DAY_US)
        elif luck < 0.93:
            delay = int(draw() * SAME_WEEK_US)
        elif luck < 0.985:
            delay = SAME_WEEK_US + int(draw() * (21 * DAY_US))
        else:
            delay = 25 * DAY_US + int(draw() * (170 * DAY_US))
        return self._write(kind, at, data, at + delay, CRM, after, name)

    def by_quality(self, kind: str, at: int, data: Data, *, after: int = 0, name: str) -> int:
        """Written by the quality department, within two days."""
        recorded = at + 30 * MINUTE_US + int(self._draw() * (40 * HOUR_US))
        return self._write(kind, at, data, recorded, QMS, after, name)

    def by_machine(self, kind: str, at: int, data: Data, *, after: int = 0, name: str) -> int:
        """Handed over by the ERP in the night; one hand-over in forty fails and comes days later."""
        draw = self._draw
        recorded = at + (NIGHT_RUN_US - at) % DAY_US + int(draw() * HAND_OVER_US)
        if draw() < 0.025:
            recorded += DAY_US * (1 + int(draw() * 12))
        return self._write(kind, at, data, recorded, ERP, after, name)

    def _write(self, kind: str, at: int, data: Data, recorded: int, source: str, after: int, name: str) -> int:
        """after: when the last thing it refers to is recorded; it comes later. name: its external_id, "" for none."""
        if recorded <= after:
            recorded = after + MINUTE_US + int(self._draw() * HOUR_US)
        if recorded < self._open_from:
            recorded = self._open_from + int(self._draw() * HOUR_US)
        if recorded < self._end:
            named = f'"external_id":"{name}",' if name else ""
            self.recorded.append(recorded)
            self.occurred.append(at)
            self.kinds.append(_kind(kind))
            # Nothing but the data holds a character that JSON escapes.
            self.rests.append(f'","source":"{source}",{named}"data":'.encode() + orjson.dumps(data) + b"}\n")
        return recorded


@cache
def _kind(kind: str) -> bytes:
    return f'","type":"{kind}","occurred_at":"'.encode()
