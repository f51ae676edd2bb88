"""Laws of importing: a file again adds nothing, and a customer's registration may stand anywhere in it."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.importing.importing import import_files
from api.importing.summary import ImportSummary
from ledger.application import Ledger
from tests.laws.by_name import by_name, names
from tests.laws.deciding import NOW
from tests.laws.documents import Document, History, line
from tests.laws.effort import effort
from tests.laws.everything import everything, unlike
from tests.laws.memory_log import MemoryLog
from tests.laws.recording import new_ledger
from tests.laws.smallest import must_hold
from tests.laws.strategies import dates_asked, histories, in_another_order, ranks

pytestmark = pytest.mark.props


def imported(ledger: Ledger, documents: Sequence[Document]) -> ImportSummary:
    with TemporaryDirectory() as directory:
        file = Path(directory) / "history.jsonl"
        file.write_text("\n".join(json.dumps(line(d)) for d in documents), encoding="utf-8")
        return import_files(
            ledger,
            [file],
            mapping=None,
            restore=False,
            ignore_recorded_at=False,
            strict=False,
            dry_run=False,
            zone=UTC,
            now=NOW,
            rejects_dir=Path(directory) / "rejects",
        )


def registered_last(documents: Sequence[Document]) -> list[Document]:
    """Everything of a customer before its registration."""
    return sorted(documents, key=lambda d: d.type == "CustomerRegistered")


@effort(6)
@given(data=st.data())
def test_an_import_in_any_order_says_the_same_and_again_adds_nothing(data: st.DataObject) -> None:
    history = data.draw(histories(), label="history")
    as_of, order = data.draw(dates_asked(history), label="as_of"), data.draw(ranks(history), label="order")
    late = data.draw(st.booleans(), label="registrations last")

    def check(found: History) -> list[str]:
        documents = in_another_order(found.documents, order)
        with new_ledger() as ledger:
            first = imported(ledger, registered_last(documents) if late else documents)
            last = ledger.last()
            again = imported(ledger, sorted(documents, key=lambda d: order[d.name]))
            return [
                *counted(first, recorded=len(documents), known=0),
                *counted(again, recorded=0, known=len(documents)),
                *([] if ledger.last() == last else [f"the last position was {last}, now {ledger.last()}"]),
                *same_answers(ledger, found, as_of),
            ]

    must_hold(history, check)


def counted(summary: ImportSummary, *, recorded: int, known: int) -> list[str]:
    wanted = {"read": recorded + known, "recorded": recorded, "known": known, "rejected": 0}
    found = {count: summary.total(count) for count in wanted}
    return [] if found == wanted else [f"counted {found}, should be {wanted}; {dict(summary.reasons)}"]


def same_answers(ledger: Ledger, history: History, as_of: date | datetime) -> list[str]:
    logs = (MemoryLog.of(history.documents), ledger)
    told = [
        by_name(
            everything(log, history.customers, as_of=as_of, known_at=None, zone=history.zone),
            names(log, history.customers),
        )
        for log in logs
    ]
    return unlike(*told)
