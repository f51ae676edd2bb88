"""What was written down about one customer, and when: events in, lines in the order of recording out."""

from typing import Any, NamedTuple

import orjson

from api.simulation.arguments import DAY_US, Arguments
from api.simulation.chance import Chance
from api.simulation.clock import HOUR_US, MINUTE_US, ledger_time, office_time

ERP, CRM, QMS = "erp", "crm", "qms"
NIGHT_RUN_US = 18 * HOUR_US  # the ERP hands over its day at 02:00 in China

Data = dict[str, Any]


class Written(NamedTuple):
    """An event others may refer to: its external_id, and when it is recorded."""

    name: str
    recorded: int


class Diary:
    """Events of one customer. Each method that writes answers when the event is recorded, for events that refer to it.

    What occurs or is recorded from the end of the book on does not stand in the lines; neither do events that refer to
    such an event, since they are recorded later still.
    """

    def __init__(self, code: str, arguments: Arguments, chance: Chance, *, works_from: int) -> None:
        self._code, self._draw = code, chance.draw
        self._end, self._opens_us = arguments.end_us, works_from * HOUR_US
        self._open_from = 0
        self._entries: list[tuple[int, int, str, int, str, str, Data]] = []

    def at(self, day: int) -> int:
        """Some minute of the customer's working day."""
        return day * DAY_US + self._opens_us + int(self._draw() * 540) * MINUTE_US

    def register(self, day: int, data: Data, *, name: str) -> None:
        """The customer's own registration, before which nothing else can be recorded."""
        at = day * DAY_US + self._opens_us
        self._open_from = 1 + self.write("CustomerRegistered", at, data, delay=self._within(2 * HOUR_US), name=name)

    def by_sales(self, kind: str, at: int, data: Data, *, after: int = 0, prompt: bool = False, name: str = "") -> int:
        """Written by a person: mostly the same day, often within the week, sometimes months late unless `prompt`."""
        luck = 0.0 if prompt else self._draw()
        if luck < 0.72:
            delay = 20 * MINUTE_US + self._within(8 * HOUR_US)
        elif luck < 0.93:
            delay = self._within(4 * DAY_US)
        elif luck < 0.985:
            delay = 4 * DAY_US + self._within(21 * DAY_US)
        else:
            delay = 25 * DAY_US + self._within(170 * DAY_US)
        return self.write(kind, at, data, delay=delay, after=after, name=name)

    def by_quality(self, kind: str, at: int, data: Data, *, after: int = 0, name: str) -> int:
        """Written by the quality department, within two days."""
        delay = 30 * MINUTE_US + self._within(40 * HOUR_US)
        return self.write(kind, at, data, delay=delay, source=QMS, after=after, name=name)

    def by_machine(self, kind: str, at: int, data: Data, *, after: int = 0, name: str) -> int:
        """Handed over by the ERP in the night; one hand-over in forty fails and comes days later."""
        delay = (NIGHT_RUN_US - at) % DAY_US + self._within(40 * MINUTE_US)
        if self._draw() < 0.025:
            delay += DAY_US * (1 + int(self._draw() * 12))
        return self.write(kind, at, data, delay=delay, source=ERP, after=after, name=name)

    def write(
        self, kind: str, at: int, data: Data, *, delay: int, source: str = CRM, after: int = 0, name: str = ""
    ) -> int:
        """after: when the last thing it refers to is recorded; it comes later. name: its external_id, "" for none."""
        recorded = at + delay
        if recorded <= after:
            recorded = after + MINUTE_US + self._within(HOUR_US)
        if recorded < self._open_from:
            recorded = self._open_from + self._within(HOUR_US)
        if recorded < self._end:
            self._entries.append((recorded, len(self._entries), kind, at, source, name, data))
        return recorded

    def lines(self) -> list[bytes]:
        """One JSON line per event, recorded_at first, each recorded later than the one before."""
        self._entries.sort()
        lines, last = [], 0
        for recorded, _, kind, at, source, name, data in self._entries:
            last = recorded if recorded > last else last + 1
            named = f'"external_id":"{name}",' if name else ""
            # Nothing but the data holds a character that JSON escapes.
            head = (
                f'{{"recorded_at":"{ledger_time(last)}","customer":"{self._code}","type":"{kind}",'
                f'"occurred_at":"{office_time(at)}","source":"{source}",{named}"data":'
            )
            lines.append(head.encode() + orjson.dumps(data) + b"}\n")
        return lines

    def _within(self, us: int) -> int:
        return int(self._draw() * us)
