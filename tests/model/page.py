"""The text of docs/model.md: where each row of the model stands, and which tests show it."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.model.rows import SECTIONS
from tests.model.section import Row, Section
from tests.model.showing import Outcome, shown_by

ROOT = Path(__file__).resolve().parent.parent.parent

HEAD = """\
# The model and its proof

Every row of the domain model, the file that holds it, and for each thing it can say a test that shows it saying so, and
one that shows it staying silent. Written by `make model` from the marks of the tests; a test fails while this page is
stale, while an outcome has no test, or while a test does not come to see what it claims to show.

The name of a test is the sentence, with underscores for blanks, in the file that the link names.
"""


class Shown(NamedTuple):
    """A test and where it stands."""

    file: str
    line: int
    name: str

    def link(self) -> str:
        return f"[{self.name.removeprefix('test_').replace('_', ' ')}](../{self.file})"


Proof = Mapping[tuple[str, Outcome], Shown]


def proof() -> Proof:
    """The first test that shows each outcome of each item."""
    found: dict[tuple[str, Outcome], Shown] = {}
    for shown, function in _tests():
        for pair in shown_by(function):
            found[pair] = min(found.get(pair, shown), shown)
    return found


def model_page() -> str:
    proven = proof()
    return "\n".join([HEAD, *("\n".join(_table(section, proven)) for section in SECTIONS)])


def _tests() -> Iterator[tuple[Shown, Callable[..., Any]]]:
    """Every test of the files that claim to show something of the model."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if "@shows" in path.read_text(encoding="utf-8"):
            file = path.relative_to(ROOT)
            module = import_module(".".join(file.with_suffix("").parts))
            for name, function in vars(module).items():
                if name.startswith("test_"):
                    yield Shown(file.as_posix(), function.__code__.co_firstlineno, name), function


def _table(section: Section, proven: Proof) -> Iterator[str]:
    yield f"## {section.title}\n"
    yield f"| {section.heads[0]} | {section.heads[1]} | shown by |"
    yield "|---|---|---|"
    for row in section.rows:
        yield from _lines(row, proven)
    yield ""


def _lines(row: Row, proven: Proof) -> Iterator[str]:
    """One line per outcome; the item and its file stand in the first."""
    head = f"[{row.item}](../{row.file})"
    for outcome in (*row.outcomes, None):
        shown = proven.get((row.item, outcome))
        yield f"| {head} | {outcome or 'silent'} | {shown.link() if shown else 'no test'} |"
        head = ""


if __name__ == "__main__":
    print(model_page(), end="")  # noqa: T201
