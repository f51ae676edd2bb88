"""The list document, its JSON and its CSV."""

import csv
import io
import json

from api.envelope import (
    BOOK_COLUMNS,
    EVENT_COLUMNS,
    HISTORY_COLUMNS,
    TIMELINE_COLUMNS,
    csv_text,
    json_bytes,
    list_document,
)
from tests.cli.rows import book_row, event_row, history_row, timeline_row


def test_a_list_document_has_the_keys_of_the_contract_in_order() -> None:
    document = list_document([{"a": 1}], as_of="x", known_at=None, position=0, policy={"version": 1})
    assert list(document) == ["as_of", "known_at", "position", "policy", "items", "next"]
    assert document["next"] is None


def test_the_columns_are_the_keys_of_the_rows() -> None:
    assert tuple(book_row("C-1")) == BOOK_COLUMNS
    assert tuple(event_row(1, "CallMade")) == EVENT_COLUMNS
    assert tuple(timeline_row(1, "CallMade")) == TIMELINE_COLUMNS
    assert tuple(history_row("2026-01-31")) == HISTORY_COLUMNS


def test_json_keeps_names_of_all_scripts_and_ends_its_line() -> None:
    assert json_bytes({"name": "汉博精密"}) == '{"name":"汉博精密"}\n'.encode()
    assert json.loads(json_bytes({"a": [1]}, indent=True)) == {"a": [1]}


def test_csv_reads_back_as_it_was() -> None:
    rows = [{"name": 'Acme, "the" one\nof us', "share": 0.5, "final": True, "tier": None, "signals": [{"name": "x"}]}]
    back = list(csv.DictReader(io.StringIO(csv_text(rows, tuple(rows[0])))))
    assert back == [
        {"name": 'Acme, "the" one\nof us', "share": "0.5", "final": "true", "tier": "", "signals": '[{"name":"x"}]'}
    ]


def test_csv_without_rows_still_has_its_header() -> None:
    assert csv_text([], ("code", "name")) == "code,name\n"


def test_a_withheld_event_leaves_its_other_cells_empty() -> None:
    assert (
        csv_text([{"position": 3, "type": "Withheld"}], ("position", "event_id", "type")).splitlines()[1]
        == "3,,Withheld"
    )
