"""What README and docs show is what happens, and every command stands in docs/commands.md."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from api.cli.main import command_line
from tests.docs.preloaded import preloaded
from tests.docs.snippets import ROOT, Snippet, snippets

DOCUMENTS = ("README.md", "docs/commands.md")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A directory like a clean clone: the examples, and a command `guanxi` that runs this source."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = tmp_path / "bin"
    commands.mkdir()
    with preloaded(commands):
        yield tmp_path


def typed(command: str, place: Path) -> str:
    """What a terminal of 100 columns shows for the command, both streams in their order."""
    environment = {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(place),
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_commands_of_a_document_answer_as_it_shows(document: str, place: Path) -> None:
    shown = snippets((ROOT / document).read_text(encoding="utf-8"))
    assert shown, f"{document} shows no command: the check looks for blocks marked console"
    exports = ""
    for snippet in shown:
        output = typed(exports + snippet.command, place)
        if snippet.command.startswith("export "):
            exports += f"{snippet.command}\n"
        assert "Traceback" not in output, output
        if snippet.answer:
            assert snippet.matches(output), (
                f"$ {snippet.command}\nshown:\n{chr(10).join(snippet.answer)}\nis:\n{output}"
            )


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    shared = section(text, "Options")
    missing = []
    for name, command in get_command(command_line()).commands.items():  # type: ignore[attr-defined]
        own = section(text, f"guanxi {name}")
        if not own:
            missing.append(name)
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        missing += [f"{name} {option}" for option in options if f"{option}" not in own and f"`{option}" not in shared]
    assert missing == []


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level; "" where there is none."""
    return f"{text}\n## ".partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_a_wrong_answer_in_a_document_is_caught() -> None:
    right = Snippet("true", ["Book  6 customers", "...", "  C-1  ... stable"])
    assert right.matches("Book  6 customers\nas of today\n\n  C-1  Acme  stable\n\n")
    assert not right.matches("Book  6 customers\nas of today\n\n  C-1  Acme  initial\n\n")


def test_here_documents_and_continued_lines_are_one_command() -> None:
    text = "```console\n$ cat > x <<END\na\nEND\n$ guanxi book \\\n    --stage stable\nanswer\n```\n"
    first, second = snippets(text)
    assert first.command == "cat > x <<END\na\nEND"
    assert second.command == "guanxi book --stage stable"
    assert second.answer == ["answer"]
