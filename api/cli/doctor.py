"""The command that looks after keys and rights, and says what their loss would mean: doctor."""

import typer
from rich.console import Group

from api.cli.directory import chosen
from api.cli.failures import report
from api.cli.options import Data, Format
from api.cli.output import Form, print_csv, print_json, print_table
from api.cli.tables.paragraph import Paragraph
from ledger.privacy.examining import Finding, examine
from ledger.sqlite.opening import ledger_file

COLUMNS = ("name", "ok", "what", "remedy")
FAILED = 1
LOSS = (
    "Without the master key every name and text of this ledger is unreadable for ever, as if all persons had been "
    "erased; events, figures and judgements remain. Nobody can make it anew: keep a copy of it, and of keys.db, apart "
    "from the backups."
)


def doctor(context: typer.Context, data: Data = None, form: Format = Form.table) -> int:
    """Look at the keys and the rights on the data directory, and say what losing the master key would mean."""
    found = examine(ledger_file(chosen(context, data), create=False))
    rows = [{"name": one.name, "ok": one.ok, "what": one.what, "remedy": one.remedy or None} for one in found]
    if form is Form.json:
        print_json({"ok": all(one.ok for one in found), "items": rows, "loss": LOSS})
    elif form is Form.csv:
        print_csv(rows, COLUMNS)
    else:
        print_table(Group(*map(_line, found), "", Paragraph(LOSS, indent=0)))
    wrong = [one for one in found if not one.ok]
    for one in wrong[:1]:
        more = f" ({len(wrong) - 1} more found)" if len(wrong) > 1 else ""
        report(one.name, one.what + more, one.remedy)
    return FAILED if wrong else 0


def _line(one: Finding) -> Paragraph:
    mark = ("ok    ", "green") if one.ok else ("wrong ", "bold red")
    remedy = f". {one.remedy}" if one.remedy else ""
    return Paragraph((f"{one.name}: ", "bold"), one.what + remedy, indent=0, mark=(mark,))
