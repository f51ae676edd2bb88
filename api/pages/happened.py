"""The timeline on the page: so much of it as a page can hold, cut into months, and the proofs that point into it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import escape

from api.dates import day, minute
from api.pages.drawing import brief, fields
from api.separators import sentence
from ledger.catalogue import CATALOGUE
from projections.words import Language, Words

Row = dict[str, Any]
EVENTS = 100  # on a page at most
BYTES = 44_000  # and about so much of their text, so that the page stays below 100 KB whatever was written
FRAME = 330  # what a line of the timeline weighs without its words
SUMMARY, DETAILS = 300, 1200  # characters of an event that are shown
PROOFS, PROOF = 8, 140  # of a list of evidence the latest ones, and how much each says
EVENT = Words(en="Event {position:d}", zh="第 {position:d} 号事件")

KINDS = {
    "trade": "trade",
    "contact": "contact",
    "people": "contact",
    "voice": "contact",
    "opening": "chance",
    "binding": "chance",
    "complaint": "harm",
    "rivalry": "harm",
    "risk work": "harm",
}


class Happened:
    """timeline: newest first. skip: how many to leave out at the beginning. link: the address that skips so many."""

    def __init__(
        self,
        timeline: Sequence[Row],
        *,
        zone: ZoneInfo,
        skip: int,
        link: Callable[[int], str],
        language: Language = "en",
    ) -> None:
        self._timeline, self._zone, self._link, self._language = timeline, zone, link, language
        self._skip = min(skip, max(len(timeline) - 1, 0))
        self._index = {row["position"]: n for n, row in enumerate(timeline)}

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self._timeline)

    @property
    def first(self) -> int:
        """Which of them stands first on the page, from 1."""
        return self._skip + 1

    @property
    def last(self) -> int:
        return self._skip + len(self._shown)

    @property
    def newest(self) -> str | None:
        """The address of the newest, where the page does not show them."""
        return self._link(0) if self._skip else None

    @property
    def older(self) -> str | None:
        """The address of what follows, None at the end."""
        return self._link(self.last) if self.last < self.count else None

    def months(self) -> Iterator[tuple[str, list[Row]]]:
        """Months with their events, newest first; each event with what the page says of it."""
        for month, rows in groupby(self._shown, key=lambda row: row["on"][:7]):
            yield month, list(rows)

    def proofs(self, positions: Sequence[int]) -> list[Row]:
        """The latest events behind a sentence, each with what it says, and where it can be read."""
        return [self._proof(position) for position in reversed(positions[-PROOFS:])]

    @cached_property
    def _shown(self) -> list[Row]:
        shown: list[Row] = []
        room = BYTES
        for row in self._timeline[self._skip : self._skip + EVENTS]:
            told = _told(row, self._zone, self._language)
            room -= FRAME + sum(len(escape(told[name]).encode()) for name in ("text", "details", "was"))
            if room < 0 and shown:
                break
            shown.append(told)
        return shown

    def _proof(self, position: int) -> Row:
        index = self._index.get(position)
        if index is None:
            return {"position": position, "text": EVENT.said({"position": position}, self._language), "link": None}
        on_page = self._skip <= index < self.last
        address = "" if on_page else self._link(index)
        text = brief(sentence(self._timeline[index]["summary"]), PROOF)
        return {"position": position, "text": text, "link": f"{address}#event-{position}"}


def _told(row: Row, zone: ZoneInfo, language: Language) -> Row:
    """A timeline row with what the page says of it, no longer than a page can bear."""
    original = row["original"]
    known = CATALOGUE.get(row["type"])
    return row | {
        "on": day(row["occurred_at"], zone),
        "recorded": minute(row["recorded_at"], zone),
        "kind": KINDS.get(known.group if known else "", "file"),
        "text": brief(sentence(row["summary"]), SUMMARY),
        "details": brief(fields(row["data"], language), DETAILS),
        "was": "" if original is None else brief(_original(original, zone, language), DETAILS),
    }


def _original(original: Row, zone: ZoneInfo, language: Language) -> str:
    return f"{day(original['occurred_at'], zone)}, {fields(original['data'], language)}"
