"""compliance_concern: a concern that nobody closed. Only the compliance role is told of it.

It is no file of the package signals: what is judged there comes from the journal, which holds nothing of concerns.
"""

from collections.abc import Collection, Iterable
from typing import Any

from ledger.recorded import RecordedEvent
from ledger.times import read_instant
from projections.calendar import local
from projections.clocks import Clocks
from projections.evidence import MOST
from projections.journal import RECORD_KEEPING
from projections.timeline import timeline_rows
from projections.words import Language, Words

Row = dict[str, Any]

NAME = "compliance_concern"
RAISED, CLOSED = "ComplianceConcernRaised", "ComplianceConcernClosed"
SEVERITY_ORDER = ("crisis", "alert", "watch")
CAUSES = {"ours": "own", "rival": "rival", "customer": "customer"}

OPEN = Words(
    en="Concern {concern_id} about {side:term} of {raised_on:date} is open{others}.",
    zh="{raised_on:date} 提出的合规关切 {concern_id}（{side:term}）尚未了结{others}。",
)
MORE = Words(en="; {more} more", zh="；另有 {more} 项")


def concern_signal(
    events: Iterable[RecordedEvent],
    clocks: Clocks,
    *,
    reverted: Collection[int] = (),
    language: Language = "en",
) -> Row | None:
    """The signal as a standing shows it, of the events of one customer and all merged into it, ascending; None while
    no concern is open.
    """
    about = [event for event in events if event.type in (RAISED, CLOSED, *RECORD_KEEPING)]
    rows = timeline_rows(about, clocks, reverted=reverted, ascending=True)
    closed = {(row["customer"], row["data"]["concern_id"]) for row in rows if row["type"] == CLOSED}
    concerns = [row for row in rows if row["type"] == RAISED]
    still = [row for row in concerns if (row["customer"], row["data"]["concern_id"]) not in closed]
    return _row(still, clocks, language) if still else None


def with_concern(standing: Row, concern: Row | None) -> Row:
    """The same standing with this signal among the crises, by name; it weighs on no status."""
    if concern is None:
        return standing
    risk = standing["risk"]
    signals = sorted([concern, *risk["signals"]], key=lambda row: (SEVERITY_ORDER.index(row["severity"]), row["name"]))
    return standing | {"risk": risk | {"signals": signals}}


def _row(still: list[Row], clocks: Clocks, language: Language) -> Row:
    first = still[0]
    raised_on = str(
        local(read_instant(first["occurred_at"], clocks.policy.zone, pointer=""), clocks.policy.zone).date()
    )
    parts = {
        "concern_id": first["data"]["concern_id"],
        "side": first["data"]["side"],
        "raised_on": raised_on,
        "concerns": len(still),
    }
    others = MORE.said({"more": len(still) - 1}, language) if len(still) > 1 else ""
    evidence = sorted(row["position"] for row in still)
    return {
        "name": NAME,
        "group": "compliance",
        "severity": "crisis",
        "cause": CAUSES[first["data"]["side"]],
        "value": len(still),
        "threshold": 1,
        "unit": "concerns",
        "since": raised_on,
        "parts": parts,
        "reason": OPEN.said(parts | {"others": others}, language),
        "evidence": evidence[-MOST:],
        "evidence_count": len(evidence),
        "absences": [],
        "acknowledged": None,
    }
