"""The page on every type of event, written from what the catalogue and the rules declare: docs/events.md.

python -m ledger.events_page > docs/events.md
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from pydantic import BaseModel

from ledger.catalogue import CATALOGUE, EventType
from ledger.catalogue.marks import Sealed, how_to_write, marks_of, nested_model
from ledger.rules.checks import CHECKS
from ledger.rules.flags import FLAGS
from ledger.rules.merging import check_merge, check_unmerge
from ledger.rules.record_keeping import check_correction, check_retraction, restore
from ledger.rules.steps import RECORDED_BY, STEPS
from ledger.schemas import meaning_of, schema_of

HEAD = """# Events

Every type of event that Guanxi records, written from the code by `make events`; a test fails while this page is stale.

An event document is `{"customer", "type", "occurred_at", "source"?, "external_id"?, "data"}`. The tables below say
what stands in `data`: fields in **bold** are required, *sealed* ones are encrypted in the log with the keys of the
people the event names, or the customer's. `guanxi schema TYPE --format json` gives the same as JSON Schema.

Every event but CustomerRegistered needs a registered customer, and a merged one takes none but CustomersUnmerged. What
an event names must be *recorded*; when it occurred does not matter. What cannot be is refused; what is possible but
doubtful is recorded, and the answer carries flags.
"""


# Rules that stand neither in the table of steps nor in that of checks.
RULES: Mapping[str, Callable[..., object]] = {
    "CustomersMerged": check_merge,
    "CustomersUnmerged": check_unmerge,
    "EventCorrected": check_correction,
    "EventRetracted": check_retraction,
    "EventRestored": restore,
}


def events_page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    for group, kinds in groupby(CATALOGUE.values(), key=lambda kind: kind.group):
        parts.append(f"\n## {group[0].upper()}{group[1:]}\n")
        parts += [_section(kind) for kind in kinds]
    parts.append("\n## Flags\n\n| flag | meaning |\n|---|---|\n")
    parts += [f"| `{flag}` | {meaning} |\n" for flag, meaning in sorted(FLAGS.items())]
    return "".join(parts)


def _section(kind: EventType) -> str:
    meaning = " ".join(meaning_of(kind.name).split())
    where = "Written by the ledger itself, in its own stream. " if kind.on_ledger else ""
    where += "For the compliance role only. " if kind.confidential else ""
    rules = "".join(f"- {line}\n" for line in _rules(kind))
    head = f"\n### {kind.name}\n\n{meaning}{f' {where}'.rstrip()} (schema {kind.schema})\n\n"
    return head + "".join(_tables(kind.model)) + (f"\n{rules}" if rules else "")


def _tables(model: type[BaseModel], of: str = "") -> Iterator[str]:
    yield f"{of}| field | write | |\n|---|---|---|\n"
    nested = []
    for key, field in model.model_fields.items():
        name = field.alias or key
        shown = f"**{name}**" if field.is_required() else name
        sealed = "sealed" if any(isinstance(mark, Sealed) for mark in marks_of(field)) else ""
        how, inner = how_to_write(field), nested_model(field.annotation)
        if inner is not None and inner.__name__ in CATALOGUE:
            how += f" as {inner.__name__}"
        elif inner is not None:
            nested.append((name, inner))
        yield f"| {shown} | {how} | {sealed} |\n"
    for name, inner in nested:
        yield from _tables(inner, f"\nIn `{name}`:\n\n")


def _rules(kind: EventType) -> Iterator[str]:
    if subject := _subject(kind):
        yield f"Moves {subject}."
    for field, what in kind.refers:
        yield f"`{field}` must be recorded ({RECORDED_BY[what]})."
    if choice := _choice(kind):
        yield f"At least one of {choice}."
    for validator in kind.model.__pydantic_decorators__.model_validators.values():
        yield f"{validator.func.__doc__}"
    yield from _step_rules(kind)
    for rule in (CHECKS.get(kind.name), RULES.get(kind.name)):
        if rule is not None:
            yield " ".join((rule.__doc__ or "").split())
    if any(what == "contact" for _, what in kind.refers):
        yield f"Flag `contact_left`: {FLAGS['contact_left']}."


def _choice(kind: EventType) -> str:
    choices = schema_of(kind.name)["properties"]["data"].get("anyOf", ())
    return ", ".join(f"`{one['required'][0]}`" for one in choices)


def _subject(kind: EventType) -> str | None:
    if kind.about is not None:
        return f"the {kind.kind} named by `{kind.about}`"
    if kind.parts:
        return f"the {kind.parts[0]} of {' and '.join(f'`{part}`' for part in kind.parts[1:])}"
    return None if kind.whole_subject is None else f"the {kind.whole_subject}"


def _step_rules(kind: EventType) -> Iterator[str]:
    step = STEPS.get(kind.name)
    if step is None:
        return
    if step.records:
        again = f", or {' or '.join(sorted(step.again))}" if step.again else ""
        yield f"The {kind.kind or kind.whole_subject or kind.parts[0]} must be new{again}."
    for why in dict.fromkeys(step.refused.values()):
        yield f"Refused when it {why}."
    for flag in dict.fromkeys(step.doubtful.values()):
        yield f"Flag `{flag}`: {FLAGS[flag]}."
    if step.follows:
        yield f"Flag `before_{kind.kind}`: {FLAGS[f'before_{kind.kind}']}."


if __name__ == "__main__":
    sys.stdout.write(events_page())
