"""The answer to a recorded event, in one sentence."""

from collections.abc import Mapping
from typing import Any

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.plain import one_line
from api.cli.tables.words import Span

FLAGS = {"contact_left": "a contact in it had already left"}


def receipt_line(what: str, receipt: Mapping[str, Any]) -> Paragraph:
    """ "Recorded VisitMade of C-1 at position 82." and what is doubtful about it."""
    known = receipt["known"]
    verb: Span = ("Known already: ", "cyan") if known else ("Recorded ", "green")
    spans: list[Span] = [verb, (one_line(what), "bold"), (f" at position {receipt['position']}.", "")]
    if receipt["flags"]:
        doubts = "; ".join(FLAGS.get(flag, flag.replace("_", " ")) for flag in receipt["flags"])
        spans.append((f" Please check: {doubts}.", "yellow"))
    return Paragraph(*spans, indent=0)
