"""HTTP and command line give one and the same document, to the byte."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from api.cli.main import outcome
from api.http.security.token import LocalToken
from ledger.application import now_micros, open_ledger
from ledger.document import read_document
from tests.http.conftest import TOKEN, Clock, Served, served

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "book.jsonl"
EARLIER = {"as_of": "2024-06-30", "known_at": "2024-12-31"}
COMMANDS = [
    (["book"], "/customers", {}),
    (["book", "--stage", "stable", "--sort", "-code"], "/customers", {"stage": "stable", "sort": "-code"}),
    (["book", "--search", "精密"], "/customers", {"search": "精密"}),
    (["portfolio"], "/portfolio", {}),
    (["portfolio", "--from", "2024-01-31"], "/portfolio", {"from": "2024-01-31"}),
    (["show", "C-1001"], "/customers/C-1001", {}),
    (["timeline", "C-1001"], "/customers/C-1001/timeline", {}),
    (
        ["timeline", "C-1001", "--order", "asc", "--include", "retracted"],
        "/customers/C-1001/timeline",
        {"order": "asc", "include": "retracted"},
    ),
    (["history", "C-1001"], "/customers/C-1001/history", {}),
    (["events"], "/events", {}),
    (["events", "--types", "OrderPlaced,VisitMade"], "/events", {"types": "OrderPlaced,VisitMade"}),
    (["events", "--after", "20", "--customer", "C-1001"], "/events", {"after": "20", "customer": "C-1001"}),
    (["schema"], "/schemas", {}),
    (["schema", "OrderPlaced"], "/schemas/OrderPlaced", {}),
]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the examples."""
    directory = tmp_path_factory.mktemp("example")
    with open_ledger(directory) as ledger:
        lines = EXAMPLE.read_bytes().splitlines()
        past = [read_document(line, zone=UTC, now=now_micros(), restoring=True) for line in lines]
        ledger.restore(past, source="examples", simulated=True)
    return directory


@pytest.fixture(scope="module")
def example(directory: Path) -> Iterator[Served]:
    with served(directory, Clock(now_micros()), LocalToken(TOKEN)) as one:
        yield one


@pytest.mark.parametrize("clocks", [{}, EARLIER], ids=["now", "earlier"])
@pytest.mark.parametrize(("command", "path", "query"), COMMANDS, ids=lambda value: " ".join(value)[:40])
def test_a_command_prints_the_body_of_its_address(
    directory: Path,
    example: Served,
    capsysbinary: pytest.CaptureFixture[bytes],
    command: list[str],
    path: str,
    query: dict[str, str],
    clocks: dict[str, str],
) -> None:
    asked = clocks if "schemas" not in path else {}
    options = [part for name, value in asked.items() for part in (f"--{name.replace('_', '-')}", value)]
    assert outcome(["--data", str(directory), *command, *options, "--format", "json"]) == 0
    limit = {"limit": "1000"} if path.endswith(("customers", "portfolio", "events", "timeline", "history")) else {}
    answer = example.visit.get(f"/api/v1{path}", params={**query, **asked, **limit})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == capsysbinary.readouterr().out
