"""Console snippets of the documents, run as a reader would type them.

In a fenced block marked `console`, a line starting with "$ " is a command (one ending in a backslash or opening a
here-document goes on below) and what follows is its answer; "..." stands for anything within a line, and alone on a
line for any lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HERE = re.compile(r"<<'?(\w+)'?")


@dataclass
class Snippet:
    """One command and the answer the document shows for it (both streams); an empty answer is not compared."""

    command: str
    answer: list[str] = field(default_factory=list)

    def matches(self, output: str) -> bool:
        return re.fullmatch(self._pattern(), output.rstrip("\n") + "\n") is not None

    def _pattern(self) -> str:
        lines = [r"(?:.*\n)*?" if line.strip() == "..." else _line(line) for line in self.answer]
        return "".join(lines)


def _line(line: str) -> str:
    return r".*".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ ]*\n"


def snippets(text: str) -> list[Snippet]:
    """All commands of a document in order."""
    found: list[Snippet] = []
    for block in _BLOCK.findall(text):
        lines = iter(block.splitlines())
        for line in lines:
            if line.startswith("$ "):
                found.append(Snippet(_whole(line[2:], lines)))
            elif found:
                found[-1].answer.append(line)
    for snippet in found:
        while snippet.answer and not snippet.answer[-1].strip():
            snippet.answer.pop()
    return found


def _whole(command: str, lines: Iterator[str]) -> str:
    """The command with its continuation lines or here-document."""
    here = _HERE.search(command)
    if here:
        taken = [command, *takewhile(lambda line: line != here[1], lines), here[1]]
        return "\n".join(taken)
    while command.endswith("\\"):
        command = f"{command[:-1]}{next(lines).strip()}"
    return command
