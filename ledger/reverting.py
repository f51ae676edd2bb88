"""Taking an import back: from then on none of its events counts."""

from dataclasses import dataclass

from ledger.application import Ledger
from ledger.errors import NotFound
from ledger.ledger_stream import LEDGER_STREAM, ledger_event
from ledger.receipt import Receipt
from ledger.sweeping import REVERTED


@dataclass(frozen=True, kw_only=True)
class Reverted:
    """receipt: of ImportReverted. events: how many of customers count no more."""

    receipt: Receipt
    events: int


def revert(ledger: Ledger, batch_id: str, *, reason: str, now: int, actor: str = "local") -> Reverted:
    """Take back all that came with this batch_id (the correlation_id of its events); what it said stays readable.

    NotFound where nothing came with it, RuleBroken where it is taken back already. The same facts can be recorded anew.
    """
    brought = ledger.brought({batch_id}, upto=ledger.last()[0])
    events = [position for position, stream in brought if stream != LEDGER_STREAM]
    if not events:
        raise NotFound(
            f"there is no import {batch_id[:64]}",
            "`guanxi events --types ImportFinished` lists the batch_id of each.",
            "/data/batch_id",
        )
    interaction = ledger_event(REVERTED, {"batch_id": batch_id, "reason": reason}, occurred_at=now)
    return Reverted(receipt=ledger.record(interaction, actor=actor), events=len(events))
