"""All commands: in which panel of the help each stands, and the module that is read once it is called for."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from api.cli.directory import on_a_ledger

# What a panel holds, in the order of the help: the name of a command is the name of its function where nothing else
# is said, and an `=` names the function.
PANELS = {
    "Record": {
        "api.cli.recording": "record correct retract reinstate",
        "api.cli.sweeping": "merge unmerge revert",
        "api.cli.imports": "import=import_command",
    },
    "Ask": {
        "api.cli.answers": "book show timeline history",
        "api.cli.portfolio": "portfolio",
        "api.cli.duplicates": "duplicates",
        "api.cli.policy": "policy=policy_commands",
    },
    "Look into the log": {
        "api.cli.log": "events",
        "api.cli.schema": "schema",
        "api.cli.access_log": "access-log=access_log",
    },
    "Keep it safe": {
        "api.cli.verify": "verify",
        "api.cli.backup": "backup restore",
        "api.cli.copy": "copy",
        "api.cli.doctor": "doctor",
    },
    "Personal data": {"api.cli.persons": "person erase"},
    "Serve": {
        "api.cli.serve": "serve",
        "api.cli.rebuild": "rebuild",
        "api.cli.replay": "replay",
        "api.cli.journal": "journal=journal_commands",
    },
    "Try it out": {"api.cli.demo": "demo", "api.cli.simulate": "simulate"},
}
PLACES = {
    word.partition("=")[0]: (panel, module, word.partition("=")[2] or word)
    for panel, modules in PANELS.items()
    for module, words in modules.items()
    for word in words.split()
}


class CommandsWhenCalledFor(Mapping[str, Any]):
    """The commands by name; reading all of them takes seconds, so each is read when it is first asked for."""

    def __getitem__(self, name: str) -> Any:
        return _command(name, *PLACES[name])

    def __iter__(self) -> Iterator[str]:
        return iter(PLACES)

    def __len__(self) -> int:
        return len(PLACES)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = CommandsWhenCalledFor()  # type: ignore[assignment]  # none is added or taken away


@cache
def _command(name: str, panel: str, module: str, function: str) -> Any:
    found = getattr(import_module(module), function)
    alone = typer.Typer(rich_markup_mode="rich")
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name, rich_help_panel=panel)
    else:
        alone.command(name, rich_help_panel=panel)(on_a_ledger(found))
    return get_group(alone).commands[name]
