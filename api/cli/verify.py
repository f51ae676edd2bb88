"""The command that proves the log unchanged: verify."""

from time import monotonic
from typing import Any

import typer

from api.cli.counting import counting
from api.cli.directory import chosen
from api.cli.failures import report
from api.cli.options import Data, Format
from api.cli.output import Form, print_csv, print_json, print_table
from api.cli.tables.paragraph import Paragraph
from ledger.access_log.file import FILE_NAME as ACCESS_LOG
from ledger.access_log.verifying import AccessLogVerification, verify_access_log
from ledger.log_opening import named, opened_log
from ledger.proof.difference import Difference, Verification
from ledger.proof.verifying import verify as verify_log

COLUMNS = ("verified", "events", "seconds", "differences", "later_types", "access_log")
FAILED = 1


def verify(context: typer.Context, data: Data = None, form: Format = Form.table) -> int:
    """Recompute every leaf from the stored bytes, check every order, and name the first event that differs."""
    place = chosen(context, data)
    began = monotonic()
    with opened_log(place) as log:
        total = log.max_notification_id()
    with counting("events verified", total) as progress:
        found = verify_log(place, progress=progress)
    accesses = verify_access_log(place.directory.absolute() / ACCESS_LOG)
    seconds = monotonic() - began
    differences = (*found.differences, *accesses.differences)
    document = _document(found, accesses, seconds)
    if form is Form.json:
        print_json(document)
    elif form is Form.csv:
        print_csv([document], COLUMNS)
    elif not differences:
        print_table(_all_well(found, accesses, seconds))
    if not differences:
        return 0
    first, *others = differences
    more = f" ({len(others)} more found)" if others else ""
    report(_place(first, named(place)), first.what + more, first.remedy)
    return FAILED


def _document(found: Verification, accesses: AccessLogVerification, seconds: float) -> dict[str, Any]:
    """differences: the first event that differs, then what is wrong with the file, then with the access log."""
    differences = (*found.differences, *accesses.differences)
    return {
        "verified": not differences,
        "events": found.events,
        "seconds": f"{seconds:.3f}",
        "differences": [{"position": one.position, "what": one.what, "remedy": one.remedy} for one in differences],
        "later_types": dict(found.later),
        "access_log": {"rows": accesses.rows, "head": None if accesses.head is None else accesses.head.hex()},
    }


def _all_well(found: Verification, accesses: AccessLogVerification, seconds: float) -> Paragraph:
    events = "1 event" if found.events == 1 else f"{found.events:,} events"
    later = ""
    if found.later:
        later = f" Recorded by a later version, their meaning not checked: {', '.join(found.later)}."
    noted = ""
    if accesses.head is not None:
        rows = "1 row" if accesses.rows == 1 else f"{accesses.rows:,} rows"
        noted = f" So is the access log: {rows}, the last with hash {accesses.head.hex()[:16]}."
    return Paragraph(
        ("Verified ", "green"),
        (events, "bold"),
        f" in {seconds:.1f} s: every leaf is the hash of what is stored, nothing is missing, doubled or out of order."
        + noted
        + later,
        indent=0,
    )


def _place(difference: Difference, path: str) -> str:
    return path if difference.position is None else f"event {difference.position}"
