"""The commands of the policy: show, check, diff, publish, compare. Projections load when one of them runs."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import Question, policy_named, policy_text, view
from api.cli.counting import counting
from api.cli.directory import chosen, on_a_ledger
from api.cli.options import AsOf, Data, Format, KnownAt
from api.cli.output import Form, emit_one, print_csv, print_json, print_table
from api.cli.tables.paragraph import Paragraph
from api.cli.tables.policies import compared_table, difference_table
from api.envelope import COMPARED_COLUMNS, DIFFERENCE_COLUMNS, POLICY_COLUMNS
from ledger.application import now_micros, open_ledger

if TYPE_CHECKING:
    from projections.policy import PolicyVersion
    from projections.policy_versions import PolicyLog

policy_commands = typer.Typer(help="The numbers that judge: see, check, compare and publish them.")

Name = Annotated[str, typer.Argument(metavar="POLICY", help="A version, sha256:PREFIX or a file.", show_default=False)]
File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="The policy file (TOML).", show_default=False, exists=True, dir_okay=False),
]


@policy_commands.command()
@on_a_ledger
def show(
    context: typer.Context,
    version: Annotated[
        str | None, typer.Argument(metavar="VERSION", help="Its number or sha256:PREFIX. Default: that of today.")
    ] = None,
    known_at: KnownAt = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Print a version of the policy as the commented file it is: copy it, change numbers, publish it."""
    from api.policies import policy_document

    with view(chosen(context, data), Question(as_of=None, known_at=known_at, policy=version)) as seen:
        document = policy_document(seen.ledger, seen.clocks)
    if form is Form.table:
        typer.echo(document["toml"], nl=False)
        return
    emit_one(form, document, columns=POLICY_COLUMNS, table=lambda: "")


@policy_commands.command()
def check(file: File, form: Format = Form.table) -> None:
    """Read a policy file and refuse it with line and remedy, or say that it can be published."""
    from projections.policy_file import read_policy

    found = read_policy(policy_text(file), version=None)
    document = {"checked": True, "file": str(file), "sha256": found.sha256}
    sentence = Paragraph(("Sound: ", "green"), f"{file}, sha256 {found.sha256[:16]}.", indent=0)
    emit_one(form, document, columns=tuple(document), table=lambda: sentence)


@policy_commands.command()
@on_a_ledger
def diff(context: typer.Context, old: Name, new: Name, data: Data = None, form: Format = Form.table) -> None:
    """What differs between two policies, number by number."""
    from projections.policy_difference import policy_difference

    with open_ledger(chosen(context, data), create=False) as ledger:
        before, after = (_named(ledger, name) for name in (old, new))
    rows = policy_difference(before.policy, after.policy)
    if form is Form.json:
        print_json({"old": before.cited(), "new": after.cited(), "items": rows})
    elif form is Form.csv:
        print_csv(rows, DIFFERENCE_COLUMNS)
    else:
        print_table(difference_table(rows))


@policy_commands.command()
@on_a_ledger
def publish(
    context: typer.Context,
    file: File,
    in_force_from: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="In force from this day on. Default: today.")
    ] = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Make a policy file the next version. Reviews before the day it comes into force stay as they were judged."""
    from api.policies import publish_policy

    with open_ledger(chosen(context, data), create=False) as ledger:
        text = policy_text(file)
        document = publish_policy(ledger, text, in_force_from=in_force_from, now=now_micros(), actor="local")
    sentence = Paragraph(
        ("Published ", "green"), f"version {document['version']}, in force from {document['in_force_from']}.", indent=0
    )
    emit_one(form, document, columns=tuple(document), table=lambda: sentence)


@policy_commands.command()
@on_a_ledger
def compare(
    context: typer.Context,
    old: Name,
    new: Name,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    data: Data = None,
    form: Format = Form.table,
) -> None:
    """Judge the whole book by two policies: who moves, since when, and how many in all."""
    from api.policies import compared_document
    from projections.clocks import resolve

    opened = partial(open_ledger, chosen(context, data), create=False)
    with opened() as ledger:
        now = now_micros()
        before, after = (
            resolve(ledger, as_of=as_of, known_at=known_at, policy=policy_named(name), now=now) for name in (old, new)
        )
        with counting("events", before.cut) as count:
            document = compared_document(ledger, before, after, tell=count)
    if form is Form.json:
        print_json(document)
    elif form is Form.csv:
        print_csv(document["items"], COMPARED_COLUMNS)
    else:
        print_table(compared_table(document))


def _named(ledger: "PolicyLog", name: str) -> "PolicyVersion":
    from projections.clocks import resolve

    return resolve(ledger, policy=policy_named(name), now=now_micros()).rules  # type: ignore[arg-type]
