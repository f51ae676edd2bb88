"""A second process reads exactly what this one would, and may die without anybody noticing."""

import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC
from functools import partial
from pathlib import Path

import pytest

import api.importing.reading_ahead
from api.importing.jsonl import read_line
from api.importing.lines import Block
from api.importing.reading_ahead import read_ahead, read_blocks, second_process
from ledger.application import Ledger
from tests.importing.conftest import NOW, Import, rejects_of
from tests.importing.test_json_lines import file_of, order, registered

LINES_OF_ONE = [{"product": "P", "quantity": 2, "unit_price": 1.5}]
A_KEY_ACCOUNT = {"name": "A", "currency": "EUR", "owner_managed": True, "key_account": {"history": "long"}}
READ = partial(read_line, zone=UTC, now=NOW, restoring=False, ignore_recorded_at=False)
DOCUMENTS = (
    order("1", amount=2) | {"data": {"order_id": "1", "currency": "EUR", "lines": LINES_OF_ONE}},
    {"customer": "客户", "type": "NoteAdded", "occurred_at": "2025-02-01", "data": {"text": "naïve 😀"}},
    {"customer": "C-1", "type": "Unheard", "occurred_at": "2025-02-01", "data": {}},
    registered(source="crm", external_id="7") | {"data": A_KEY_ACCOUNT},
)
BLOCKS = [
    *(Block(number, json.dumps(document).encode()) for number, document in enumerate(DOCUMENTS, start=1)),
    Block(5, b""),
    Block(6, b'{"customer":"C-1"', too_long=True),
]


def blocks(times: int = 1) -> Iterator[Block]:
    return (block for _ in range(times) for block in BLOCKS)


def test_the_other_process_reads_what_this_one_reads() -> None:
    here = list(read_blocks(blocks(4), READ, processes=1))
    with second_process(READ) as other:
        ready = other.submit(int)
        ready.result()
        assert list(read_ahead(blocks(4), READ, other, ready)) == here
    assert [[one.interaction.type if one else None for one in read] for _, read in here[:6]] == [
        ["OrderPlaced"],
        ["NoteAdded"],
        [None],
        ["CustomerRegistered"],
        [None],
        [None],
    ]


def test_until_it_is_ready_and_once_it_is_killed_this_one_reads() -> None:
    here = list(read_blocks(blocks(4), READ, processes=1))
    with second_process(READ) as other:
        assert list(read_ahead(blocks(4), READ, other, other.submit(int))) == here
        ready = other.submit(int)
        ready.result()
        reading = read_ahead(blocks(4), READ, other, ready)
        some = [next(reading) for _ in range(3)]
        os.kill(other.submit(os.getpid).result(), signal.SIGKILL)
        assert [*some, *reading] == here


@pytest.mark.parametrize("alone", [0, 1, 24, 100])
def test_however_many_blocks_are_read_alone_each_comes_once_and_in_order(alone: int) -> None:
    assert [block for block, _ in read_blocks(blocks(4), READ, alone=alone, processes=2)] == list(blocks(4))


def test_an_import_with_a_second_process_counts_refuses_and_holds_back_as_without(
    run: Import, ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.importing.reading_ahead, "ALONE", 0)
    lines = [order("A1"), b"", b"{", order("A2", amount="-1"), registered(), *(order(f"B{n}") for n in range(3_000))]
    summary = run(file_of(tmp_path, *lines))
    assert (summary.total("rows"), summary.total("recorded"), summary.total("rejected")) == (3_004, 3_002, 2)
    assert [(row["row"], row["field"], row["code"]) for row in rejects_of(summary)] == [
        ("3", "", "invalid"),
        ("4", "/data/amount", "invalid"),
    ]
    assert [event.data.get("order_id") for event in ledger.events(limit=1000)][:3] == [None, "B0", "B1"]
    assert ledger.stream("C-1")[-1].data["order_id"] == "A1"
