"""A ledger in which words are planted: of a concern, and of a person; and every way to ask it something."""

from pathlib import Path

from api.cli.main import outcome

# What nobody but the compliance role may meet anywhere: ids, texts, and what was said about the events.
CONCERN = ("CC-4711", "a-golden-watch", "nothing-came-of-it", "a-silver-watch", "it-was-silver", "seen-and-noted")
PERSON = "Li-Weiwei-Zhang"  # of a contact's name
WORDS = ("ComplianceConcern", "compliance_concern")

# Every command that answers something, as it is typed. A new command must be put here, or among the others.
ASKED = {
    "book": [["book"], ["book", "--search", "golden"], ["book", "--signal", "compliance_concern"]],
    "show": [["show", "C-1"]],
    "timeline": [["timeline", "C-1", "--include", "retracted"], ["timeline", "C-2"]],
    "history": [["history", "C-1"]],
    "portfolio": [["portfolio"]],
    "duplicates": [["duplicates"]],
    "events": [
        ["events"],
        ["events", "--customer", "C-1"],
        ["events", "--types", "EventCorrected,SignalAcknowledged,EventRetracted"],
        ["events", "--types", "ComplianceConcernRaised"],
        ["events", "--types", "OrderPlaced"],
    ],
    "report": [["report", "C-1"]],
    "person": [["person", "C-1", "K-1"]],
    "verify": [["verify"]],
    "doctor": [["doctor"]],
    "access-log": [["access-log"]],
}
_OTHERS = """
demo serve record correct retract import revert rebuild replay journal export backup restore copy policy schema token
erase merge unmerge reinstate simulate
"""
OTHERS = frozenset(_OTHERS.split())


def planted(directory: Path) -> None:
    """Two customers; of the first a person, an order, and a concern that was corrected, acknowledged and closed."""
    concern = '{"concern_id": "CC-4711", "side": "ours", "text": "%s"}'
    for words in (
        ["record", "C-1", "CustomerRegistered", "--data-json", '{"name": "Nordwind", "currency": "EUR"}'],
        ["record", "C-2", "CustomerRegistered", "--data-json", '{"name": "Suedwind", "currency": "EUR"}'],
        ["record", "C-1", "ContactAdded", "--data-json",
         f'{{"contact_id": "K-1", "name": "{PERSON}", "department": "Purchasing", "level": "middle"}}'],
        ["record", "C-1", "OrderPlaced", "--data-json", '{"order_id": "S-1", "amount": "5.00", "currency": "EUR"}'],
        ["record", "C-1", "ComplianceConcernRaised", "--data-json", concern % "a-golden-watch"],
        ["record", "C-1", "SignalAcknowledged", "--data-json",
         '{"signal": "compliance_concern", "note": "seen-and-noted"}'],
        ["correct", "5", "--compliance", "--reason", "it-was-silver", "--data-json", concern % "a-silver-watch"],
        ["record", "C-1", "ComplianceConcernClosed", "--data-json",
         '{"concern_id": "CC-4711", "outcome": "nothing-came-of-it"}'],
        ["retract", "7", "--compliance", "--reason", "it-was-silver"],
        ["record", "C-1", "NoteAdded", "--data-json", '{"text": "harmless"}'],
    ):  # fmt: skip
        assert outcome(["--data", str(directory), *words]) == 0, words


def secrets_in(text: str | bytes) -> list[str]:
    """What of the concern stands in an answer."""
    words = text.encode() if isinstance(text, str) else text
    return [secret for secret in CONCERN if secret.encode() in words]
