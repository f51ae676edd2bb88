"""merge, unmerge, revert and reinstate, as they are typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A ledger with the customers C-1 and C-2."""
    run = Shell(tmp_path, capsys)
    for code in ("C-1", "C-2"):
        fields = json.dumps({"name": f"Company {code}", "currency": "EUR"})
        run("record", code, "CustomerRegistered", "--at", "2026-01-01", "--data-json", fields)
    return run


def order(external_id: str, amount: str) -> dict[str, Any]:
    fields = {"order_id": external_id, "amount": amount, "currency": "EUR"}
    about = {"customer": "C-1", "type": "OrderPlaced", "occurred_at": "2026-02-01T00:00:00Z", "data": fields}
    return about | {"source": "erp", "external_id": external_id}


def test_a_merge_and_its_end(run: Shell) -> None:
    receipt = run.asked("merge", "C-2", "--into", "C-1", "--reason", "entered twice")
    assert (receipt["position"], receipt["known"], receipt["flags"]) == (3, False, [])
    assert [row["code"] for row in run.asked("book")["items"]] == ["C-1"]
    assert run.asked("show", "C-2")["code"] == "C-1"
    assert "Recorded the end of the merge of C-2 at position 4." in run("unmerge", "C-2", "--reason", "two")
    assert [row["code"] for row in run.asked("book")["items"]] == ["C-1", "C-2"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("merge", "C-1", "--into", "C-1"), "--into"),
        (("merge", "C-1", "--into", "C-9"), "--into"),
        (("merge", "C-9", "--into", "C-1"), "CODE"),
        (("unmerge", "C-1", "--reason", "r"), "CODE"),
        (("revert", "none", "--reason", "r"), "BATCH"),
        (("reinstate", "1", "--reason", "r"), "EVENT"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_with_its_place(run: Shell, words: tuple[str, ...], place: str) -> None:
    said = run(*words, code=1)
    assert said.startswith(f"error: {place}: ")
    assert said.count("\n") == 1


def test_a_reverted_import_leaves_every_answer_and_may_come_again_mended(run: Shell) -> None:
    batch = run.asked("import", run.lines(order("SO-1", "900.00"), order("SO-2", "20.00")))["batch_id"]
    assert run.asked("book")["items"][0]["purchases_12m"] == "920.00"
    assert "Recorded the end of import" in (said := run("revert", batch, "--reason", "wrong column"))
    assert "2 events" in said
    assert run.asked("book")["items"][0]["purchases_12m"] == "0.00"
    statuses = [row["status"] for row in run.asked("timeline", "C-1", "--include", "retracted")["items"]]
    assert statuses == ["retracted", "retracted", "current"]
    mended = run.lines(order("SO-1", "9.00"), order("SO-2", "20.00"))
    again = run.asked("import", mended)
    assert (again["recorded"], again["known"], again["rejected"]) == (2, 0, 0)
    assert run.asked("book")["items"][0]["purchases_12m"] == "29.00"
    assert run.asked("import", mended)["known"] == 2
    assert run("revert", batch, "--reason", "again", code=1).startswith("error: BATCH: ")


def test_what_was_retracted_is_reinstated(run: Shell) -> None:
    run("import", run.lines(order("SO-1", "900.00")))
    run("retract", "3", "--reason", "never placed")
    assert run.asked("reinstate", "3", "--reason", "it was")["position"] == 6
    assert run.asked("book")["items"][0]["orders"] == 1


def test_a_person_of_a_merged_customer_is_shown_and_erased_under_either_name(run: Shell) -> None:
    for code, name in (("C-1", "Li Wei"), ("C-2", "Wang Fang")):
        fields = json.dumps({"contact_id": "K-1", "name": name, "department": "Purchasing", "level": "middle"})
        run("record", code, "ContactAdded", "--at", "2026-01-01", "--data-json", fields)
    merge = run.asked("merge", "C-2", "--into", "C-1", "--reason", "entered twice")
    there = "C-2\N{NO-BREAK SPACE}K-1"
    assert there in json.dumps(run.asked("show", "C-1")["people"], ensure_ascii=False)
    named = [run.asked("person", *whom)["items"] for whom in (("C-1", there), ("C-2", "K-1"))]
    assert named[0] == named[1]
    assert [row["data"]["name"] for row in named[0]] == ["Wang Fang"]
    done = run.asked("erase", "C-1", there, "--reason", "she asked for it")
    assert run.asked("erase", "C-2", "K-1", "--reason", "she asked for it") == done | {"known": True}
    run("unmerge", "C-2", "--reason", "two companies")
    assert merge["position"] < done["position"]
    names = [run.asked("person", code, "K-1")["items"][0]["data"]["name"] for code in ("C-1", "C-2")]
    assert names == ["Li Wei", "erased"]
    assert run("erase", "C-1", there, "--reason", "again", code=1).startswith("error: CONTACT: ")
