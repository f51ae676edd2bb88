"""A ledger with every type of event there is, through all that can be done with it; and what it says at three dates."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import projections
from ledger.application import now_micros, open_ledger
from ledger.catalogue import CATALOGUE
from ledger.ledger_stream import ledger_event
from tests.cli.shell import Shell
from tests.ledger.catalogue.examples import CONTACT, EXAMPLES, PROFILE

Document = dict[str, Any]
Answers = dict[str, Any]

START = datetime(2025, 3, 14, tzinfo=UTC)
THEN = "2025-12-31"  # as_of
# What the commands record themselves.
BY_COMMAND = ("CustomersMerged", "CustomersUnmerged", "EventCorrected", "EventRetracted", "EventRestored")


def told() -> Iterator[tuple[str, str, Document]]:
    """C-1 with every type of event a document may bring; C-2 and C-3, with orders of the same id."""
    someone = {name: value for name, value in CONTACT.items() if name != "reports_to"}
    for code in ("C-2", "C-3"):
        yield code, "CustomerRegistered", PROFILE | {"currency": "CNY"}
        yield code, "OrderPlaced", {"order_id": "SO-2", "amount": "50.00", "currency": "CNY"}
    yield "C-1", "CustomerRegistered", EXAMPLES["CustomerRegistered"]
    for contact_id in ("K-1", "K-7", "K-8"):
        yield "C-1", "ContactAdded", someone | {"contact_id": contact_id}
    yield "C-1", "OrderPlaced", {"order_id": "SO-2", "amount": "100.00", "currency": "CNY"}
    for kind in CATALOGUE.values():
        if not kind.on_ledger and kind.name not in ("CustomerRegistered", "ContactAdded", *BY_COMMAND):
            yield "C-1", kind.name, EXAMPLES[kind.name]


def documents() -> list[Document]:
    """Each an hour after the one before, recorded at once."""
    found = []
    for number, (customer, kind, data) in enumerate(told()):
        at = (START + timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        found.append({"customer": customer, "type": kind, "occurred_at": at, "recorded_at": at, "data": data})
    return found


def published(directory: Path) -> None:
    toml = (Path(projections.__file__).parent / "default_policy.toml").read_text(encoding="utf-8")
    data = {"version": 2, "sha256": sha256(toml.encode()).hexdigest(), "toml": toml, "in_force_from": "2099-01-01"}
    with open_ledger(directory, create=False) as ledger:
        ledger.record(ledger_event("PolicyPublished", data, occurred_at=now_micros()))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def known(run: Shell) -> dict[str, str]:
    """Everything is done; the moments at which to ask what was known, by name."""
    moments = {"restored": "2025-12-31"}
    restored = run.asked("import", "--restore", run.lines(*documents()))
    assert (restored["recorded"], restored["rejected"]) == (len(documents()), 0), restored["reasons"]
    order = position(run, "C-1", "OrderPlaced")
    corrected = json.dumps({"order_id": "SO-2", "amount": "80.00", "currency": "CNY"})
    run("correct", order, "--data-json", corrected, "--reason", "misread")
    tier = position(run, "C-1", "TierAssigned")
    run("retract", tier, "--reason", "never agreed")
    run("reinstate", tier, "--reason", "it was")
    run("merge", "C-3", "--into", "C-1")
    run("unmerge", "C-3", "--reason", "two companies")
    wrong = {"order_id": "SO-9", "amount": "5000.00", "currency": "CNY"}
    about = {"customer": "C-1", "type": "OrderPlaced", "occurred_at": "2025-06-01T00:00:00Z", "data": wrong}
    batch = run.asked("import", run.lines(about))["batch_id"]
    moments["merged"] = run.asked("merge", "C-2", "--into", "C-1", "--reason", "entered twice")["recorded_at"]
    run("revert", batch, "--reason", "wrong file")
    published(run.directory / "ledger")
    moments["erased"] = run.asked("erase", "C-1", "K-7", "--reason", "she asked for it")["recorded_at"]
    return moments


def position(run: Shell, customer: str, kind: str) -> str:
    """Of the first such event."""
    rows = run.asked("events", "--customer", customer, "--types", kind)["items"]
    return str(rows[0]["position"])


def answers(run: Shell, known_at: str, data: str) -> Answers:
    """What a ledger says of C-1 at a moment; the position is where the ledger ends now."""
    clocks = ("--as-of", THEN, "--known-at", known_at)
    return {
        "book": run.asked("book", *clocks, data=data)["items"],
        "show": run.asked("show", "C-1", *clocks, data=data),
        "timeline": run.asked("timeline", "C-1", "--include", "retracted", *clocks, data=data)["items"],
        "history": run.asked("history", "C-1", *clocks, data=data)["items"],
    }


def brief(said: Answers) -> Answers:
    """The codes in the book, what C-1 bought by each answer, and how its orders stand."""
    orders = [row for row in said["timeline"] if row["type"] == "OrderPlaced"]
    return {
        "book": [row["code"] for row in said["book"]],
        "bought": said["show"]["stage"]["facts"]["purchases_12m"],
        "in history": said["history"][-1]["purchases_12m"],
        "orders": sorted((row["customer"], row["data"]["order_id"], row["status"]) for row in orders),
    }


ORDERS = [("C-1", "SO-2", "corrected"), ("C-1", "SO/88213", "current")]


def test_a_ledger_with_every_event_says_at_three_dates_what_was_known_then(run: Shell, known: dict[str, str]) -> None:
    with open_ledger(run.directory / "ledger", create=False) as ledger:
        assert {event.type for event in ledger.events(limit=1000)} == set(CATALOGUE)
    said = {name: brief(answers(run, moment, "ledger")) for name, moment in known.items()}
    assert said["restored"] == {
        "book": ["C-1", "C-2", "C-3"],
        "bought": "58.50",
        "in history": "58.50",
        "orders": [("C-1", "SO-2", "current"), ("C-1", "SO/88213", "current")],
    }
    assert said["merged"] == {
        "book": ["C-1", "C-3"],
        "bought": "5088.50",
        "in history": "5088.50",
        "orders": sorted([*ORDERS, ("C-1", "SO-9", "current"), ("C-2", "SO-2", "current")]),
    }
    assert said["erased"] == {
        "book": ["C-1", "C-3"],
        "bought": "88.50",
        "in history": "88.50",
        "orders": sorted([*ORDERS, ("C-1", "SO-9", "retracted"), ("C-2", "SO-2", "current")]),
    }


def test_it_is_whole_and_says_the_same_wherever_it_is_brought(
    run: Shell, known: dict[str, str], empty_database: str
) -> None:
    run("verify")
    here = {name: answers(run, moment, "ledger") for name, moment in known.items()}
    names = [row["data"]["name"] for row in here["erased"]["timeline"] if row["type"] == "ContactChanged"]
    assert names == ["erased"]
    for place in brought_elsewhere(run, empty_database):
        run("verify", data=place)
        assert {name: answers(run, moment, place) for name, moment in known.items()} == here


def brought_elsewhere(run: Shell, database: str) -> Iterator[str]:
    """The directories of the same ledger, brought there in every way there is."""
    run("copy", "--to", database)
    in_the_database = ("--database", database)
    assert "differs" not in run(*in_the_database, "verify")
    run(*in_the_database, "copy", "--to", str(run.directory / "back"), "--with-keys")
    yield "back"
    run("backup", str(run.directory / "all.tar"), "--with-keys")
    run("restore", str(run.directory / "all.tar"), data="restored")
    yield "restored"
