"""Who took note of a signal, and until when it is not to be shown on the worklist; its status stays what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from projections.calendar import day_number, from_day_number
from projections.facts import Facts

ACKNOWLEDGED = "SignalAcknowledged"


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """on, until: local day numbers, until inclusive or None; position: of the event."""

    on: int
    until: int | None
    position: int


@dataclass(frozen=True, kw_only=True)
class Acknowledgements:
    """The latest of each customer and signal. today: local day number of the asked-for review."""

    today: int
    latest: Mapping[tuple[int, str], Acknowledgement]

    def of(self, customer: int, signal: str, since: int) -> dict[str, Any] | None:
        """The one in force: given since the signal began, and not run out."""
        found = self.latest.get((customer, signal))
        if found is None or found.on < since or (found.until is not None and found.until < self.today):
            return None
        until = None if found.until is None else str(from_day_number(found.until))
        return {"on": str(from_day_number(found.on)), "until": until, "position": found.position}


def acknowledgements(facts: Facts) -> Acknowledgements:
    """As seen from the asked-for review."""
    rows = facts.history.of(ACKNOWLEDGED)
    days = facts.reviews.local_days(rows.at).tolist()
    told = zip(rows.c.tolist(), rows.texts("signal"), days, rows.texts("until"), rows.position.tolist(), strict=True)
    latest = {
        (c, str(signal)): Acknowledgement(on=on, until=_day(until), position=position)
        for c, signal, on, until, position in told
    }
    return Acknowledgements(today=int(facts.reviews.days[facts.reviews.asked]), latest=latest)


def _day(text: str | None) -> int | None:
    return None if text is None else day_number(date.fromisoformat(text))
